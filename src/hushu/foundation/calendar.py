"""What kind of day a day is: statutory holiday, rest day or working day (ROST-4; State Council's rule on holidays, Art. 2).

Each year's arrangement is data: `tenants/calendar/<year>.toml`. What a property entered by itself comes before it.
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

import msgspec

from hushu.foundation.places import TENANTS

Kind = Literal["statutory", "rest", "work"]
SATURDAY, SUNDAY = 5, 6
DAY = timedelta(days=1)


class Day(msgspec.Struct, frozen=True):
    """A day's kind; `name` of its holiday; `moved`: other than its weekday says; `provisional`: its year is not announced."""

    kind: Kind
    name: str = ""
    moved: bool = False
    provisional: bool = False


class Holiday(msgspec.Struct, frozen=True):
    """One holiday of a year: first and last day off, of which statutory, and the working days that make up for it."""

    name: str
    off: tuple[date, date]
    statutory: tuple[date, ...] = ()
    work: tuple[date, ...] = ()


class Year(msgspec.Struct, frozen=True):
    """A year's arrangement; announced: by the State Council, not yet only reckoned."""

    year: int
    announced: bool
    holiday: tuple[Holiday, ...]


@lru_cache(maxsize=16)
def arranged(year: int) -> Year | None:
    """The arrangement of that year, or None where there is none yet. Raises msgspec.ValidationError when its file is wrong."""
    file = TENANTS / "calendar" / f"{year}.toml"
    if not file.is_file():
        return None
    return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Year)


@lru_cache(maxsize=16)
def _special(year: int) -> dict[date, Day]:
    found = arranged(year)
    if found is None:
        return {}
    days: dict[date, Day] = {}
    for holiday in found.holiday:
        for day in span(*holiday.off):
            kind: Kind = "statutory" if day in holiday.statutory else "rest"
            days[day] = Day(kind, holiday.name, not _weekend(day), not found.announced)
        for day in holiday.work:
            days[day] = Day("work", holiday.name, moved=True, provisional=not found.announced)
    return days


def day_of(day: date, own: Mapping[date, Day] = {}) -> Day:
    """What kind of day it is: as the property entered it, as its year arranges it, or by its weekday."""
    found = own.get(day) or _special(day.year).get(day)
    if found is not None:
        return found
    year = arranged(day.year)
    return Day("rest" if _weekend(day) else "work", provisional=year is None or not year.announced)


def span(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last."""
    for n in range((last - first).days + 1):
        yield first + n * DAY


def month_days(month: date) -> list[date]:
    """Every day of the month that this day lies in."""
    return list(span(month.replace(day=1), next_month(month) - DAY))


def next_month(day: date) -> date:
    """The first day of the month after that day's."""
    return (day.replace(day=1) + 31 * DAY).replace(day=1)


def working_days(month: date, own: Mapping[date, Day] = {}) -> int:
    """How many days of that month are worked."""
    return sum(day_of(day, own).kind == "work" for day in month_days(month))


def _weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY
