"""Runs a folder of SQL files as one migration step, inside Piccolo's own transaction."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine.finder import engine_finder

import hushu.foundation

HERE = Path(__file__).parent
PROTECT = Path(hushu.foundation.__file__).parent / "protect.sql"


def step(
    migration_id: str, description: str, folder: str, *, protect: bool = False
) -> MigrationManager:
    """A migration of the SQL files in `folder`, by name; `protect` lays the protection's procedures anew first."""
    manager = MigrationManager(migration_id=migration_id, app_name="hushu", description=description)

    async def run() -> None:
        engine = engine_finder()
        transaction = engine.current_transaction.get() if engine else None
        if transaction is None:
            raise RuntimeError("a migration runs inside a transaction")
        connection = transaction.connection
        await connection.execute("alter default privileges revoke execute on functions from public")
        await connection.execute(
            "set local check_function_bodies = off; set local lock_timeout = '5s'"
        )
        if protect:
            await connection.execute(PROTECT.read_text())
        for file in sorted((HERE / folder).glob("*.sql")):
            await connection.execute(file.read_text())

    manager.add_raw(run)
    return manager
