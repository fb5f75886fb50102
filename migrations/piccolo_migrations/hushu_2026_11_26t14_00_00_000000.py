"""Keys, radios and equipment."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from migrations.steps import step

ID = "2026-11-26T14:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Keys, radios and equipment"


async def forwards() -> MigrationManager:
    """Things, who has them, what was counted, reported and noted."""
    return step(ID, DESCRIPTION, "custody")
