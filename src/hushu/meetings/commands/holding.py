"""A meeting is held: begun, attendance noted, steps ticked, the handover record read and signed, ended (MEET-1, MEET-2)."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict, NotAllowed, NotHere, Refused
from hushu.foundation.translation import N_
from hushu.meetings.commands.common import (
    MEANWHILE,
    NEXT,
    STRANGER,
    changed,
    hold,
    hold_to_write,
    may_write,
)
from hushu.meetings.queries.handover import last_handover
from hushu.meetings.queries.meeting import attendees
from hushu.meetings.rules.words import ATTENDANCE
from hushu.signing import commands as signing

EARLY = timedelta(hours=12)
BEGIN = "update meeting set state = 'open', opened_at = $2, version = version + 1 where id = $1"
END = "update meeting set state = 'ended', ended_at = $2, version = version + 1 where id = $1"
NOTE = """update meeting_attendee set state = $3, reason = $4, marked_by = $5, marked_at = $6
           where meeting = $1 and person = $2 and (state, reason) is distinct from ($3, $4)"""
TICK = """update meeting_step set words = $3, done_at = case when $4 then coalesce(done_at, $5) end,
            done_by = case when $4 then coalesce(done_by, $6) end where id = $2 and meeting = $1"""
READ = "update meeting_attendee set read_at = $3, read_by = $4 where meeting = $1 and person = $2 and read_at is null"
NOT_YET = N_("This meeting is not due yet. Move it first, if it is held earlier.")
UNREASONED = N_("Say why %(name)s is excused.")


class Noted(msgspec.Struct, frozen=True):
    """How somebody's attendance is noted."""

    state: str
    reason: str = ""


async def begin(meeting: UUID) -> None:
    """Opens the meeting, at most half a day early. Raises Refused, Conflict, NotAllowed."""
    found = await hold_to_write(meeting)
    if found.state == "open":
        return  # two pressed the same button: the meeting is under way for both
    if found.state != "planned":
        raise Conflict(MEANWHILE)
    if found.starts_at - clock.now() > EARLY:
        raise Refused("", NOT_YET)
    await database.execute(BEGIN, meeting, clock.now())
    changed()


async def end(meeting: UUID) -> None:
    """Closes it. Raises Refused while somebody's attendance is not noted, Conflict, NotAllowed."""
    found = await hold_to_write(meeting)
    if found.state == "ended":
        return
    if found.state != "open":
        raise Conflict(MEANWHILE)
    left = [one.name for one in await attendees(meeting) if one.state == "expected"]
    if left:
        raise Refused(
            "", N_("Please note first whether they came: %(names)s"), names="、".join(left)
        )
    await database.execute(END, meeting, clock.now())
    changed()


async def note_attendance(meeting: UUID, version: int, noted: Mapping[UUID, Noted]) -> None:
    """Notes who came, over the version that was looked at. Raises Refused, Conflict, NotAllowed."""
    found = await hold_to_write(meeting, "planned", "open", "ended")
    if found.version != version:
        raise Conflict(MEANWHILE)
    known = {one.person: one for one in await attendees(meeting)}
    for person, note in noted.items():
        if person not in known or note.state not in ATTENDANCE:
            raise Refused("", N_("Choose one of the entries offered."))
        if note.state == "excused" and not note.reason:
            raise Refused("", UNREASONED, name=known[person].name)
        reason = note.reason if note.state in {"excused", "late", "absent"} else ""
        await database.execute(NOTE, meeting, person, note.state, reason, me(), clock.now())
    await database.execute(NEXT, meeting)
    changed()


async def tick(meeting: UUID, step: UUID, words: str, *, done: bool) -> None:
    """Ticks a step with what was said, or takes the tick away. Raises Conflict, NotAllowed, NotHere."""
    await hold_to_write(meeting, "open", "ended")
    if not await database.execute(TICK, meeting, step, words, done, clock.now(), me()):
        raise NotHere
    changed()


async def read_handover(meeting: UUID, person: UUID, pin: str) -> None:
    """Somebody has read the handover record and signs with their own PIN, at their own or another's screen (MEET-1).

    Raises Refused, Conflict, NotAllowed; signing twice is signing once.
    """
    found = await hold(meeting, "planned", "open", "ended")
    asked = {one.person: one for one in await attendees(meeting)}
    if person not in asked:
        raise Refused("person", STRANGER)
    if await last_handover(found.day) is None:
        raise Refused("", N_("The night has not been handed over yet. There is nothing to sign."))
    if person == me():
        await signing.confirm(pin)
    elif me() in asked or may_write(found):
        await signing.confirm_for(person, pin)
    else:
        raise NotAllowed
    await database.execute(READ, meeting, person, clock.now(), me())
    changed()
