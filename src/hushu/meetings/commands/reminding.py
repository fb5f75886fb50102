"""Each morning: meetings of today and tomorrow, matters to hand in, minutes to write, decisions due (MEET-2 to MEET-4).

Minutes on their round are urged by signing itself: half the time, the end of it, and every day after.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.filters import shortened
from hushu.foundation.opened import setting
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.meetings.queries.meeting import OWES
from hushu.meetings.queries.minutes import UNWRITTEN, WITH_MINUTES
from hushu.meetings.rules.kinds import OFTEN
from hushu.notices.commands import notify
from hushu.people.queries import superior

DAY = timedelta(days=1)
# Meetings held on most days are everybody's habit: nobody is told of each.
COMING = f"""select m.id, m.title, m.starts_at, m.starts_at - make_interval(hours => k.matters_hours), a.person,
                   a.state = 'excused', {OWES}
              from meeting m join meeting_kind k on k.property = m.property and k.id = m.kind
              join meeting_attendee a on a.property = m.property and a.meeting = m.id
              join person p on p.property = a.property and p.id = a.person and p.closed_at is null
             where m.state = 'planned' and m.day between $1 and $2 and m.told_on is distinct from $1
               and (cardinality(k.days) < {OFTEN} or m.planned_for is null) order by m.starts_at, m.id"""  # noqa: S608 (constants)
OWED = f"""select m.id, m.title, coalesce(m.recorder, m.chair) from {WITH_MINUTES}
                where {UNWRITTEN} and m.ended_at < $2 and m.told_on is distinct from $1
                  and coalesce(m.recorder, m.chair) is not null"""  # noqa: S608 (constants)
DUE = """select d.id, d.words, d.owner, d.due from meeting_decision d
          where d.state = 'open' and d.due <= $2 and d.told_on is distinct from $1 order by d.due, d.id"""
TOLD = "update meeting set told_on = $2 where id = any ($1::uuid[])"
TOLD_DECISION = "update meeting_decision set told_on = $2 where id = $1"
SOON, DUE_TODAY, LATE = (
    N_("Decided, and due tomorrow: %(words)s"), N_("Decided, and due today: %(words)s"), N_("Decided, and late: %(words)s"),
)  # fmt: skip


class Coming(msgspec.Struct, frozen=True):
    """Somebody who is asked to come to a meeting of today or tomorrow."""

    meeting: UUID
    title: str
    starts_at: datetime
    matters_by: datetime
    person: UUID
    excused: bool
    owes: bool


class Unwritten(msgspec.Struct, frozen=True):
    """A meeting whose minutes are owed, and by whom."""

    meeting: UUID
    title: str
    writer: UUID


class DueDecision(msgspec.Struct, frozen=True):
    """A decision whose day has come."""

    id: UUID
    words: str
    owner: UUID
    due: date


async def remind() -> None:
    """Tells everybody what is theirs, once a day. Safe to run twice."""
    today = clock.today()
    coming = await database.rows(Coming, COMING, today, today + DAY)
    for one in coming:
        await _invite(one)
    hours = timedelta(hours=int(setting("minutes_hours", 48)))
    unwritten = await database.rows(Unwritten, OWED, today, clock.now() - hours)
    for late in unwritten:
        await notify(
            late.writer, "meetings.unwritten", N_("The minutes are still to be written: %(meeting)s"),
            link=at(f"/meetings/{late.meeting}/minutes"), meeting=late.title,
        )  # fmt: skip
    told = {one.meeting for one in coming} | {one.meeting for one in unwritten}
    await database.execute(TOLD, list(told), today)
    for decision in await database.rows(DueDecision, DUE, today, today + DAY):
        await _urge(decision, today)


async def _invite(one: Coming) -> None:
    """To whoever comes, when and where; to whoever cannot, until when their matters are handed in."""
    link, time = at(f"/meetings/{one.meeting}"), f"{clock.local(one.starts_at):%m-%d %H:%M}"
    if one.owes:
        await notify(
            one.person, "meetings.matters", N_("You cannot come: hand in your matters for %(meeting)s, %(time)s"), link=link,
            due=one.matters_by, meeting=one.title, time=time,
        )  # fmt: skip
    elif not one.excused:
        await notify(
            one.person, "meetings.coming", N_("%(meeting)s, %(time)s. Whoever cannot come hands in their matters before."),
            link=link, due=one.starts_at, meeting=one.title, time=time,
        )  # fmt: skip


async def _urge(one: DueDecision, today: date) -> None:
    """To the owner; of a late one, to their superior too."""
    title = LATE if one.due < today else DUE_TODAY if one.due == today else SOON
    above = await superior(one.owner) if one.due < today else None
    for person in (one.owner, *([above.id] if above else [])):
        await notify(
            person, "meetings.due", title, link=at(f"/meetings/decisions/{one.id}"), due=clock.day_bounds(one.due)[1],
            words=shortened(one.words),
        )  # fmt: skip
    await database.execute(TOLD_DECISION, one.id, today)
