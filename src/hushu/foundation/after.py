"""What is done once the commit has held: hints to others, never the record of anything."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar

import structlog

Deed = Callable[[], Awaitable[None]]

log = structlog.get_logger()
_deeds: ContextVar[list[Deed] | None] = ContextVar("deeds", default=None)


def after_commit(deed: Deed) -> None:
    """Does this once the open transaction has committed; forgotten when it rolls back."""
    deeds = _deeds.get()
    if deeds is not None:
        deeds.append(deed)


@asynccontextmanager
async def deeds_afterwards() -> AsyncIterator[list[Deed]]:
    """Stands around a transaction: gathers what is asked for in it and does it at the end, when nothing was raised.

    A failing deed is logged and harms nobody, because the record is already written.
    """
    deeds: list[Deed] = []
    outer = _deeds.set(deeds)
    try:
        yield deeds
    finally:
        _deeds.reset(outer)
    for deed in deeds:
        try:
            await deed()
        except Exception as fault:
            log.warning("after_commit_failed", fault=repr(fault))
