"""The shifts in force: who is to work from when to when; what handover, reminders and attendance go by (ROST-5)."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import database


class Planned(msgspec.Struct, frozen=True):
    """Somebody's shift of an edition in force, with its first and last moment."""

    person: UUID
    name: str
    team: UUID
    team_key: str
    team_name: str
    day: date
    shift: str
    shift_name: str
    letter: str
    night: bool
    begins_at: datetime
    ends_at: datetime


PLANNED = """select s.person, p.name, t.id, t.key, t.name, s.day, k.key, k.name, k.letter, k.night, s.begins_at, s.ends_at
  from roster_shift s join person p on p.property = s.property and p.id = s.person
  join roster r on r.property = s.property and r.id = s.roster
  join roster_team t on t.property = r.property and t.id = r.team
  join shift k on k.property = s.property and k.id = s.shift """
ORDER = "order by s.begins_at, t.place, p.sort_key, p.id"


async def planned(first: datetime, last: datetime) -> list[Planned]:
    """The shifts in force that touch this span, earliest first."""
    sql = f"{PLANNED} where s.begins_at < $2 and s.ends_at > $1 {ORDER}"
    return await database.rows(Planned, sql, first, last)


async def planned_for(person: UUID, first: date, last: date) -> list[Planned]:
    """One person's shifts in force that begin on these days."""
    sql = f"{PLANNED} where s.person = $1 and s.day between $2 and $3 {ORDER}"
    return await database.rows(Planned, sql, person, first, last)
