"""Deeds that concern what the person who sets them off may not know of."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from hushu.foundation import database

SAY = "select set_config('hushu.filing', $1, true)"


@asynccontextmanager
async def for_the_house() -> AsyncIterator[None]:
    """What is done here may be secret to the person whose deed sets it off; nothing of it is shown meanwhile."""
    before = await database.value("select coalesce(current_setting('hushu.filing', true), '')")
    await database.value(SAY, "yes")
    try:
        yield
    finally:
        await database.value(SAY, before)
