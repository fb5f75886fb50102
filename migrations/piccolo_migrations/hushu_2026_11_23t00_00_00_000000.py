"""The first house: foundation, people, signing, premises, scripts and desk."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from migrations.steps import step

ID = "2026-11-23T00:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "The house stands"


async def forwards() -> MigrationManager:
    """Makes every table with its protection."""
    return step(ID, DESCRIPTION, "house", protect=True)
