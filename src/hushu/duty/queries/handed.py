"""Handovers that are done, for whoever reads them afterwards (MEET-1)."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.foundation import database


class Handed(msgspec.Struct, frozen=True):
    """A shift that was given over: by whom, to whom, when."""

    record: UUID
    team: str
    shift: str
    gave: str
    took: str
    at: datetime


HANDED = """select r.id, t.name, s.name, g.name, k.name, h.done_at from duty_handover h
              join duty_record r on r.property = h.property and r.id = h.record
              join roster_team t on t.property = r.property and t.id = r.team
              join shift s on s.property = r.property and s.id = r.shift
              join person g on g.property = h.property and g.id = h.outgoing
              join person k on k.property = h.property and k.id = h.incoming
             where h.done_at >= $1 and h.done_at < $2 order by h.done_at desc limit 12"""


async def handed(since: datetime, until: datetime) -> list[Handed]:
    """The handovers done in that time, the newest first."""
    return await database.rows(Handed, HANDED, since, until)
