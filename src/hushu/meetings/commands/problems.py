"""Problems raised in a meeting, for the leader's answer (MEET-3)."""

from uuid import UUID

from hushu.foundation import clock, database
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_
from hushu.meetings.commands.common import STRANGER, changed, hold_to_write
from hushu.meetings.queries.meeting import attendees

MOST = 30
RAISE = (
    "insert into meeting_problem (id, meeting, words, raised_by, at) values ($1, $2, $3, $4, $5)"
)
COUNT = "select count(*) from meeting_problem where meeting = $1"


async def raise_problem(meeting: UUID, words: str, raised_by: UUID | None) -> None:
    """Notes a problem. Raises Refused, Conflict, NotAllowed."""
    await hold_to_write(meeting, "open", "ended")
    if raised_by is not None and raised_by not in {one.person for one in await attendees(meeting)}:
        raise Refused("raised_by", STRANGER)
    if int(await database.value(COUNT, meeting)) >= MOST:
        raise Refused("words", N_("At most %(n)s of them in one meeting."), n=MOST)
    await database.execute(RAISE, new_id(), meeting, words, raised_by, clock.now())
    changed()


async def take_out_problem(meeting: UUID, problem: UUID) -> None:
    """Takes out what was noted by mistake. Raises Conflict, NotAllowed, NotHere."""
    await hold_to_write(meeting, "open", "ended")
    if not await database.execute(
        "delete from meeting_problem where id = $2 and meeting = $1", meeting, problem
    ):
        raise NotHere
    changed()
