"""The handover record that the morning meeting begins with: the one place that says which record that is (MEET-1)."""

from datetime import date, datetime, timedelta

import msgspec

from hushu.desk.queries.night import handover_of
from hushu.duty.queries.handed import Handed, handed
from hushu.foundation import clock
from hushu.foundation.opened import here


class Record(msgspec.Struct, frozen=True):
    """A handover as a meeting shows it. path: where the record stands, inside the property."""

    gave: str
    took: str
    at: datetime
    lines: int
    urgent: int
    words: str
    path: str


async def last_handover(day: date) -> Record | None:
    """The handover of the night before that day, or None while nobody has taken it over."""
    found = await handover_of(day - timedelta(days=1))
    if found is None:
        return None
    there = f"/log?register=night&since={found.night}&until={found.night}"
    return Record(
        found.gave, found.took, found.at, found.lines, found.urgent_lines, found.words, there
    )


async def shifts_before(day: date) -> list[Handed]:
    """The shifts that were given over since the beginning of the day before, for those who may read their records."""
    if not here().may("duty.read"):
        return []
    since, _ = clock.day_bounds(day - timedelta(days=1))
    _, until = clock.day_bounds(day)
    return await handed(since, until)
