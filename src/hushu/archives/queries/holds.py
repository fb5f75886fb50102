"""What is held and why (ARCH-41)."""

from datetime import date
from uuid import UUID

import msgspec

from hushu.foundation import database
from hushu.foundation.database import Asked
from hushu.foundation.refusals import NotHere


class HoldRow(msgspec.Struct, frozen=True):
    """A hold that the reader may know of, with what it lies on."""

    id: UUID
    item: UUID | None
    volume: UUID | None
    number: str
    title: str
    kind: str
    reason: str
    hidden: bool
    placed_on: date
    placed_by: str
    due_on: date | None
    lifted_on: date | None
    lifted_by: str
    lift_reason: str


HOLD = """select h.id, h.item, h.volume, coalesce(i.number, v.number), coalesce(i.title, v.title), h.kind, h.reason,
                 h.seen_by <> '{}', h.placed_on, coalesce(p.name, h.placed_name),
                 coalesce(i.due_on, (select min(x.due_on) from archive_item x where x.volume = v.id and x.state = 'kept')),
                 h.lifted_on, coalesce(q.name, h.lifted_name), h.lift_reason
            from archive_hold h
            left join archive_item i on i.property = h.property and i.id = h.item
            left join archive_volume v on v.property = h.property and v.id = h.volume
            left join person p on p.property = h.property and p.id = h.placed_by
            left join person q on q.property = h.property and q.id = h.lifted_by
           where coalesce(i.id, v.id) is not null """


async def holds(*, lifted: bool, limit: int = 500) -> list[HoldRow]:
    """Holds that lie, or those that were lifted, newest first."""
    sql = HOLD + "and (h.lifted_at is not null) = $1 order by h.placed_at desc, h.id limit $2"
    return await database.rows(HoldRow, sql, lifted, limit)


async def hold(hold_id: UUID) -> HoldRow:
    """One hold. Raises NotHere, also where one may not know of it."""
    found = await database.row(HoldRow, HOLD + "and h.id = $1", hold_id)
    if found is None:
        raise NotHere
    return found


def holds_on(item: UUID | None, volume: UUID) -> Asked[HoldRow]:
    """What lies on an item by itself or through its volume, or on a volume; the oldest first."""
    sql = HOLD + "and h.lifted_at is null and (h.item = $1 or h.volume = $2) order by h.placed_at"
    return Asked(HoldRow, sql, (item, volume))
