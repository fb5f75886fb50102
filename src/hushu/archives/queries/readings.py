"""Who may read what an item holds, and who has (ARCH-30)."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.database import Asked

# A loan lets its borrower read the electronic files from its approval to the day of return, read on the spot on that day only;
# what is confidential is read by the general manager's leave alone.
# Of an item i, its class c, a person p and a day t.day: the one reading rule, for the page and for what is exported.
MAY = """(i.state = 'kept' and (p.roles && c.readers or (i.secrecy < 2 and p.id = i.filed_by)
           or exists (select 1 from archive_grant g where g.person = p.id and g.ended_at is null
                        and (g.until is null or g.until >= t.day) and (g.class is null or g.class = i.class)
                        and (g.volume is null or g.volume = i.volume) and (g.item is null or g.item = i.id))
           or (i.secrecy = 0 and exists (
                select 1 from archive_loan l join archive_loan_item x on x.property = l.property and x.loan = l.id
                 where x.item = i.id and l.borrower = p.id and l.state in ('approved', 'out') and l.due_on >= t.day
                   and (l.way = 'lend' or l.due_on = t.day)))))"""
MAY_READ = f"""select coalesce({MAY}, false)
                 from archive_item i join archive_class c on c.property = i.property and c.id = i.class, person p,
                      (select $3::date as day) t
                where i.id = $1 and p.id = $2"""  # noqa: S608 (constants)


class Reading(msgspec.Struct, frozen=True):
    """One look at a confidential or secret item."""

    at: datetime
    name: str
    how: str


class Leave(msgspec.Struct, frozen=True):
    """Whether somebody may read what an item holds."""

    given: bool


def leave(item: UUID, person: UUID) -> Asked[Leave]:
    """Whether that person may read what the item holds: by a role of its class, by leave, or by a loan."""
    return Asked(Leave, MAY_READ, (item, person, clock.today()))


async def may_read(item: UUID, person: UUID) -> bool:
    """The same, asked alone."""
    return any(one.given for one in await leave(item, person).rows())


async def readings(item: UUID, limit: int = 100) -> list[Reading]:
    """Who looked, newest first."""
    sql = """select r.at, p.name, r.how from archive_reading r join person p on p.property = r.property and p.id = r.person
              where r.item = $1 order by r.at desc limit $2"""
    return await database.rows(Reading, sql, item, limit)


class Look(msgspec.Struct, frozen=True):
    """One look, with what was looked at."""

    at: datetime
    name: str
    how: str
    item: UUID
    number: str
    title: str


async def all_readings(limit: int = 100) -> list[Look]:
    """Every look at what is confidential or secret, newest first; what one may not know of stays unseen."""
    sql = """select r.at, p.name, r.how, i.id, i.number, i.title from archive_reading r
               join person p on p.property = r.property and p.id = r.person
               join archive_item i on i.property = r.property and i.id = r.item order by r.at desc limit $1"""
    return await database.rows(Look, sql, limit)
