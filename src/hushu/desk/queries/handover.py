"""What the desk has open when a shift is handed over, and what the night must not leave to the day (DUTY-3, DUTY-4, DESK-15)."""

from datetime import datetime, time
from uuid import UUID

import msgspec

from hushu.desk.queries.night import LEFT
from hushu.desk.rules import night_can_end
from hushu.foundation import clock
from hushu.foundation.database import Asked
from hushu.foundation.module import Holds, Obstacle, Waiting, Waits
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate


class Open(msgspec.Struct, frozen=True):
    """A line, a matter or a message that still waits for somebody."""

    kind: str
    id: UUID
    words: str
    who: str
    at: datetime
    due: datetime | None


class Left(msgspec.Struct, frozen=True):
    """A line of the night without an answer, with the desk's hours."""

    id: UUID
    words: str
    opens: time
    closes: time


class Call(msgspec.Struct, frozen=True):
    """A line of the log as a duty record shows it."""

    id: UUID
    at: datetime
    kind: str
    words: str
    unit: str


MOST = 200
OPEN = f"""select * from (
             select 'night', l.id, l.matter, concat_ws(' ', nullif(l.unit, ''), nullif(l.caller, '')), l.at, null::timestamptz
               from log_line l where {LEFT}
             union all
             select 'matter', m.id, l.matter, p.name, m.handed_at, m.promised_at
               from matter m join log_line l on l.property = m.property and l.id = m.line
               join person p on p.property = m.property and p.id = m.owner where m.state = 'open'
             union all
             select 'message', g.id, g.words, p.name, g.left_at, null
               from message g join person p on p.property = g.property and p.id = g.for_person
              where g.read_at is null and g.told_at is null and g.done_at is null
           ) o (kind, id, words, who, at, due) order by due nulls last, at limit {MOST}"""  # noqa: S608 (fixed texts only)
HELD = f"""select l.id, l.matter, f.desk_opens, f.desk_closes from log_line l, property_facts() f
            where {LEFT} order by l.at limit 20"""  # noqa: S608
CALLS = """select l.id, l.at, l.kind, l.matter, l.unit from log_line l
            where l.taken_by = $1 and l.at >= $2 and l.at < $3 order by l.at, l.id limit 300"""
KINDS = {
    "night": N_("Left by the night"), "matter": N_("Matter with a promise"), "message": N_("Unread message"),
}  # fmt: skip
PATHS = {"night": "/log/", "matter": "/matters/", "message": "/messages/"}
HOLDS = N_("The night's line “%(words)s” has no answer yet.")


def open_matters() -> Waits:
    """Lines that the night left, matters with a promise, messages nobody has read."""
    return Waits(Asked(Open, OPEN), _told)


def _told(one: Open) -> Waiting:
    return Waiting(
        kind=translate(KINDS[one.kind]), title=one.words, detail=one.who, href=at(f"{PATHS[one.kind]}{one.id}"), at=one.at,
        due=one.due, key=f"{one.kind}:{one.id}",
    )  # fmt: skip


def blocks_handover() -> Holds:
    """Lines of the night without an answer, once the day desk may take the night over."""
    return Holds(Asked(Left, HELD), _held, of_night=True)


def _held(one: Left) -> Obstacle | None:
    if not night_can_end(clock.local(clock.now()), one.opens, one.closes):
        return None
    return Obstacle("night", translate(HOLDS, words=one.words[:40]), at("/morning"), str(one.id))


def calls_taken(person: UUID, since: datetime, until: datetime) -> Asked[Call]:
    """What that person wrote into the log between two moments, to be asked together with a duty record."""
    return Asked(Call, CALLS, (person, since, until))
