"""What is done once the commit has held: hints to others, never the record of anything."""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar

import structlog

Deed = Callable[[], Awaitable[None]]


class Deeds(list[Deed]):
    """What one transaction has asked for; `outer` belongs to the transaction around it, if any."""

    def __init__(self, outer: "Deeds | None") -> None:
        super().__init__()
        self.outer = outer


log = structlog.get_logger()
_deeds: ContextVar[Deeds | None] = ContextVar("deeds", default=None)


def begin_deeds() -> Deeds:
    """A new empty list for this transaction."""
    deeds = Deeds(_deeds.get())
    _deeds.set(deeds)
    return deeds


def after_commit(deed: Deed) -> None:
    """Does this once the open transaction has committed; forgotten when it rolls back."""
    deeds = _deeds.get()
    if deeds is not None:
        deeds.append(deed)


async def run_deeds(deeds: Deeds) -> None:
    """Does them; a failing one is logged and harms nobody, because the record is already written.

    From here on the transaction around this one, where there is one, collects again.
    """
    _deeds.set(deeds.outer)
    for deed in deeds:
        try:
            await deed()
        except Exception as fault:
            log.warning("after_commit_failed", fault=repr(fault))
