"""When each item of a volume may be appraised, worked out anew whenever something starts its term (ARCH-40)."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.archives.rules.terms import began, due
from hushu.foundation import clock, database


class Running(msgspec.Struct, frozen=True):
    """An item with what its term hangs on."""

    id: UUID
    trigger: str
    years: int | None
    filed_at: datetime
    closed_on: date | None
    happened: date | None


RUNNING = """select i.id, i.trigger, t.years, i.filed_at, v.closed_on, v.began_on
               from archive_item i join archive_volume v on v.property = i.property and v.id = i.volume
               join archive_term t on t.property = i.property and t.key = i.term
              where i.volume = $1 and i.state = 'kept'"""
LAY = """update archive_item i set began_on = d.began, due_on = d.due
           from unnest($1::uuid[], $2::date[], $3::date[]) as d (id, began, due)
          where i.id = d.id and (i.began_on, i.due_on) is distinct from (d.began, d.due)"""


async def lay_dues(volume_id: UUID) -> None:
    """Of every item that is still kept in the volume."""
    found = await database.rows(Running, RUNNING, volume_id)
    begins = [_began(one) for one in found]
    dues = [due(day, one.years) for day, one in zip(begins, found, strict=True)]
    await database.execute(LAY, [one.id for one in found], begins, dues)


def _began(one: Running) -> date | None:
    filed = clock.local(one.filed_at).date()
    return began(one.trigger, filed=filed, volume_closed=one.closed_on, happened=one.happened)
