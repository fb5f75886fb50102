"""A property's hours stand once."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from migrations.steps import step

ID = "2026-11-25T20:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "A property's hours stand once"


async def forwards() -> MigrationManager:
    """Takes the second copy of the desk's and the night's hours out of the settings."""
    return step(ID, DESCRIPTION, "desk_hours")
