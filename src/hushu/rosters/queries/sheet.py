"""One month of one team, with everything it is judged by."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache
from uuid import UUID

import msgspec

from hushu.foundation import clock
from hushu.foundation.calendar import month_days
from hushu.foundation.database import Asked, together
from hushu.foundation.opened import here, setting
from hushu.rosters.queries.days import OWN, YEARS, OwnDay, OwnYear, merged
from hushu.rosters.queries.leave import AWAY
from hushu.rosters.queries.months import Month, month
from hushu.rosters.queries.quarter import (
    FIXED,
    PAST,
    WISHES,
    FixedCell,
    Past,
    WishedDay,
    past_months,
    statutory_days,
)
from hushu.rosters.rules.checks import LOOK_BACK, Keys, Roster
from hushu.rosters.rules.editions import Frozen, Somebody, label
from hushu.rosters.rules.figures import Figures
from hushu.rosters.rules.shapes import DAY, Member, Need, Norms, Shift

BACK = LOOK_BACK * DAY
NEXT = timedelta(days=7)  # how far the solver looks ahead


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


class Worked(msgspec.Struct, frozen=True):
    """What somebody works: days to shifts by key. elsewhere: days in the roster of another team or month."""

    person: UUID
    days: dict[date, str]
    elsewhere: list[date]


class Off(msgspec.Struct, frozen=True):
    """Days of leave of somebody."""

    person: UUID
    first: date
    last: date


class InForce(msgspec.Struct, frozen=True):
    """The edition that counts, as it lies in the database. asked, confirmed: copies to be confirmed, and those that are."""

    id: UUID
    number: int
    plan: str
    asked: int
    confirmed: int

    @property
    def label(self) -> str:
        """A/0, A/1 and so on."""
        return label(self.number)

    def read(self) -> Frozen:
        """What it says."""
        return _read(self.plan)


@lru_cache(maxsize=16)
def _read(plan: str) -> Frozen:
    """An edition never changes: what it says is read once."""
    return msgspec.json.decode(plan, type=Frozen)


class Sheet(msgspec.Struct, frozen=True):
    """One month of one team, ready to be shown and judged. past: what each worked in the two months before it."""

    month: Month
    roster: Roster
    people: list[Person]
    elsewhere: dict[tuple[UUID, date], str]
    in_force: InForce | None = None
    fixed: frozenset[tuple[UUID, date]] = frozenset()
    wishes: dict[tuple[UUID, date], WishedDay] = {}
    past: dict[UUID, Figures] = {}

    @property
    def staff(self) -> list[Somebody]:
        """The people as an edition names them; also whoever has no shift, since they too have a copy."""
        return [Somebody(one.id, one.name, one.post_name) for one in self.people]

    def frozen(self) -> Frozen:
        """The month's own cells, as an edition of it would say them now."""
        gone: dict[UUID, set[date]] = defaultdict(set)
        for person, day in self.elsewhere:
            gone[person].add(day)
        cells = {one: self._own(row, gone.get(one, ())) for one, row in self.roster.rows.items()}
        return Frozen(
            self.staff,
            list(self.roster.shifts.values()),
            {one: days for one, days in cells.items() if days},
        )

    def _own(self, row: Keys, gone: Collection[date]) -> dict[date, str]:
        days = zip(self.roster.days, row[LOOK_BACK:], strict=True)
        return {day: key for day, key in days if key and day not in gone}


SHIFTS = """select s.key, s.letter, s.name, s.begins, s.ends, s.unpaid, s.night from shift s
             where s.retired_at is null
                or exists (select from roster_cell c where c.property = s.property and c.shift = s.id and c.day between $1 and $2
                              and (c.roster = $3 or c.person in (select o.person from roster_cell o where o.roster = $3)))
             order by s.retired_at is null, s.place"""
