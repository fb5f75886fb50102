"""The rolling check: every file is read again and again for as long as it is kept, the longest unread first (T30, ARCH-24)."""

import time
from uuid import UUID

from hushu.foundation import clock, database
from hushu.foundation.files.faults import Damaged
from hushu.foundation.files.rows import COLUMNS, Kept, bytes_of

NEXT = f"""select {COLUMNS} from file where erased_at is null and expires_at is null
            order by checked_at nulls first, id limit $1"""  # noqa: S608 (our own names)
CHECKED = "update file set checked_at = $2 where id = any($1)"


async def check_next(limit: int, *, seconds: float = 60) -> list[UUID]:
    """Reads the files that were checked longest ago and gives those that are not as they were filed.

    Stops after so many files or seconds; what was read is marked in the open transaction.
    """
    checked: list[UUID] = []
    damaged: list[UUID] = []
    ends = time.monotonic() + seconds
    for kept in await database.rows(Kept, NEXT, limit):
        try:
            await bytes_of(kept)
        except Damaged:
            damaged.append(kept.id)
        checked.append(kept.id)
        if time.monotonic() > ends:
            break
    await database.execute(CHECKED, checked, clock.now())
    return damaged
