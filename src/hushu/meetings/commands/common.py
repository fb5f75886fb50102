"""What every deed on a meeting begins with: the meeting held, in a state that allows it, by somebody who may."""

from uuid import UUID

from hushu.foundation import live
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import Conflict, NotAllowed
from hushu.foundation.translation import N_
from hushu.meetings.queries.meeting import Meeting, meeting_of

TOPIC = "meetings"
MEANWHILE = N_(
    "Somebody else has just changed this meeting. Load the page again to see how it stands."
)
FIXED = N_(
    "The minutes of this meeting lie before their signers. What they speak of does not change until they come back."
)
STRANGER = N_("Choose one of those who are asked to come.")
NEXT = "update meeting set version = version + 1 where id = $1"


def changed() -> None:
    """Tells open pages and inboxes."""
    live.changed(TOPIC)
    live.changed("inbox")


def may_write(found: Meeting) -> bool:
    """Whether the acting person may write in this meeting: by right, or as its recorder."""
    return here().may("meetings.write") or found.recorder == me()


async def hold(meeting: UUID, *states: str) -> Meeting:
    """The meeting, held, in one of these states. Raises NotHere, Conflict."""
    found = await meeting_of(meeting, lock=True)
    if states and found.state not in states:
        raise Conflict(MEANWHILE)
    return found


async def hold_to_write(meeting: UUID, *states: str) -> Meeting:
    """The meeting, held, by whoever may write in it, while its minutes are not signed. Raises NotHere, NotAllowed, Conflict."""
    found = await hold(meeting, *states)
    if not may_write(found):
        raise NotAllowed
    if found.fixed:
        raise Conflict(FIXED)
    return found
