"""Reads about rosters: the months of each team, and one month with everything it is judged by."""

from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.calendar import Day, Kind, month_days
from hushu.foundation.database import Asked
from hushu.foundation.opened import here, setting
from hushu.foundation.refusals import NotHere
from hushu.rosters.rules.checks import Roster
from hushu.rosters.rules.shapes import Member, Need, Norms, Shift

BACK = timedelta(days=7)  # how far the rules look back: six days running, and a whole week
NEXT = timedelta(days=1)


class Team(msgspec.Struct, frozen=True):
    """A group of people who share a roster (班组)."""

    id: UUID
    key: str
    name: str


class Month(msgspec.Struct, frozen=True):
    """A team's roster of a month. planned: how many shifts stand in it. seniors: the posts that count as such."""

    id: UUID
    team: UUID
    team_name: str
    seniors: list[str]
    month: date
    state: str
    made_by: str
    made_at: datetime
    planned: int


class Person(msgspec.Struct, frozen=True):
    """Somebody who stands on a roster, or stood on it when they left."""

    id: UUID
    name: str
    post: str
    post_name: str
    roles: list[str]
    since: date
    until: date | None
    leave_from: date | None
    leave_until: date | None


class Cell(msgspec.Struct, frozen=True):
    """Who works what on which day. ours: in this roster, not in that of another team or month."""

    person: UUID
    day: date
    shift: str
    ours: bool


class OwnDay(msgspec.Struct, frozen=True):
    """A day as the property entered it."""

    day: date
    kind: Kind
    name: str


class Sheet(msgspec.Struct, frozen=True):
    """One month of one team, ready to be shown and judged."""

    month: Month
    roster: Roster
    people: list[Person]
    elsewhere: dict[tuple[UUID, date], str]


TEAMS = "select id, key, name from roster_team order by place"
MONTH = """select r.id, r.team, t.name, t.seniors, r.month, r.state, p.name, r.made_at,
                  (select count(*) from roster_cell c where c.property = r.property and c.roster = r.id)
             from roster r join roster_team t on t.property = r.property and t.id = r.team
             join person p on p.property = r.property and p.id = r.made_by """
SHIFTS = "select key, letter, name, begins, ends, unpaid, night from shift order by place"
NEEDS = "select post, least, kinds, shift, since, until, senior from roster_need where team = $1 order by place"
PEOPLE = """select p.id, p.name, o.key, o.name, p.roles, (p.created_at at time zone $4)::date,
                   (p.closed_at at time zone $4)::date, p.leave_from, p.leave_until
              from person p join post o on o.property = p.property and o.id = p.post
              join roster_team t on t.property = p.property and t.id = $1
             where (o.key = any (t.posts) and (p.closed_at is null or (p.closed_at at time zone $4)::date >= $2::date)
                    and (p.created_at at time zone $4)::date <= $3::date)
                or exists (select from roster_cell c where c.property = p.property and c.person = p.id and c.roster = $5)
             order by o.place, p.sort_key, p.id"""
CELLS = """select c.person, c.day, s.key, c.roster = $3 from roster_cell c
             join shift s on s.property = c.property and s.id = c.shift where c.day between $1::date and $2::date"""
OWN = "select day, kind, name from calendar_day where day between $1::date and $2::date"


async def teams() -> list[Team]:
    """The teams of the property, in their order."""
    return await database.rows(Team, TEAMS)


async def months() -> list[Month]:
    """Every roster, the newest month first."""
    return await database.rows(Month, MONTH + "order by r.month desc, t.place limit 120")


async def month(roster: UUID, *, lock: bool = False) -> Month:
    """One roster, held until the end of the transaction where asked. Raises NotHere."""
    sql = MONTH + "where r.id = $1" + (" for no key update of r" if lock else "")
    found = await database.row(Month, sql, roster)
    if found is None:
        raise NotHere
    return found


async def sheet(roster: UUID) -> Sheet:
    """The month with its people, cells, shifts and needs. Raises NotHere."""
    found = await month(roster)
    days = month_days(found.month)
    first, last = days[0], days[-1]
    people, cells, shifts, needs, own = await database.together(
        Asked(Person, PEOPLE, (found.team, first, last, here().time_zone, roster)),
        Asked(Cell, CELLS, (first - BACK, last + NEXT, roster)), Asked(Shift, SHIFTS),
        Asked(Need, NEEDS, (found.team,)), Asked(OwnDay, OWN, (first, last)),
    )  # fmt: skip
    seniors = frozenset(found.seniors)
    judged = Roster(
        days=days, members=[_member(one, seniors) for one in people], shifts={one.key: one for one in shifts},
        needs=needs, plan={(one.person, one.day): one.shift for one in cells}, norms=_norms(),
        zone=clock.zone(here().time_zone), own_days={one.day: Day(one.kind, one.name, moved=True) for one in own},
        posts={one.post: one.post_name for one in people},
    )  # fmt: skip
    elsewhere = {(one.person, one.day): one.shift for one in cells if not one.ours}
    return Sheet(found, judged, people, elsewhere)


def _member(person: Person, seniors: frozenset[str]) -> Member:
    able = {person.post, *person.roles}
    leave = (
        ((person.leave_from, person.leave_until or date.max),)
        if person.leave_from is not None
        else ()
    )
    return Member(
        person.id,
        person.name,
        frozenset(able),
        bool(able & seniors),
        person.since,
        person.until,
        leave,
    )


def _norms() -> Norms:
    """Hours of rest between shifts are the property's setting, where law gives no figure."""
    return Norms(rest_hours=int(setting("shift_rest_hours") or Norms().rest_hours))
