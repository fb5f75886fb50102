"""The desk page in three statements: what is around it, today's lines, what waits (DESK-11 to DESK-13)."""

from datetime import datetime, time
from uuid import UUID

import msgspec

from hushu.desk.queries.log import LogFilter, LogRow, log
from hushu.desk.queries.night import LEFT
from hushu.desk.rules import SAME_CALL, night_can_end, register_at
from hushu.foundation import clock, database
from hushu.foundation.opened import here, me
from hushu.people.queries import AT_WORK

TODAY = 30


class Colleague(msgspec.Struct, frozen=True, array_like=True):
    """Somebody a line can go to."""

    id: str
    initials: str
    name: str
    post: str
    on_leave: bool


class Ground(msgspec.Struct, frozen=True):
    """What the desk stands on: its hours, its colleagues, what the night left."""

    opens: time
    closes: time
    night_left: int
    people_json: str
    now: datetime

    @property
    def people(self) -> list[Colleague]:
        """Everybody who works here now, by name."""
        return msgspec.json.decode(self.people_json, type=list[Colleague])

    @property
    def night(self) -> bool:
        """Whether the night register runs."""
        return register_at(clock.local(self.now).time(), self.opens, self.closes) == "night"

    @property
    def morning_due(self) -> bool:
        """Whether the day desk should take the night over now."""
        return self.night_left > 0 and night_can_end(clock.local(self.now), self.opens, self.closes)


async def ground() -> Ground:
    """What the desk page needs besides its lines."""
    found = await database.row(
        Ground,
        f"""select f.desk_opens, f.desk_closes, (select count(*) from log_line l where {LEFT}),
                   (select coalesce(json_agg(json_build_array(p.id, split_part(p.initials, ' ', 1), p.name, o.name,
                             coalesce($1::date between p.leave_from and p.leave_until, false)) order by p.sort_key, p.id),
                             '[]')::text
                      from person p join post o on o.property = p.property and o.id = p.post where {AT_WORK}),
                   $2::timestamptz
              from property_facts() f""",  # noqa: S608 (fixed texts only)
        clock.today(),
        clock.now(),
    )
    if found is None:
        raise LookupError("no property is open")
    return found


async def today() -> list[LogRow]:
    """The newest lines of today."""
    lines, _ = await log(LogFilter(since=clock.today()), TODAY)
    return lines


class DeskWaiting(msgspec.Struct, frozen=True):
    """Something that the desk must not lose sight of: a promise of today, or a message that came back unread."""

    kind: str
    id: str
    title: str
    who: str
    person: str
    due: str
    late: bool
    urgent: bool


async def waiting() -> list[DeskWaiting]:
    """Open matters promised until tonight, overdue first, and messages that nobody opened in time."""
    return await database.rows(
        DeskWaiting,
        """select kind, id::text, title, who, person,
                  to_char(due at time zone $1, case when due >= $4 then 'HH24:MI' else 'MM-DD HH24:MI' end), due < $2, urgent
             from (select 'matter' as kind, m.id, l.matter as title,
                          concat_ws(' ', nullif(l.unit, ''), nullif(l.caller, '')) as who, p.name as person,
                          m.promised_at as due, l.urgent
                     from matter m join log_line l on l.property = m.property and l.id = m.line
                     join person p on p.property = m.property and p.id = m.owner
                    where m.state = 'open' and m.promised_at < $3
                   union all
                   select 'message', g.id, g.words, g.caller, p.name, g.back_at, g.urgent
                     from message g join person p on p.property = g.property and p.id = g.for_person
                    where g.done_at is null and g.back_at is not null and g.read_at is null and g.told_at is null) w
            order by kind desc, due, id limit 40""",
        here().time_zone, clock.now(), clock.day_bounds(clock.today())[1], clock.day_bounds(clock.today())[0],
    )  # fmt: skip


class Contact(msgspec.Struct, frozen=True):
    """An earlier line of the same caller or room."""

    id: str
    when: str
    matter: str
    matter_kind: str
    state: str
    owner: str
    promised: str
    late: bool
    by: str
    mine: bool
    just_now: bool
    same_phone: bool


async def contacts(phone: str, units: list[str]) -> list[Contact]:
    """What still waits and the last contacts of this number or these rooms, newest first; at most eight."""
    return await database.rows(
        Contact,
        """select l.id::text, to_char(l.at at time zone $1, 'MM-DD HH24:MI'), l.matter, l.matter_kind, l.state,
                  coalesce(o.name, ''), coalesce(to_char(m.promised_at at time zone $1, 'MM-DD HH24:MI'), ''),
                  coalesce(m.promised_at < $2, false), p.name, l.taken_by = $6, l.at > $5, l.phone = $3 and $3 <> ''
             from (select * from log_line where phone = $3 and $3 <> '' union select * from log_line where unit = any ($4)) l
             join person p on p.property = l.property and p.id = l.taken_by
             left join matter m on m.property = l.property and m.line = l.id and m.state = 'open'
             left join person o on o.property = l.property and o.id = m.owner
            order by (l.at > $5) desc, (l.state = 'waiting') desc, l.at desc, l.id limit 8""",
        here().time_zone, clock.now(), phone, units, clock.now() - SAME_CALL, me(),
    )  # fmt: skip


async def on_the_line(phone: str) -> str:
    """Who else has this number on the telephone now, or nobody (DESK-16)."""
    found = await database.value(
        """select p.name from call_in_progress c join person p on p.property = c.property and p.id = c.person
            where c.phone = $1 and c.person <> $2 and c.at > $3 order by c.at limit 1""",
        phone, me(), clock.now() - SAME_CALL,
    )  # fmt: skip
    return str(found or "")


class Hours(msgspec.Struct, frozen=True):
    """When the desk opens and closes, and a line of the same number that somebody else has just written."""

    opens: time
    closes: time
    line: UUID | None
    at: datetime | None
    by: str


async def hours(phone: str = "") -> Hours:
    """What a new line needs to know before it is written."""
    found = await database.row(
        Hours,
        """select f.desk_opens, f.desk_closes, l.id, l.at, coalesce(p.name, '')
             from property_facts() f
             left join lateral (select * from log_line where phone = $1 and $1 <> '' and at > $2 and taken_by is distinct from $3
                                 order by at desc limit 1) l on true
             left join person p on p.property = f.id and p.id = l.taken_by""",
        phone, clock.now() - SAME_CALL, here().person,
    )  # fmt: skip
    if found is None:
        raise LookupError("no property is open")
    return found
