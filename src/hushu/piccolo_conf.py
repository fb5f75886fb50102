"""What Piccolo reads: the house's engine and where its migrations lie."""

from piccolo.conf.apps import AppRegistry

from hushu.foundation.database import engine

DB = engine
APP_REGISTRY = AppRegistry(apps=["migrations.piccolo_app"])
