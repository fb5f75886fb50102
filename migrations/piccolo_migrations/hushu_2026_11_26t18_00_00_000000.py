"""Proposed rosters."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from migrations.steps import step

ID = "2026-11-26T18:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Proposed rosters"


async def forwards() -> MigrationManager:
    """Runs of the solver, fixed cells and wishes."""
    return step(ID, DESCRIPTION, "solver")
