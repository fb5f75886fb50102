"""Meetings come into being: by themselves ahead of their day, or by hand; they are moved, or called off (MEET-1, MEET-2)."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

import asyncpg
import msgspec

from hushu.foundation import clock, database
from hushu.foundation.refusals import Refused
from hushu.foundation.tables import new_id
from hushu.foundation.templating import at
from hushu.foundation.translation import DEFAULT, N_, speaking, translate
from hushu.meetings.commands.common import changed, hold_to_write
from hushu.meetings.commands.furnishing import follow_posts, furnish
from hushu.meetings.queries.kinds import KindRow, days_here, kind_of, kinds
from hushu.meetings.rules.kinds import FARTHEST, Due, due, soon
from hushu.notices.commands import notify

AHEAD, AHEAD_OFTEN = timedelta(days=14), timedelta(days=1)
NEW = """insert into meeting (id, kind, title, planned_for, day, starts_at, minutes, venue, state, changed_words, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing returning id"""
MOVE = """update meeting set day = $2, starts_at = $3, minutes = $4, venue = $5, changed_words = $6, version = version + 1,
            told_on = null where id = $1"""
UNREAD = "update meeting_attendee set read_at = null, read_by = null where meeting = $1 and read_at is not null"
OFF = "update meeting set state = 'called_off', changed_words = $2, version = version + 1 where id = $1"
# What is still to come, was planned by itself, and nobody has touched yet.
UNTOUCHED = """delete from meeting m where m.kind = $1 and m.planned_for is not null and m.state in ('planned', 'called_off')
                 and m.version = 1 and m.day > $2 and not exists (select from meeting_matter t
                   where t.property = m.property and t.meeting = m.id)"""
STALE = f"""{UNTOUCHED} and m.planned_for between $3 and $4 and m.planned_for <> all ($5::date[]) and not exists (
              select from unnest($6::date[], $7::date[], $8::text[]) w (planned_for, day, state)
               where w.planned_for = m.planned_for and w.day = m.day and w.state = m.state)"""
UNHELD = """select id, title, starts_at, coalesce(chair, recorder) from meeting where state = 'planned' and day < $1
             order by id for no key update"""
TAKEN = N_("There is a meeting of this kind on that day already. Open it, or choose another day.")
PAST = N_("That moment is over. Choose one that is still to come.")
FAR = N_("At most a year ahead.")


class Unheld(msgspec.Struct, frozen=True):
    """A meeting of a past day that nobody began. leader: who was to."""

    id: UUID
    title: str
    starts_at: datetime
    leader: UUID | None


async def plan_due() -> None:
    """Lays the meetings that are due soon, and calls off what nobody began on its day. Safe to run twice."""
    await _call_off_unheld()
    for kind in await kinds():
        await plan_kind(kind)


async def plan_kind(kind: KindRow) -> None:
    """Lays the meetings of one kind that are due soon, the next one at least, each where the holidays of by now put it."""
    if kind.ended:
        return
    first, back = clock.today(), timedelta(days=FARTHEST)
    last = first + (AHEAD_OFTEN if kind.kind.often else AHEAD)
    wanted = due(kind.kind, first, last + back, await days_here(first - back, last + 2 * back))
    # A kind whose hour is over begins tomorrow, and what stands is not moved into an hour that is over.
    coming = [one for one in wanted if clock.at(one.day, kind.starts) >= clock.now()]
    late = [one.planned_for for one in wanted if one not in coming]
    found = soon(coming, last)
    await database.execute(
        STALE, kind.id, first, first - back, last + back, late, [one.planned_for for one in found], [one.day for one in found],
        [_state(one) for one in found],
    )  # fmt: skip
    await follow_posts(kind)
    for one in found:
        await lay(kind, one)


def _state(one: Due) -> str:
    return "planned" if one.held else "called_off"


async def lay(kind: KindRow, one: Due) -> UUID | None:
    """Lays one meeting with all that belongs to it, and gives it; None where that day has one."""
    starts = clock.at(one.day, kind.starts)
    words = ""
    if not one.held or one.day != one.planned_for:
        with speaking(DEFAULT):
            words = one.why or translate(N_("Day off"))
    made = await database.value(
        NEW, new_id(), kind.id, kind.name, one.planned_for, one.day, starts, kind.minutes, kind.room,
        _state(one), words, clock.now(),
    )  # fmt: skip
    if made is not None:
        await furnish(made, kind)
    return None if made is None else UUID(str(made))


async def add_meeting(kind: UUID, title: str, day: date, starts: time, room: str) -> UUID:
    """An extra meeting by hand; whoever is asked to come is told. Raises Refused where the kind has one on that day or is
    held no more, and for a day that is over; NotHere.
    """
    its = await kind_of(kind)
    if its.ended:
        raise Refused("kind", N_("Choose one of the entries offered."))
    moment = _moment(day, starts)
    made = await database.value(
        NEW, new_id(), kind, title or its.name, None, day, moment, its.minutes, room or its.room, "planned", "", clock.now()
    )  # fmt: skip
    if made is None:
        raise Refused("day", TAKEN)
    await furnish(made, its)
    await _tell(made, N_("Extra meeting: %(meeting)s, %(time)s"), title or its.name, moment)
    return UUID(str(made))


async def move(meeting: UUID, day: date, starts: time, minutes: int, room: str, words: str) -> None:
    """Another day, time or place, with the reason; everybody is told. Raises Refused, Conflict, NotAllowed."""
    found = await hold_to_write(meeting, "planned")
    if not words:
        raise Refused("why", N_("Say why, so that everybody knows."))
    moment = _moment(day, starts)
    try:
        async with database.savepoint():
            await database.execute(MOVE, meeting, day, moment, minutes, room, words)
    except asyncpg.UniqueViolationError as fault:
        raise Refused("day", TAKEN) from fault
    if day != found.day:  # what was read was the record of another night
        await database.execute(UNREAD, meeting)
    await _tell(meeting, N_("Moved: %(meeting)s, now on %(time)s"), found.title, moment)
    changed()


async def call_off(meeting: UUID, words: str) -> None:
    """It is not held, with the reason; everybody is told. Raises Refused, Conflict, NotAllowed."""
    found = await hold_to_write(meeting, "planned")
    if not words:
        raise Refused("why", N_("Say why, so that everybody knows."))
    await database.execute(OFF, meeting, words)
    await _tell(meeting, N_("Not held: %(meeting)s, %(time)s"), found.title, found.starts_at)
    changed()


async def _call_off_unheld() -> None:
    """A meeting that nobody began is not held; whoever was to lead it learns of it."""
    with speaking(DEFAULT):
        words = translate(N_("Nobody began it"))
    for one in await database.rows(Unheld, UNHELD, clock.today()):
        await database.execute(OFF, one.id, words)
        if one.leader is not None:
            await notify(
                one.leader, "meetings.changed", N_("Nobody began it: %(meeting)s, %(time)s"), link=at(f"/meetings/{one.id}"),
                meeting=one.title, time=f"{clock.local(one.starts_at):%m-%d %H:%M}",
            )  # fmt: skip
        changed()


async def _tell(meeting: UUID, title: str, name: str, moment: datetime) -> None:
    sql = """select a.person from meeting_attendee a join person p on p.property = a.property and p.id = a.person
              where a.meeting = $1 and p.closed_at is null"""
    for (person,) in await database.connection().fetch(sql, meeting):
        await notify(
            person, "meetings.changed", title, link=at(f"/meetings/{meeting}"), meeting=name,
            time=f"{clock.local(moment):%m-%d %H:%M}",
        )  # fmt: skip


def _moment(day: date, starts: time) -> datetime:
    """When that is. Raises Refused for a day that is over, or too far; of today any hour is good."""
    if not clock.today() <= day <= clock.today() + timedelta(days=366):
        raise Refused("day", PAST if day < clock.today() else FAR)
    return clock.at(day, starts)
