"""The office: sealed files, the whole of signing, archives and documents."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from migrations.steps import step

ID = "2026-11-25T01:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "The office: from the first draft to the witnessed destruction"


async def forwards() -> MigrationManager:
    """Lays every file of `migrations/office/`, in the order of their names."""
    return step(ID, DESCRIPTION, "office")
