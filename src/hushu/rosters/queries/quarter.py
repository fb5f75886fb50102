"""What a month's roster stands beside: fixed days, wishes, and what people worked in the two months before it (ROST-3)."""

from datetime import date, timedelta
from functools import lru_cache
from uuid import UUID

import msgspec

from hushu.foundation.calendar import day_of, span
from hushu.rosters.rules.figures import Figures

DAY = timedelta(days=1)


class FixedCell(msgspec.Struct, frozen=True):
    """A day of somebody that the solver leaves as it is."""

    person: UUID
    day: date


class WishedDay(msgspec.Struct, frozen=True):
    """What somebody wishes of a day: `free` or a shift's key. shift_name: '' for a free day."""

    id: UUID
    person: UUID
    day: date
    wants: str
    shift_name: str
    words: str


class Past(msgspec.Struct, frozen=True):
    """What somebody worked in the two months before."""

    person: UUID
    nights: int
    weekends: int
    holidays: int
    minutes: int

    @property
    def figures(self) -> Figures:
        """The same, without whose it is."""
        return Figures(self.nights, self.weekends, self.holidays, self.minutes)


FIXED = "select person, day from roster_fixed where roster = $1"
WISHES = """select w.id, w.person, w.day, w.wants, coalesce(s.name, ''), w.words from roster_wish w
              left join shift s on s.property = w.property and s.key = w.wants where w.day between $1::date and $2::date"""
PAST = """select c.person, sum(s.night::int), sum((extract(isodow from c.day) > 5)::int),
                 sum(coalesce(o.kind = 'statutory', c.day = any ($3::date[]))::int),
                 sum(extract(epoch from s.ends - s.begins)::int / 60 - s.unpaid
                     + case when s.ends > s.begins then 0 else 1440 end)
            from roster_cell c join shift s on s.property = c.property and s.id = c.shift
            left join calendar_day o on o.property = c.property and o.day = c.day
           where c.day >= $1::date and c.day < $2::date group by c.person"""


def past_months(month: date) -> date:
    """The first day of the month before the month before."""
    return ((month - DAY).replace(day=1) - DAY).replace(day=1)


@lru_cache(maxsize=64)
def statutory_days(first: date, end: date) -> tuple[date, ...]:
    """Public holidays as their year arranges them, from the first day to the one before the end."""
    return tuple(day for day in span(first, end - DAY) if day_of(day).kind == "statutory")
