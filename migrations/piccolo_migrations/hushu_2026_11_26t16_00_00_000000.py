"""Meetings."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from migrations.steps import step

ID = "2026-11-26T16:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Meetings"


async def forwards() -> MigrationManager:
    """Kinds, meetings, attendance, problems, decisions and minutes."""
    return step(ID, DESCRIPTION, "meetings")
