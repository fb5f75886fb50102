"""The audit trail is read at the speed of a list."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from migrations.steps import step

ID = "2026-11-26T00:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "The audit trail is read at the speed of a list"


async def forwards() -> MigrationManager:
    """Asks of each entry whether it may be read without planning the question anew."""
    return step(ID, DESCRIPTION, "trail")