NEEDS = "select post, least, kinds, shift, since, until, senior from roster_need where team = $1 order by place"
PEOPLE = """select p.id, p.name, o.key, o.name, p.roles, (p.created_at at time zone $4)::date,
                   (p.closed_at at time zone $4)::date, p.leave_from, p.leave_until
              from person p join post o on o.property = p.property and o.id = p.post
              join roster_team t on t.property = p.property and t.id = $1
             where (o.key = any (t.posts) and (p.closed_at is null or (p.closed_at at time zone $4)::date >= $2::date)
                    and (p.created_at at time zone $4)::date <= $3::date)
                or exists (select from roster_cell c where c.property = p.property and c.person = p.id and c.roster = $5)
             order by o.place, p.sort_key, p.id"""
CELLS = """select c.person, json_object_agg(c.day, s.key),
                  coalesce(json_agg(c.day) filter (where c.roster <> $3), '[]') from roster_cell c
             join shift s on s.property = c.property and s.id = c.shift
            where c.day between $1::date and $2::date group by c.person"""
IN_FORCE = """select e.id, e.number, e.plan::text, (select count(*) from roster_copy c where c.edition = e.id and c.asked),
                     (select count(*) from roster_copy c where c.edition = e.id and c.confirmed_at is not null)
                from roster_edition e where e.roster = $1 and e.state = 'in_force'"""
OFF = f"""select l.person, l.first, l.last from leave_request l
           where l.first <= $2 and l.last >= $1 and {AWAY}"""  # noqa: S608 (a constant)


async def sheet(roster: UUID) -> Sheet:
    """The month with its people, cells, shifts and needs. Raises NotHere."""
    found = await month(roster)
    days = month_days(found.month)
    first, last = days[0], days[-1]
    before = past_months(found.month)
    people, cells, shifts, needs, own, years, off, editions, fixed, wishes, past = await together(
        Asked(Person, PEOPLE, (found.team, first, last, here().time_zone, roster)),
        Asked(Worked, CELLS, (first - BACK, last + NEXT, roster)), Asked(Shift, SHIFTS, (first - BACK, last + NEXT, roster)),
        Asked(Need, NEEDS, (found.team,)), Asked(OwnDay, OWN, (first, last)), Asked(OwnYear, YEARS),
        Asked(Off, OFF, (before, last)), Asked(InForce, IN_FORCE, (roster,)), Asked(FixedCell, FIXED, (roster,)),
        Asked(WishedDay, WISHES, (first, last)), Asked(Past, PAST, (before, first, statutory_days(before, first))),
    )  # fmt: skip
    seniors = frozenset(found.seniors)
    judged = Roster(
        days=days, members=[_member(one, seniors, off) for one in people], shifts={one.key: one for one in shifts},
        needs=needs, cells={one.person: one.days for one in cells}, norms=_norms(),
        zone=clock.zone(here().time_zone), own_days=merged(own, years, first, last),
        posts={one.post: one.post_name for one in people},
    )  # fmt: skip
    elsewhere = {(one.person, day): one.days[day] for one in cells for day in one.elsewhere}
    return Sheet(
        found, judged, people, elsewhere, editions[0] if editions else None, frozenset((one.person, one.day) for one in fixed),
        {(one.person, one.day): one for one in wishes}, {one.person: one.figures for one in past},
    )  # fmt: skip


def _member(person: Person, seniors: frozenset[str], off: list[Off]) -> Member:
    able = {person.post, *person.roles}
    leave = [(one.first, one.last) for one in off if one.person == person.id]
    if person.leave_from is not None:
        leave.append((person.leave_from, person.leave_until or date.max))
    return Member(
        person.id,
        person.name,
        frozenset(able),
        bool(able & seniors),
        person.since,
        person.until,
        tuple(leave),
    )


def _norms() -> Norms:
    """Hours of rest between shifts are the property's setting, where law gives no figure."""
    return Norms(rest_hours=int(setting("shift_rest_hours") or Norms().rest_hours))
