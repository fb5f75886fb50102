"""What a roster is made of, without a database: shifts, people, needs, norms and the plan itself."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from hushu.foundation.calendar import Kind

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


class Shift(msgspec.Struct, frozen=True):
    """A shift (班次). It belongs to the day it begins on; one that ends no later than it begins ends on the next day.

    unpaid: minutes of changing and meals that are not working time (ROST-1).
    """

    key: str
    letter: str
    name: str
    begins: time
    ends: time
    unpaid: int = 0
    night: bool = False

    @property
    def minutes(self) -> int:
        """Working time in minutes, by the clock on the wall."""
        length = _minute(self.ends) - _minute(self.begins)
        return (length if length > 0 else length + 24 * 60) - self.unpaid

    def span(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Its first and last moment in UTC, also where clocks change in between (ROST-11)."""
        last = day if _minute(self.ends) > _minute(self.begins) else day + DAY
        return _moment(day, self.begins, zone), _moment(last, self.ends, zone)

    def covers(self, since: time, until: time) -> bool:
        """Whether who works it is there through that window of its day."""
        begin, end = _minute(self.begins), _minute(self.begins) + self.minutes + self.unpaid
        return begin <= _minute(since) and _minute(until) <= end


class Member(msgspec.Struct, frozen=True):
    """Somebody on a roster. can: what they are qualified for, by post key. since, until: first and last day here."""

    id: UUID
    name: str
    can: frozenset[str]
    senior: bool = False
    since: date | None = None
    until: date | None = None
    leave: tuple[tuple[date, date], ...] = ()

    def here(self, day: date) -> bool:
        """Whether they are employed on that day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )

    def on_leave(self, day: date) -> bool:
        """Whether leave was granted for that day."""
        return any(first <= day <= last for first, last in self.leave)


class Need(msgspec.Struct, frozen=True):
    """How many are needed at least: in a shift, or through a window of the day (lunch, dinner), of that post.

    kinds: on which kinds of days; holiday reinforcement is a need of its own for statutory days (ROST-2).
    """

    post: str
    least: int
    kinds: frozenset[Kind] = frozenset({"work", "rest", "statutory"})
    shift: str = ""
    since: time | None = None
    until: time | None = None
    senior: bool = False

    def met_by(self, shift: Shift) -> bool:
        """Whether somebody in that shift counts."""
        if self.shift:
            return shift.key == self.shift
        return self.since is None or self.until is None or shift.covers(self.since, self.until)


class Norms(msgspec.Struct, frozen=True):
    """Limits of law and house; hours are settings where law leaves them open (standards.md, working time)."""

    rest_hours: int = 11
    days_running: int = 6
    day_minutes: int = 8 * 60
    overtime_minutes: int = 36 * 60  # a month at most, Labour Law Art. 41


Plan = Mapping[tuple[UUID, date], str]  # person and day to a shift's key; a day without is free
ByPerson = Mapping[UUID, Mapping[date, str]]  # the same, person by person


def by_person(plan: Plan) -> ByPerson:
    """The plan person by person."""
    cells: dict[UUID, dict[date, str]] = defaultdict(dict)
    for (person, day), key in plan.items():
        cells[person][day] = key
    return cells


@lru_cache(maxsize=4096)
def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
