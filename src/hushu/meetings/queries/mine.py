"""What waits for a person, what holds a leaver, what the one search box finds."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.database import Asked
from hushu.foundation.module import Obstacle, Waiting, Waits
from hushu.foundation.opened import here, me
from hushu.foundation.search import asked, liked
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.meetings.queries.meeting import OWES
from hushu.meetings.queries.minutes import UNWRITTEN, WITH_MINUTES


class Mine(msgspec.Struct, frozen=True):
    """Something of a meeting that waits for one person."""

    what: str
    id: UUID
    meeting: UUID
    title: str
    detail: str
    at: datetime
    due: datetime | None


MINE = f"""
select 'decision', d.id, d.meeting, d.words, m.title || ' ' || to_char(m.day, 'YYYY-MM-DD'), d.made_at,
       (d.due + 1)::timestamp at time zone $2
  from meeting_decision d join meeting m on m.property = d.property and m.id = d.meeting
 where d.owner = $1 and d.state = 'open'
union all
select 'minutes', m.id, m.id, m.title, to_char(m.day, 'YYYY-MM-DD'), m.ended_at, null from {WITH_MINUTES}
 where coalesce(m.recorder, m.chair) = $1 and {UNWRITTEN}
union all
select 'open', m.id, m.id, m.title, to_char(m.day, 'YYYY-MM-DD'), m.opened_at, null from meeting m
 where coalesce(m.recorder, m.chair) = $1 and m.state = 'open' and m.day < $3
union all
select 'matters', m.id, m.id, m.title, to_char(m.day, 'YYYY-MM-DD'), a.marked_at,
       m.starts_at - make_interval(hours => k.matters_hours) from meeting_attendee a
  join meeting m on m.property = a.property and m.id = a.meeting
  join meeting_kind k on k.property = m.property and k.id = m.kind
 where a.person = $1 and m.state = 'planned' and {OWES} order by 6 limit 100"""  # noqa: S608 (constants)
KINDS = {
    "decision": N_("Decided in a meeting"), "minutes": N_("Write the minutes"),
    "open": N_("End a meeting that was held"), "matters": N_("Hand in your matters for a meeting"),
}  # fmt: skip
HELD = f"""select d.meeting, d.words from meeting_decision d where d.owner = $1 and d.state = 'open'
          union all select m.id, m.title || ' ' || to_char(m.day, 'YYYY-MM-DD') from {WITH_MINUTES}
           where m.recorder = $1 and (m.state in ('planned', 'open') or {UNWRITTEN}) limit 100"""  # noqa: S608 (constants)
# What is in the minutes of a meeting leads to them, what was decided to the meeting.
FOUND = """select true, m.id, m.title, m.day, left(w.words, 80) from meeting_minutes w
             join meeting m on m.property = w.property and m.id = w.meeting where {minutes}
           union all select false, m.id, d.words, m.day, o.name from meeting_decision d
             join meeting m on m.property = d.property and m.id = d.meeting
             join person o on o.property = d.property and o.id = d.owner where {decisions} order by 4 desc, 2 limit 8"""


class Held(msgspec.Struct, frozen=True):
    """What a leaver holds."""

    meeting: UUID
    title: str


class Found(msgspec.Struct, frozen=True):
    """A hit of the search box."""

    minutes: bool
    meeting: UUID
    title: str
    day: date
    detail: str


def waiting() -> Waits:
    """Decisions to carry out, minutes to write, meetings to end, matters to hand in."""
    return Waits(Asked(Mine, MINE, (me(), here().time_zone, clock.today())), _told)


def _told(one: Mine) -> Waiting:
    path = {"decision": f"decisions/{one.id}", "minutes": f"{one.meeting}/minutes"}.get(
        one.what, f"{one.meeting}"
    )
    return Waiting(
        kind=KINDS[one.what], title=one.title, href=at(f"/meetings/{path}"), at=one.at, detail=one.detail, due=one.due,
        key=f"meeting:{one.what}:{one.id}",
    )  # fmt: skip


async def blocks_leaving(person: UUID) -> list[Obstacle]:
    """Open decisions and the pen of meetings hold a person until somebody takes them (PPL-4)."""
    return [
        Obstacle(kind=N_("Meeting"), title=one.title, href=at(f"/meetings/{one.meeting}"))
        for one in await database.rows(Held, HELD, person)
    ]


async def search(text: str) -> list[Waiting]:
    """Minutes and decisions with these words, the newest first."""
    words = [f"%{liked(word)}%" for word in asked(text)]
    if not here().may("meetings.read") or not words:
        return []
    places = range(1, len(words) + 1)
    sql = FOUND.format(
        minutes=" and ".join(f"lower(w.words) like ${n}" for n in places),
        decisions=" and ".join(f"lower(d.words) like ${n}" for n in places),
    )
    return [
        Waiting(
            kind=translate(N_("Minutes")) if one.minutes else translate(N_("Decision")),
            title=one.title, href=at(f"/meetings/{one.meeting}{'/minutes' if one.minutes else ''}"), at=clock.now(),
            detail=f"{one.day} {one.detail}".strip(), key=f"{one.meeting}{one.title[:20]}",
        )
        for one in await database.rows(Found, sql, *words)
    ]  # fmt: skip
