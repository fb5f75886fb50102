"""Who cannot come hands in their matters in writing before (MEET-2)."""

from uuid import UUID

from hushu.foundation import clock, database
from hushu.foundation.opened import me
from hushu.foundation.refusals import NotAllowed, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_
from hushu.meetings.commands.common import NEXT, changed, hold
from hushu.meetings.queries.meeting import attendees

EXCUSE = """update meeting_attendee set state = 'excused', reason = $3, marked_by = $2, marked_at = $4
             where meeting = $1 and person = $2"""
HAND_IN = """insert into meeting_matter (id, meeting, person, words, handed_at) values ($1, $2, $3, $4, $5)
             on conflict (property, meeting, person) do update set words = excluded.words, handed_at = excluded.handed_at"""
LEADS = N_(
    "Whoever leads or records the meeting cannot stay away. Let somebody else be named first."
)


async def hand_in(meeting: UUID, reason: str, words: str) -> None:
    """The acting person cannot come, says why, and hands in their matters before it begins. Raises Refused, Conflict."""
    found = await hold(meeting, "planned")
    if me() not in {one.person for one in await attendees(meeting)}:
        raise NotAllowed
    if me() in {found.chair, found.recorder}:
        raise Refused("", LEADS)
    await database.execute(EXCUSE, meeting, me(), reason, clock.now())
    await database.execute(HAND_IN, new_id(), meeting, me(), words, clock.now())
    await database.execute(NEXT, meeting)
    changed()
