"""Work after commit: the intent is a row of the same transaction; Redis only carries it (T23, T24)."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.after import after_commit
from hushu.foundation.carrier import publish
from hushu.foundation.tables import new_id

WAKE = "outbox"
ATTEMPTS = 8  # how often a job may fail before it is given up
SEND = """insert into outbox (id, job, queue, args, due_at, once) values ($1, $2, $3, $4, $5, $6)
          on conflict (property, once) do nothing returning id"""


async def send(
    job: str,
    *,
    queue: str = "default",
    due: datetime | None = None,
    once: str | None = None,
    **args: Any,
) -> UUID | None:
    """Asks for a job, now or when it is due; with `once` a second asking is the first one. Args are ids and plain values."""
    body = msgspec.json.encode(args).decode()
    made = await database.value(SEND, new_id(), job, queue, body, due or clock.now(), once)
    if due is None:
        after_commit(_wake)
    return None if made is None else UUID(str(made))


async def _wake() -> None:
    """Tells the relay to look now; without it, it looks by itself within two seconds."""
    await publish(WAKE, "due")
