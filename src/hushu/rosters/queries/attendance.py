"""Reads about attendance: a day at the desk, a month of everybody, one person's day with its corrections (ROST-10)."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.calendar import Day, Kind, day_of, span
from hushu.foundation.database import Asked, together
from hushu.foundation.refusals import NotHere
from hushu.rosters.queries.days import OWN, YEARS, OwnDay, OwnYear, merged
from hushu.rosters.queries.leave import AWAY
from hushu.rosters.rules.attendance import Judged, Shown, judge


class Worked(msgspec.Struct, frozen=True):
    """One shift of one person, as planned and as worked."""

    person: UUID
    name: str
    post: str
    team: str
    day: date
    letter: str
    shift_name: str
    unpaid: int
    begins_at: datetime
    ends_at: datetime
    on_at: datetime | None
    on_how: str
    off_at: datetime | None
    off_how: str
    leave: str
    corrected: int

    def judged(self, now: datetime) -> Judged:
        """What became of it, as it stands then."""
        shown = Shown(
            self.begins_at, self.ends_at, self.on_at, self.off_at, self.unpaid, self.leave
        )
        return judge(shown, now)


class Correction(msgspec.Struct, frozen=True):
    """What the keeper changed, and why."""

    was_on: datetime | None
    was_off: datetime | None
    now_on: datetime | None
    now_off: datetime | None
    reason: str
    maker: str
    made_at: datetime


class Post(msgspec.Struct, frozen=True):
    """A post's code, for its picture."""

    team: UUID
    name: str
    code: str


class Period(msgspec.Struct, frozen=True):
    """The shifts of some days, with the kinds of these days."""

    days: list[date]
    kinds: dict[date, Day]
    worked: list[Worked]

    def kind(self, day: date) -> Kind:
        """Statutory, rest or work."""
        return self.kinds[day].kind


# What counted on a day: the shift in force; whoever worked without one any more (a stand-in took over) stays to be seen.
WORKED = f"""
select p.id, p.name, o.name, coalesce(t.name, ''), d.day, k.letter, k.name, k.unpaid, d.begins_at, d.ends_at, d.on_at, d.on_how,
       d.off_at, d.off_how,
       coalesce((select l.kind from leave_request l where l.property = p.property and l.person = p.id
                    and d.day between l.first and l.last and {AWAY} limit 1),
                case when d.day between p.leave_from and p.leave_until then 'other' end, ''),
       (select count(*) from attendance_correction c where c.property = p.property and c.attendance = d.attendance)
  from (select coalesce(s.property, a.property) as property, coalesce(s.person, a.person) as person,
               coalesce(s.day, a.day) as day, coalesce(a.shift, s.shift) as shift,
               coalesce(a.begins_at, s.begins_at) as begins_at, coalesce(a.ends_at, s.ends_at) as ends_at,
               a.on_at, coalesce(a.on_how, '') as on_how, a.off_at,
               coalesce(a.off_how, '') as off_how, a.id as attendance, s.roster
          from (select * from roster_shift where day between $1 and $2) s
          full join (select * from attendance where day between $1 and $2) a
            on a.property = s.property and a.person = s.person and a.day = s.day) d
  join person p on p.property = d.property and p.id = d.person join post o on o.property = p.property and o.id = p.post
  join shift k on k.property = d.property and k.id = d.shift
  left join roster r on r.property = d.property and r.id = d.roster
  left join roster_team t on t.property = r.property and t.id = r.team
 where ($3::uuid is null or d.person = $3) and (p.closed_at is null or d.begins_at < p.closed_at or d.attendance is not null)
 order by o.place, p.sort_key, p.id, d.begins_at"""  # noqa: S608 (a constant)
CORRECTIONS = """select c.was_on, c.was_off, c.now_on, c.now_off, c.reason, p.name, c.made_at from attendance_correction c
                   join attendance a on a.property = c.property and a.id = c.attendance
                   join person p on p.property = c.property and p.id = c.made_by
                  where a.person = $1 and a.day = $2 order by c.made_at"""
POSTS = """select t.id, t.name, coalesce(p.code, '') from roster_team t
             left join attendance_post p on p.property = t.property and p.team = t.id order by t.place"""


async def worked(first: date, last: date, person: UUID | None = None) -> Period:
    """Every shift that begins on these days, everybody's or one person's."""
    rows, own, years = await together(
        Asked(Worked, WORKED, (first, last, person)), Asked(OwnDay, OWN, (first, last)), Asked(OwnYear, YEARS)
    )  # fmt: skip
    days, entered = list(span(first, last)), merged(own, years, first, last)
    return Period(days, {day: day_of(day, entered) for day in days}, rows)


async def today() -> list[Worked]:
    """Today's shifts and those of the night before that may still run."""
    day = clock.today()
    found = await worked(date.fromordinal(day.toordinal() - 1), day)
    now = clock.now()
    return [
        one
        for one in found.worked
        if one.day == day or one.ends_at > now or (one.on_at and not one.off_at)
    ]


async def corrections(person: UUID, day: date) -> list[Correction]:
    """What was corrected of a day, the oldest first."""
    return await database.rows(Correction, CORRECTIONS, person, day)


async def posts() -> list[Post]:
    """The posts, each with its code, '' before it has one."""
    return await database.rows(Post, POSTS)


async def post_of(code: str) -> Post:
    """The post whose code was scanned. Raises NotHere."""
    found = next((one for one in await posts() if one.code and one.code == code), None)
    if found is None:
        raise NotHere
    return found
