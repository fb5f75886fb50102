"""A kind of meeting as a value, and on which day it is due (MEET-1, MEET-2)."""

from collections.abc import Callable, Iterable
from datetime import date, time, timedelta
from typing import Literal

import msgspec

from hushu.foundation.calendar import Day
from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_

Shows = Literal["", "handover", "decisions", "matters", "problems"]
OffDay = Literal["hold", "omit", "before", "after"]
DAY = timedelta(days=1)
WORKING_WEEK = frozenset({1, 2, 3, 4, 5})
FARTHEST = (
    14  # days that a meeting is moved at most: the longest holiday with its make-up days is shorter
)
OFTEN = (
    3  # days a week from which a meeting is everybody's habit, and nobody has to be reminded of it
)


class KindStep(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a kind's run. shows: what the page shows beside it."""

    name: str
    hint: str = ""
    shows: Shows = ""


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of meeting, as a pack writes it and the property keeps it.

    days: weekdays, Monday 1. posts: who is asked to come. chair, recorder: the posts that usually are. matters_hours: how
    long before the beginning matters are handed in by those who cannot come. minuted: whether minutes are owed.
    """

    key: str
    name: str
    days: list[int]
    starts: time
    minutes: int
    room: str = ""
    off_day: OffDay = "hold"
    posts: list[str]
    chair: str = ""
    recorder: str = ""
    matters_hours: int = 0
    minuted: bool = False
    step: list[KindStep] = []

    @property
    def often(self) -> bool:
        """Whether it is held so often that a reminder of each would only be noise."""
        return len(self.days) >= OFTEN


class Due(msgspec.Struct, frozen=True):
    """A meeting that is due. planned_for: the day its kind says; day: when it is held; held: not left out. why: the day off."""

    planned_for: date
    day: date
    held: bool = True
    why: str = ""


def check(kind: Kind) -> None:
    """A kind that can be held. Raises Refused at the field."""
    if not kind.step:
        raise Refused("step", N_("A meeting has at least one step."))
    if not kind.posts:
        raise Refused("posts", N_("Choose who is asked to come."))
    if kind.often and kind.off_day in {"before", "after"}:
        raise Refused(
            "off_day", N_("A meeting held on most days cannot be moved to another. Choose that it is held or left out.")
        )  # fmt: skip


def due(kind: Kind, first: date, last: date, day_of: Callable[[date], Day]) -> list[Due]:
    """The meetings of that kind that are held from the first day on and planned until the last, each where it is held.

    One that was planned before the first day is among them where a day off has moved it behind it.
    """
    planned = (first + DAY * n for n in range(-FARTHEST, (last - first).days + 1))
    found = (_placed(kind, day, day_of) for day in planned if _is_planned(kind, day, day_of))
    return [one for one in found if one is not None and one.day >= first]


def soon(found: list[Due], last: date) -> list[Due]:
    """Those until that day; where none of them is held, up to the next that is: on a Friday evening Monday's."""
    near = [one for one in found if one.day <= last]
    held = next((n for n, one in enumerate(found) if one.held), 0)
    return found[: max(len(near), held + 1)]


def _is_planned(kind: Kind, day: date, day_of: Callable[[date], Day]) -> bool:
    """By its weekday; what is held all the working week is held on a working day that makes up for a holiday too."""
    if day.isoweekday() in kind.days:
        return True
    its = day_of(day)
    return set(kind.days) >= WORKING_WEEK and its.kind == "work" and its.moved


def _placed(kind: Kind, day: date, day_of: Callable[[date], Day]) -> Due | None:
    its = day_of(day)
    if its.kind == "work" or kind.off_day == "hold":
        return Due(day, day)
    if kind.off_day == "omit":
        return Due(day, day, held=False, why=its.name)
    way = -DAY if kind.off_day == "before" else DAY
    there = next((d for d in _days(day, way) if day_of(d).kind == "work"), None)
    return None if there is None else Due(day, there, why=its.name)


def _days(day: date, way: timedelta) -> Iterable[date]:
    return (day + way * n for n in range(1, FARTHEST + 1))
