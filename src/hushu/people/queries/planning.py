"""Who can be reached in the nights and on holidays to come (PPL-6)."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.foundation import database


class Duty(msgspec.Struct, frozen=True):
    """One planned on-call duty of a leader."""

    id: UUID
    person: UUID
    name: str
    post_name: str
    phone: str
    starts_at: datetime
    ends_at: datetime
    note: str


async def duties(first: datetime, last: datetime) -> list[Duty]:
    """The duties that touch this span, earliest first."""
    return await database.rows(
        Duty,
        """select c.id, c.person, p.name, o.name, p.phone, c.starts_at, c.ends_at, c.note
             from on_call c join person p on p.property = c.property and p.id = c.person
             join post o on o.property = p.property and o.id = p.post
            where c.ends_at > $1 and c.starts_at < $2 order by c.starts_at, p.sort_key, c.id""",
        first, last,
    )  # fmt: skip


async def next_duties(person: UUID, after: datetime) -> int:
    """How many duties this person still has to come."""
    sql = "select count(*) from on_call where person = $1 and ends_at > $2"
    return int(await database.value(sql, person, after))


async def subordinates(person: UUID) -> list[str]:
    """The names of those who report to this person."""
    found = await database.connection().fetch(
        "select name from person where superior = $1 and closed_at is null order by sort_key",
        person,
    )
    return [record[0] for record in found]
