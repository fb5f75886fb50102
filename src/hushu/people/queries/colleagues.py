"""Reads about people: who is who, who holds a post, who is above whom, who can be reached now."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.database import Asked
from hushu.foundation.refusals import NotHere


class Colleague(msgspec.Struct, frozen=True):
    """A person as other modules see them."""

    id: UUID
    name: str
    post_key: str
    post_name: str
    phone: str
    superior: UUID | None
    roles: list[str]
    on_leave: bool
    closed: bool
    initials: str
    sort_key: str


class OnCallLeader(msgspec.Struct, frozen=True):
    """A leader who can be reached now (PPL-6)."""

    person: UUID
    name: str
    post_name: str
    phone: str
    starts_at: datetime
    ends_at: datetime
    note: str


# Readers of headquarters look at figures; they do not work here, and nothing is ever put on their desk (TEN-5).
AT_WORK = "p.closed_at is null and p.roles <> '{hq_reader}'"
COLLEAGUE = """select p.id, p.name, o.key, o.name, p.phone, p.superior, p.roles,
                      coalesce($1::date between p.leave_from and p.leave_until, false), p.closed_at is not null,
                      p.initials, p.sort_key
                 from person p join post o on o.property = p.property and o.id = p.post """


async def colleagues() -> list[Colleague]:
    """Everybody who works here now, by name."""
    sql = f"{COLLEAGUE} where {AT_WORK} order by p.sort_key, p.id"
    return await database.rows(Colleague, sql, clock.today())


async def works_here(person: UUID) -> bool:
    """Whether something can be given to this person: nobody unknown, nobody who left, no reader of headquarters."""
    sql = f"select exists (select 1 from person p where p.id = $1 and {AT_WORK})"  # noqa: S608 (a constant)
    return bool(await database.value(sql, person))


async def colleague(person: UUID) -> Colleague:
    """One person, closed or not. Raises NotHere."""
    found = await database.row(Colleague, COLLEAGUE + "where p.id = $2", clock.today(), person)
    if found is None:
        raise NotHere
    return found


async def holders(post_key: str) -> list[Colleague]:
    """Who holds a post now, longest first."""
    sql = COLLEAGUE + "where o.key = $2 and p.closed_at is null order by p.created_at, p.id"
    return await database.rows(Colleague, sql, clock.today(), post_key)


async def with_role(role: str) -> list[Colleague]:
    """Who has a role now."""
    sql = COLLEAGUE + "where $2 = any (p.roles) and p.closed_at is null order by p.created_at, p.id"
    return await database.rows(Colleague, sql, clock.today(), role)


async def superior(person: UUID) -> Colleague | None:
    """The nearest superior who is still here, or None at the top."""
    seen = {person}
    above = (await colleague(person)).superior
    while above is not None and above not in seen:
        found = await colleague(above)
        if not found.closed:
            return found
        seen.add(above)
        above = found.superior
    return None


ON_CALL = """select c.person, p.name, o.name, p.phone, c.starts_at, c.ends_at, c.note
               from on_call c join person p on p.property = c.property and p.id = c.person
               join post o on o.property = p.property and o.id = p.post
              where c.starts_at <= $1 and c.ends_at > $1 order by o.place, p.sort_key"""


def leaders_on_call() -> Asked[OnCallLeader]:
    """The leaders named for this moment, to be asked together with others."""
    return Asked(OnCallLeader, ON_CALL, (clock.now(),))


async def on_call_now() -> list[OnCallLeader]:
    """The leaders named for this moment."""
    return await leaders_on_call().rows()
