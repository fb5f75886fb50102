"""The doors: whoever changes an account proves to the database who they are."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from migrations.steps import step

ID = "2026-11-25T00:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "The doors ask for proof"


async def forwards() -> MigrationManager:
    """Lays the functions of accounts, sessions and operators anew."""
    return step(ID, DESCRIPTION, "doors")
