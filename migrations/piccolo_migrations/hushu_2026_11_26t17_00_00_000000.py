"""Editions, leave and changes of rosters."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from migrations.steps import step

ID = "2026-11-26T17:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Editions, leave and changes of rosters"


async def forwards() -> MigrationManager:
    """Editions, shifts in force, copies, leave and changes."""
    return step(ID, DESCRIPTION, "editions")
