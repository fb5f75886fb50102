"""The night register as the morning finds it (DESK-15)."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.desk.queries.written import PROMISED, WRITTEN, Written
from hushu.foundation import clock, database
from hushu.foundation.opened import here

LEFT = """l.state = 'waiting' and l.register = 'night' and l.outcome = 'open' and not l.urgent
          and not exists (select 1 from matter m where m.property = l.property and m.line = l.id)"""


class NightLine(Written, frozen=True):
    """A line of the night."""

    id: UUID
    night: date
    taken_by: str
    taker: UUID
    left: bool
    waits: bool
    became: str
    owner: str
    promised: str


NIGHT = f"""select {WRITTEN}, l.id, l.register_day, p.name, p.id, {LEFT}, l.state = 'waiting',
                   coalesce((select s.words from desk_step s where s.property = l.property and s.line = l.id and s.words <> ''
                              order by s.at desc limit 1), ''),
                   coalesce(o.name, ''), {PROMISED}
              from log_line l join person p on p.property = l.property and p.id = l.taken_by
              left join lateral (select * from matter m where m.property = l.property and m.line = l.id
                                  order by m.handed_at desc limit 1) m on true
              left join person o on o.property = l.property and o.id = coalesce(m.owner, l.for_person) """  # noqa: S608


async def night_lines(night: date) -> list[NightLine]:
    """Every line of that night, and what any earlier night left over; what is left comes first."""
    chosen = (
        f"where l.register = 'night' and (l.register_day = $2 or l.register_day < $2 and {LEFT})"
    )
    sql = f"{NIGHT} {chosen} order by l.at, l.id limit 500"
    return await database.rows(NightLine, sql, here().time_zone, night)


async def morning_left(until: date | None = None) -> list[NightLine]:
    """What the nights until that day left without an answer; it blocks the morning handover."""
    sql = NIGHT + f"where l.register_day <= $2 and {LEFT} order by l.at, l.id limit 200"
    return await database.rows(NightLine, sql, here().time_zone, until or clock.today())


class Handover(msgspec.Struct, frozen=True):
    """The record of a morning."""

    night: date
    gave: str
    took: str
    at: datetime
    lines: int
    urgent_lines: int
    words: str


async def handover_of(night: date) -> Handover | None:
    """The handover of that night, or None while it is due."""
    return await database.row(
        Handover,
        """select h.night, g.name, t.name, h.at, h.lines, h.urgent_lines, h.words from morning_handover h
             join person g on g.property = h.property and g.id = h.gave
             join person t on t.property = h.property and t.id = h.took where h.night = $1""",
        night,
    )
