"""Which shift it is, which one takes over, and how long somebody stayed beyond the end (DUTY-1, DUTY-5)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from hushu.rosters.rules.shapes import DAY, MINUTE, Shift


class Slot(msgspec.Struct, frozen=True):
    """A shift of a team on the day on which it begins."""

    team: UUID
    day: date
    shift: str
    name: str
    begins_at: datetime
    ends_at: datetime


def slots(team: UUID, shifts: Iterable[Shift], moment: datetime, zone: ZoneInfo) -> Iterator[Slot]:
    """The team's shifts of the day before that moment, of its own day and of the day after, in their order."""
    today = moment.astimezone(zone).date()
    for day in (today - DAY, today, today + DAY):
        for shift in sorted(shifts, key=lambda one: one.begins):
            yield Slot(team, day, shift.key, shift.name, *shift.span(day, zone))


def begun_at(found: Iterable[Slot], moment: datetime, early: timedelta) -> list[Slot]:
    """Those one can begin at that moment: they run, or begin within the time by which one comes early."""
    return [one for one in found if one.begins_at - early <= moment < one.ends_at]


def covering(found: Iterable[Slot], moment: datetime) -> Slot | None:
    """The shift that is there when another ends at that moment; the one that begins last, where several are."""
    there = [one for one in found if one.begins_at <= moment < one.ends_at]
    return max(there, key=lambda one: one.begins_at, default=None)


def over_minutes(ends_at: datetime, now: datetime) -> int:
    """Whole minutes beyond the shift's end."""
    return max(0, int((now - ends_at) / MINUTE))
