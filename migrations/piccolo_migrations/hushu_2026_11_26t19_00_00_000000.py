"""Private calendars of shifts."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from migrations.steps import step

ID = "2026-11-26T19:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Private calendars of shifts"


async def forwards() -> MigrationManager:
    """The addresses, and what a calendar reads under one."""
    return step(ID, DESCRIPTION, "feeds")
