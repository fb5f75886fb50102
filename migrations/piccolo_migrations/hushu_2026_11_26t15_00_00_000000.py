"""Duty records and handovers."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from migrations.steps import step

ID = "2026-11-26T15:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Duty records and handovers"


async def forwards() -> MigrationManager:
    """Teams on duty, their checks, records, incidents, orders, handovers, reports and who has read what."""
    return step(ID, DESCRIPTION, "duty")
