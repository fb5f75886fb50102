"""The public holidays to come, and which of their rosters are ready (ROST-4, H0 1.1.6)."""

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from hushu.foundation.calendar import arranged, span

DAY = timedelta(days=1)
READY_BEFORE = timedelta(days=7)  # in the personnel office's hands


class Festival(msgspec.Struct, frozen=True):
    """A public holiday: its days off, first and last."""

    name: str
    first: date
    last: date

    @property
    def due(self) -> date:
        """The last day on which its roster is handed over in time."""
        return self.first - READY_BEFORE

    @property
    def months(self) -> set[date]:
        """The months that it touches, by their first days."""
        return {self.first.replace(day=1), self.last.replace(day=1)}


def festivals(since: date, until: date, own: Mapping[date, str] = {}) -> list[Festival]:
    """Those that are not over by the first day and begin by the last; own: public holidays that the property entered, by name."""
    found = [
        Festival(one.name, *one.off)
        for year in range(since.year, until.year + 1)
        if (known := arranged(year)) is not None
        for one in known.holiday
        if one.off[1] >= since and one.off[0] <= until
    ]
    days = {day for one in found for day in span(one.first, one.last)}
    for day in sorted(set(own) - days):
        if found and found[-1].last == day - DAY and found[-1].name == own[day]:
            found[-1] = msgspec.structs.replace(found[-1], last=day)
        else:
            found.append(Festival(own[day], day, day))
    return sorted(found, key=lambda one: one.first)
