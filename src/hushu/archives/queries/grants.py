"""Who was let to know and read, and who asks for it (ARCH-30)."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.refusals import NotHere


class Grant(msgspec.Struct, frozen=True):
    """A leave. scope: everything, class, volume or item; role: where it is given to all who have it."""

    id: UUID
    person: UUID | None
    name: str
    role: str
    scope: str
    about: str
    reason: str
    given_by: str
    given_at: datetime
    until: date | None
    ended_at: datetime | None
    ended_by: str
    runs: bool


class Wish(msgspec.Struct, frozen=True):
    """Somebody asks for leave to read an item."""

    id: UUID
    item: UUID
    number: str
    title: str
    secrecy: int
    person: UUID
    name: str
    post_name: str
    reason: str
    asked_at: datetime
    answer: str


GRANT = """select g.id, g.person, coalesce(p.name, ''), coalesce(g.role, ''),
                  case when g.item is not null then 'item' when g.volume is not null then 'volume'
                       when g.class is not null then 'class' else 'everything' end,
                  coalesce(i.number || ' ' || i.title, v.number || ' ' || v.title, c.code || ' ' || c.name, ''), g.reason,
                  coalesce(b.name, ''), g.given_at, g.until, g.ended_at, coalesce(e.name, ''),
                  g.ended_at is null and (g.until is null or g.until >= $1)
             from archive_grant g left join person p on p.property = g.property and p.id = g.person
             left join archive_class c on c.property = g.property and c.id = g.class
             left join archive_volume v on v.property = g.property and v.id = g.volume
             left join archive_item i on i.property = g.property and i.id = g.item
             left join person b on b.property = g.property and b.id = g.given_by
             left join person e on e.property = g.property and e.id = g.ended_by """
WISH = """select w.id, i.id, i.number, i.title, i.secrecy, w.person, p.name, o.name, w.reason, w.asked_at, w.answer
            from archive_wish w join archive_item i on i.property = w.property and i.id = w.item
            join person p on p.property = w.property and p.id = w.person
            join post o on o.property = p.property and o.id = p.post """


async def grants(limit: int = 300) -> list[Grant]:
    """Every leave, those that run first, then newest first."""
    sql = GRANT + "order by 13 desc, g.given_at desc, g.id limit $2"
    return await database.rows(Grant, sql, clock.today(), limit)


async def grant(grant_id: UUID) -> Grant:
    """One leave. Raises NotHere."""
    found = await database.row(Grant, GRANT + "where g.id = $2", clock.today(), grant_id)
    if found is None:
        raise NotHere
    return found


async def wishes() -> list[Wish]:
    """What nobody has answered yet, oldest first."""
    return await database.rows(Wish, WISH + "where w.answer = 'open' order by w.asked_at limit 200")


async def wish(wish_id: UUID) -> Wish:
    """One wish. Raises NotHere."""
    found = await database.row(Wish, WISH + "where w.id = $1", wish_id)
    if found is None:
        raise NotHere
    return found
