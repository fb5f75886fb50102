"""An answer is held until its transaction has: what was refused leaves nothing, what was said is true (TEN-4, T26)."""

from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
from litestar.types import Message, Send

from hushu.foundation import database
from hushu.foundation.after import deeds_afterwards

Work = Callable[[asyncpg.Connection, Send, list[Message]], Awaitable[None]]


class _RolledBack(Exception):
    """Carries nothing: ends the transaction without a commit."""


async def held(work: Work, send: Send) -> None:
    """Lets `work` answer inside one transaction; the reply leaves after the commit, an answer of 400 and above undoes all.

    `work` is given the connection, where to send, and what was sent so far.
    """
    kept: list[Message] = []

    async def hold(message: Message) -> None:
        kept.append(message)

    async with deeds_afterwards() as deeds:
        try:
            async with database.transaction() as connection:
                await work(connection, hold, kept)
                start: Any = kept[0]
                if start["status"] >= 400:
                    raise _RolledBack  # noqa: TRY301 (leaving the block is what rolls back)
        except _RolledBack:
            deeds.clear()
        for message in kept:
            await send(message)
