"""Papers made by a worker are made with the eyes of the one who asked (DOC-6)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from hushu.foundation import database

LOOK = "select set_config('hushu.person', $1, true)"


@asynccontextmanager
async def seen_by(person: str) -> AsyncIterator[None]:
    """What is read within is what that person may know of; the worker's own eyes come back afterwards."""
    before = await database.value("select coalesce(current_setting('hushu.person', true), '')")
    await database.value(LOOK, person)
    yield
    await database.value(LOOK, before)  # after a fault the savepoint around it puts the eyes back
