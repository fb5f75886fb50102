"""Decisions become matters with an owner and a date, and are done with words (MEET-4)."""

from datetime import date
from uuid import UUID

from hushu.foundation import clock, database
from hushu.foundation.filters import shortened
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict, NotAllowed, NotHere, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.meetings.commands.common import changed, hold_to_write, may_write
from hushu.meetings.queries.decisions import decision_of
from hushu.meetings.queries.meeting import meeting_of
from hushu.notices.commands import notify
from hushu.people.queries import works_here

MOST = 30
DECIDE = "insert into meeting_decision (id, meeting, words, owner, due, made_at) values ($1, $2, $3, $4, $5, $6)"
COUNT = "select count(*) from meeting_decision where meeting = $1"
CLOSE = """update meeting_decision set state = $2, result = $3, closed_at = $4, closed_by = $5
            where id = $1 and state = 'open'"""
# Of minutes that were destroyed nothing stays that is not still to be done.
FORGET = """delete from meeting_decision d using meeting_minutes w where w.property = d.property and w.meeting = d.meeting
              and w.erased_at is not null and d.id = $1"""
CLOSED = N_("This decision has been closed meanwhile. Load the page again.")


async def add_decision(meeting: UUID, words: str, owner: UUID, due: date) -> None:
    """Notes a decision and gives it to its owner. Raises Refused, Conflict, NotAllowed."""
    found = await hold_to_write(meeting, "open", "ended")
    if not await works_here(owner):
        raise Refused("owner", N_("Choose somebody who works here."))
    if due < found.day or due.year > found.day.year + 3:
        raise Refused("due", N_("Choose a day after the meeting."))
    if int(await database.value(COUNT, meeting)) >= MOST:
        raise Refused("words", N_("At most %(n)s of them in one meeting."), n=MOST)
    made = new_id()
    await database.execute(DECIDE, made, meeting, words, owner, due, clock.now())
    if owner != me():
        await notify(
            owner, "meetings.decision", N_("Decided, and yours until %(day)s: %(words)s"), link=at(f"/meetings/decisions/{made}"),
            day=f"{due:%Y-%m-%d}", words=shortened(words),
        )  # fmt: skip
    changed()


async def take_out_decision(meeting: UUID, decision: UUID) -> None:
    """Takes out what was noted by mistake and nobody has done yet. Raises Conflict, NotAllowed, NotHere."""
    await hold_to_write(meeting, "open", "ended")
    found = await decision_of(decision, lock=True)
    if found.meeting != meeting:
        raise NotHere
    if found.state != "open":
        raise Conflict(CLOSED)
    await database.execute("delete from meeting_decision where id = $1", decision)
    if found.owner != me():
        await notify(
            found.owner, "meetings.decision", N_("Not yours any more, taken out of the meeting: %(words)s"),
            link=at(f"/meetings/{meeting}"), words=shortened(found.words),
        )  # fmt: skip
    changed()


async def close_decision(decision: UUID, state: str, words: str) -> bool:
    """Done by its owner, or dropped by who writes in the meeting; with words. Gives whether it is kept.

    Raises Refused, Conflict, NotAllowed, NotHere.
    """
    found = await decision_of(decision, lock=True)
    writes = may_write(await meeting_of(found.meeting))
    if not writes and (found.owner != me() or state != "done"):
        raise NotAllowed
    if not words:
        raise Refused("words", N_("Write in a few words what was done, or why not."))
    if not await database.execute(CLOSE, decision, state, words, clock.now(), me()):
        raise Conflict(CLOSED)
    gone = await database.execute(FORGET, decision)
    changed()
    return not gone
