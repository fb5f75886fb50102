"""The checklist of a shift: what is due at which hour, lights by the season's timetable (DUTY-1, DUTY-8; H0 15.1.4, 15.1.5)."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from uuid import UUID

import msgspec

from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_
from hushu.rosters.rules.shapes import DAY

ON_TIME = timedelta(minutes=30)
LEAP = "2000-"  # a year that has every day
BOTH_DAYS = N_("Type both the first and the last day of the season, or leave both empty.")
NO_DAY = N_("Type month and day like 05-01.")


class CheckFacts(msgspec.Struct, frozen=True):
    """Something that is looked at each day at this hour. since, until: days of the year as `05-01`, both empty for always."""

    at: time
    kind: str
    words: str
    since: str = ""
    until: str = ""

    def in_season(self, day: str) -> bool:
        """Whether it is done on that day of the year; a season may run over the turn of the year."""
        if not self.since:
            return True
        if self.since <= self.until:
            return self.since <= day <= self.until
        return day >= self.since or day <= self.until


class Check(CheckFacts, frozen=True, kw_only=True):
    """A check that is kept."""

    id: UUID


class Due(msgspec.Struct, frozen=True):
    """A check of one shift with its moment."""

    check: Check
    at: datetime

    def late(self, now: datetime) -> bool:
        """Whether its time is well over."""
        return now > self.at + ON_TIME


def due_in(checks: Iterable[Check], begins: datetime, ends: datetime) -> list[Due]:
    """What is due within a shift, in its order; both moments in the property's own time."""
    found = []
    for check in checks:
        at = datetime.combine(begins.date(), check.at, begins.tzinfo)
        if at < begins:
            at += DAY
        if at < ends and check.in_season(f"{at:%m-%d}"):
            found.append(Due(check, at))
    return sorted(found, key=lambda one: one.at)


def check_season(since: str, until: str) -> None:
    """A season has two days of the year, or a check is made all year. Raises Refused at the field."""
    if bool(since) != bool(until):
        raise Refused("until" if since else "since", BOTH_DAYS)
    for field, typed in (("since", since), ("until", until)):
        if typed and not _is_day(typed):
            raise Refused(field, NO_DAY)


def _is_day(typed: str) -> bool:
    with suppress(ValueError):
        return f"{date.fromisoformat(LEAP + typed):%m-%d}" == typed
    return False
