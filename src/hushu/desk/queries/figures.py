"""Month statistics of matters by kind, hour, building and channel (DESK-14)."""

from datetime import date

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.opened import here


class Count(msgspec.Struct, frozen=True):
    """How many lines of one sort."""

    key: str
    lines: int
    urgent: int
    waiting: int


class Month(msgspec.Struct, frozen=True):
    """A month of the log in numbers."""

    first: date
    lines: int
    urgent: int
    waiting: int
    matter_kinds: list[Count]
    hours: list[Count]
    buildings: list[Count]
    channels: list[Count]
    days: list[Count]


FIGURES = """with chosen as (
    select matter_kind, channel, building, urgent, state, (at at time zone $1) as t from log_line where at >= $2 and at < $3)
  select case when not grouping(matter_kind)::bool then 'matter_kind' when not grouping(channel)::bool then 'channel'
              when not grouping(building)::bool then 'building' when not grouping(extract(hour from t))::bool then 'hour'
              when not grouping(t::date)::bool then 'day' else 'all' end,
         coalesce(matter_kind, channel, building, extract(hour from t)::int::text, to_char(t::date, 'YYYY-MM-DD'), ''),
         count(*), count(*) filter (where urgent), count(*) filter (where state = 'waiting')
    from chosen group by grouping sets ((matter_kind), (channel), (building), (extract(hour from t)), (t::date), ())"""


def next_month(first: date) -> date:
    """The first day of the month after."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


async def month(first: date) -> Month:
    """The figures of the month that begins on that day, in the property's time; one statement."""
    start, end = clock.day_bounds(first)[0], clock.day_bounds(next_month(first))[0]
    found = await database.connection().fetch(FIGURES, here().time_zone, start, end)
    groups: dict[str, list[Count]] = {}
    for record in found:
        groups.setdefault(record[0], []).append(Count(*tuple(record)[1:]))
    total = groups.get("all", [Count("", 0, 0, 0)])[0]

    def many(name: str) -> list[Count]:
        return sorted(groups.get(name, []), key=lambda one: (-one.lines, one.key))

    return Month(
        first=first, lines=total.lines, urgent=total.urgent, waiting=total.waiting,
        matter_kinds=many("matter_kind"), buildings=many("building"), channels=many("channel"),
        hours=sorted(groups.get("hour", []), key=lambda one: int(one.key)),
        days=sorted(groups.get("day", []), key=lambda one: one.key),
    )  # fmt: skip
