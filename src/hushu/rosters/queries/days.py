"""What the property entered of its days, its years announced, and its holidays' rosters (ROST-4)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.calendar import Day, Kind, day_of, span
from hushu.foundation.database import Asked, together
from hushu.rosters.rules.holidays import Festival, festivals

AHEAD = timedelta(days=200)


class OwnDay(msgspec.Struct, frozen=True):
    """A day as the property entered it."""

    day: date
    kind: Kind
    name: str


class OwnYear(msgspec.Struct, frozen=True):
    """A year whose announced arrangement is entered."""

    year: int
    name: str
    entered_at: datetime


class Handing(msgspec.Struct, frozen=True):
    """That a holiday's roster was handed to the personnel office."""

    first: date
    receiver: str
    name: str
    handed_at: datetime


class TeamMonth(msgspec.Struct, frozen=True):
    """A team's month, '' where it was not begun."""

    team: UUID
    name: str
    month: date
    state: str
    roster: UUID | None


class FestivalState(msgspec.Struct, frozen=True):
    """A holiday with its rosters. missing: teams whose month is not in force; handed: once it was."""

    festival: Festival
    missing: list[TeamMonth]
    handed: Handing | None


OWN = (
    "select day, kind, name from calendar_day where day between $1::date and $2::date order by day"
)
YEARS = """select y.year, p.name, y.entered_at from calendar_year y
             join person p on p.property = y.property and p.id = y.entered_by order by y.year"""
HANDED = """select h.first, h.receiver, p.name, h.handed_at from holiday_handing h
              join person p on p.property = h.property and p.id = h.handed_by where h.last >= $1"""
MONTHS = """select t.id, t.name, m.month, coalesce(r.state, ''), r.id from roster_team t
              cross join unnest($1::date[]) as m (month)
              left join roster r on r.property = t.property and r.team = t.id and r.month = m.month
             order by m.month, t.place"""


def merged(
    own: Iterable[OwnDay], years: Iterable[OwnYear], first: date, last: date
) -> dict[date, Day]:
    """What comes before the country's arrangement: days entered; in a year announced, every day is as it stands."""
    entered = {one.day: Day(one.kind, one.name, moved=True) for one in own}
    announced = {one.year for one in years}
    for day in span(first, last):
        if day.year in announced and day not in entered:
            entered[day] = msgspec.structs.replace(day_of(day), provisional=False)
    return entered


async def kinds_of(days: Sequence[date]) -> dict[date, Day]:
    """What kind of day each is, as the property entered it or its year arranges it."""
    if not days:
        return {}
    entered, years = await together(Asked(OwnDay, OWN, (days[0], days[-1])), Asked(OwnYear, YEARS))
    own = merged(entered, years, days[0], days[-1])
    return {day: day_of(day, own) for day in days}


async def year_days(year: int) -> tuple[dict[date, Day], list[OwnDay], list[OwnYear]]:
    """Every day of a year, what the property entered of it, and which years it has entered."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    own, years = await together(Asked(OwnDay, OWN, (first, last)), Asked(OwnYear, YEARS))
    entered = merged(own, years, first, last)
    return {day: day_of(day, entered) for day in span(first, last)}, own, years


async def coming_festivals() -> list[FestivalState]:
    """The holidays of the next months with the state of their rosters, the nearest first."""
    first, last = clock.today(), clock.today() + AHEAD
    own = await database.rows(OwnDay, OWN, first, last)
    found = festivals(first, last, {one.day: one.name for one in own if one.kind == "statutory"})
    wanted = sorted({month for one in found for month in one.months})
    months, handed = await together(
        Asked(TeamMonth, MONTHS, (wanted,)), Asked(Handing, HANDED, (clock.today(),))
    )
    by_first = {one.first: one for one in handed}
    return [
        FestivalState(
            one, [team for team in months if team.month in one.months and team.state != "in_force"], by_first.get(one.first)
        )
        for one in found
    ]  # fmt: skip


async def months_due(month: date) -> list[TeamMonth]:
    """The teams whose roster of that month is not in force."""
    found = await database.rows(TeamMonth, MONTHS, [month])
    return [one for one in found if one.state != "in_force"]
