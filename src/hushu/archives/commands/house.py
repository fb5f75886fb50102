"""Deeds that concern what the person who sets them off may not know of."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from hushu.foundation import database


@asynccontextmanager
async def for_the_house() -> AsyncIterator[None]:
    """What is done here may be secret to the person whose deed sets it off; nothing of it is shown meanwhile."""
    await database.value("select set_config('hushu.filing', 'yes', true)")
    try:
        yield
    finally:
        await database.value("select set_config('hushu.filing', '', true)")
