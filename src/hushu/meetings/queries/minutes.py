"""The minutes of a meeting, and where they are filed (MEET-3)."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.foundation import database
from hushu.foundation.refusals import NotHere

# Whose minutes are owed: of a meeting m of kind k, with its minutes w if there are any.
UNWRITTEN = (
    "m.state = 'ended' and coalesce(w.state, 'draft') = 'draft' and (k.minuted or w.id is not null)"
)
WITH_MINUTES = """meeting m join meeting_kind k on k.property = m.property and k.id = m.kind
  left join meeting_minutes w on w.property = m.property and w.meeting = m.id"""


class Minutes(msgspec.Struct, frozen=True):
    """Minutes as they stand. item: the item of the archives they were filed as."""

    id: UUID
    meeting: UUID
    words: str
    state: str
    version: int
    written_by: UUID
    writer: str
    written_at: datetime
    paper: UUID | None
    record: UUID | None
    item: UUID | None
    erased_at: datetime | None


MINUTES = """select w.id, w.meeting, w.words, w.state, w.version, w.written_by, p.name, w.written_at, w.paper, w.record, i.id,
                    w.erased_at
               from meeting_minutes w join person p on p.property = w.property and p.id = w.written_by
               left join archive_item i on i.property = w.property and i.source = 'signing_paper' and i.source_id = w.paper
              where w.meeting = $1"""


async def minutes_of(meeting: UUID, *, lock: bool = False) -> Minutes | None:
    """The meeting's minutes, held where asked; None while nobody has begun them."""
    return await database.row(
        Minutes, MINUTES + (" for no key update of w" if lock else ""), meeting
    )


async def minutes_there(meeting: UUID, *, lock: bool = False) -> Minutes:
    """The meeting's minutes. Raises NotHere while there are none."""
    found = await minutes_of(meeting, lock=lock)
    if found is None:
        raise NotHere
    return found
