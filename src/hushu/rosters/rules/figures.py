"""What somebody works, in the four figures that rosters share out fairly (ROST-3)."""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from hushu.foundation.calendar import SATURDAY, Kind
from hushu.rosters.rules.shapes import Shift


class Figures(msgspec.Struct, frozen=True):
    """What somebody works in a month, or in the quarter that it ends. weekends: days that are a Saturday or a Sunday."""

    nights: int = 0
    weekends: int = 0
    holidays: int = 0
    minutes: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        """Both together."""
        both = zip(msgspec.structs.astuple(self), msgspec.structs.astuple(other), strict=True)
        return Figures(*(one + more for one, more in both))

    @property
    def hours(self) -> str:
        """The working time as it is written."""
        return hours(self.minutes)


def hours(minutes: int) -> str:
    """Working time as it is written: 7.5 for 450 minutes."""
    return f"{minutes / 60:g}"


def figures(worked: Iterable[tuple[date, Shift]], kinds: Mapping[date, Kind]) -> Figures:
    """The figures of these shifts on these days."""
    nights = weekends = holidays = minutes = 0
    for day, shift in worked:
        nights += shift.night
        weekends += day.weekday() >= SATURDAY
        holidays += kinds[day] == "statutory"
        minutes += shift.minutes
    return Figures(nights, weekends, holidays, minutes)
