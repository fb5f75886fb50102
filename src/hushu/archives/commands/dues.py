"""When each item of a volume may be appraised, worked out anew whenever something starts, stops or moves its term (ARCH-40)."""

from collections import defaultdict
from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.archives.rules.retention import Days, stood_still
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
    appraised_on: date | None


class Still(msgspec.Struct, frozen=True):
    """Days on which a schedule stood still; `item` None: of the whole volume."""

    item: UUID | None
    since: date
    until: date | None


RUNNING = """select i.id, i.trigger, t.years, i.filed_at, v.closed_on, v.began_on, i.appraised_on
               from archive_item i join archive_volume v on v.property = i.property and v.id = i.volume
               join archive_term t on t.property = i.property and t.key = i.term
              where i.volume = $1 and i.state = 'kept'"""
STILL = "select item, since, until from archive_still($1)"
LAY = """update archive_item i set began_on = d.began, due_on = d.due
           from unnest($1::uuid[], $2::date[], $3::date[]) as d (id, began, due)
          where i.id = d.id and (i.began_on, i.due_on) is distinct from (d.began, d.due)"""


async def lay_dues(volume_id: UUID) -> None:
    """Of every item that is still kept in the volume."""
    found = await database.rows(Running, RUNNING, volume_id)
    stills: dict[UUID | None, list[Days]] = defaultdict(list)
    for still in await database.rows(Still, STILL, volume_id):
        stills[still.item].append((still.since, still.until))
    begins = [_began(one) for one in found]
    dues = [
        _due(one, day, stills[None] + stills[one.id])
        for one, day in zip(found, begins, strict=True)
    ]
    await database.execute(LAY, [one.id for one in found], begins, dues)


def _began(one: Running) -> date | None:
    """What was kept longer counts from its first appraisal."""
    filed = clock.local(one.filed_at).date()
    return one.appraised_on or began(
        one.trigger, filed=filed, volume_closed=one.closed_on, happened=one.happened
    )


def _due(one: Running, began_on: date | None, holds: list[Days]) -> date | None:
    day = due(began_on, one.years)
    return None if day is None or began_on is None else stood_still(day, began_on, holds)
