"""What is done once the commit has held: hints to others, never the record of anything."""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar

import structlog

Deed = Callable[[], Awaitable[None]]
log = structlog.get_logger()
_deeds: ContextVar[list[Deed] | None] = ContextVar("deeds", default=None)


def begin_deeds() -> list[Deed]:
    """A new empty list for this transaction."""
    deeds: list[Deed] = []
    _deeds.set(deeds)
    return deeds


def after_commit(deed: Deed) -> None:
    """Does this once the open transaction has committed; forgotten when it rolls back."""
    deeds = _deeds.get()
    if deeds is not None:
        deeds.append(deed)


async def run_deeds(deeds: list[Deed]) -> None:
    """Does them; a failing one is logged and harms nobody, because the record is already written."""
    for deed in deeds:
        try:
            await deed()
        except Exception as fault:
            log.warning("after_commit_failed", fault=repr(fault))
