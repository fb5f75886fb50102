"""Runs a command against the services: those that run, or our own for as long as it takes."""

import asyncio
import os
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from hushu.foundation import database
from hushu.foundation.services import Services, running
from hushu.foundation.settings import settings

T = TypeVar("T")


@contextmanager
def services(*, fast: bool = False) -> Iterator[Services]:
    """The services, with the environment naming them for this process and its children."""
    with running(settings().data, fast=fast) as found:
        os.environ.update(found.environment())
        settings.cache_clear()
        yield found


def connected(work: Coroutine[Any, Any, T], dsn: str) -> T:
    """Runs the work with the database connected under that role."""
    from hushu.foundation.house import stand
    from hushu.modules import MODULES

    stand(MODULES)
    return alone(work, dsn)


def alone(work: Coroutine[Any, Any, T], dsn: str) -> T:
    """The same for work that needs no module: a second of loading less."""

    async def whole() -> T:
        await database.connect(dsn, size=4)
        try:
            return await work
        finally:
            await database.disconnect()

    return asyncio.run(whole())
