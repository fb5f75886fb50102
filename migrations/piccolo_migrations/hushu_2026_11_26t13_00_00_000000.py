"""Duty rosters."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from migrations.steps import step

ID = "2026-11-26T13:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Duty rosters"


async def forwards() -> MigrationManager:
    """Shifts, teams, months and their cells."""
    return step(ID, DESCRIPTION, "rosters")
