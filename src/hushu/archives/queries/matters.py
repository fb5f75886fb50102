"""What has to be done about papers, and whom it waits for (ARCH-23, ARCH-24)."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.archives.rules.matters import KINDS
from hushu.foundation import database
from hushu.foundation.database import Asked
from hushu.foundation.module import Obstacle
from hushu.foundation.refusals import NotHere
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate


class Matter(msgspec.Struct, frozen=True):
    """One matter; `about` names the item or volume."""

    id: UUID
    kind: str
    item: UUID | None
    volume: UUID | None
    about: str
    title: str
    words: str
    owner: UUID | None
    owner_name: str
    due_on: date
    opened_at: datetime
    opened_by: str
    done_at: datetime | None
    done_by: str
    outcome: str
    stocktake: UUID | None
    file: UUID | None


MATTER = """select m.id, m.kind, m.item, m.volume, coalesce(i.number, v.number, ''), coalesce(i.title, v.title, f.name, ''),
                   m.words, m.owner, coalesce(o.name, ''), m.due_on, m.opened_at, coalesce(b.name, ''), m.done_at,
                   coalesce(d.name, ''), m.outcome, m.stocktake, m.file
              from archive_matter m
              left join archive_item i on i.property = m.property and i.id = m.item
              left join archive_volume v on v.property = m.property and v.id = m.volume
              left join file f on f.property = m.property and f.id = m.file
              left join person o on o.property = m.property and o.id = m.owner
              left join person b on b.property = m.property and b.id = m.opened_by
              left join person d on d.property = m.property and d.id = m.done_by """


async def matters(
    *, done: bool = False, stocktake: UUID | None = None, limit: int = 200
) -> list[Matter]:
    """Open matters, the most pressing first, or those that have ended, the newest first."""
    order = "m.done_at desc" if done else "m.due_on, m.id"
    sql = (
        MATTER
        + f"where (m.done_at is not null) = $1 and ($2::uuid is null or m.stocktake = $2) order by {order} limit $3"
    )
    return await database.rows(Matter, sql, done, stocktake, limit)


def matters_of(*, item: UUID | None = None, volume: UUID | None = None) -> Asked[Matter]:
    """What is open about an item or a volume itself."""
    sql = (
        MATTER
        + "where m.done_at is null and (m.item = $1 or m.volume = $2) order by m.due_on, m.id"
    )
    return Asked(Matter, sql, (item, volume))


async def matter(matter_id: UUID, *, lock: bool = False) -> Matter:
    """One matter. Raises NotHere, also where it is about what one may not know of."""
    sql = MATTER + "where m.id = $1" + (" for no key update of m" if lock else "")
    found = await database.row(Matter, sql, matter_id)
    if found is None:
        raise NotHere
    return found


async def _owned_by(person: UUID) -> list[Matter]:
    sql = MATTER + "where m.done_at is null and m.owner = $1 order by m.due_on, m.id limit 100"
    return await database.rows(Matter, sql, person)


def _named(one: Matter) -> str:
    about = one.about or one.title
    return translate(N_("Archives: %(what)s"), what=f"{translate(KINDS[one.kind])} {about}".strip())


async def blocks_leaving(person: UUID) -> list[Obstacle]:
    """Open matters hold a person until somebody takes them (PPL-4)."""
    return [
        Obstacle(kind=N_("Archives"), title=_named(one), href=at(f"/archives/matters/{one.id}"))
        for one in await _owned_by(person)
    ]


async def wrong_bytes() -> list[str]:
    """The files that are known not to be as they were filed, by number of item or name."""
    sql = """select coalesce(i.number, f.name) from archive_matter m join file f on f.property = m.property and f.id = m.file
              left join archive_item i on i.property = m.property and i.id = m.item
              where m.kind = 'wrong_byte' and m.done_at is null order by 1"""
    return [record[0] for record in await database.connection().fetch(sql)]
