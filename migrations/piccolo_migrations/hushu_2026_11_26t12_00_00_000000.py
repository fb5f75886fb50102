"""What was destroyed keeps no words in the database either."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from migrations.steps import step

ID = "2026-11-26T12:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "What was destroyed keeps no words in the database either"


async def forwards() -> MigrationManager:
    """Lets the words of destroyed documents and of their signed papers go, and judges the rest without them."""
    return step(ID, DESCRIPTION, "destroyed_words")
