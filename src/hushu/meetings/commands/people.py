"""Who leads a meeting, who records it, and who else is asked to come (MEET-2)."""

from uuid import UUID

from hushu.foundation import database
from hushu.foundation.refusals import Refused
from hushu.foundation.tables import new_id
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.meetings.commands.common import NEXT, STRANGER, changed, hold_to_write
from hushu.meetings.queries.meeting import attendees
from hushu.notices.commands import notify
from hushu.people.queries import works_here

NAME = "update meeting set chair = $2, recorder = $3, version = version + 1 where id = $1"
ASK = "insert into meeting_attendee (id, meeting, person) values ($1, $2, $3) on conflict do nothing returning id"


async def name_people(meeting: UUID, chair: UUID | None, recorder: UUID | None) -> None:
    """Says who leads and who writes the minutes; both of those who are asked to come. Raises Refused, Conflict, NotAllowed."""
    found = await hold_to_write(meeting, "planned", "open", "ended")
    asked = {one.person for one in await attendees(meeting)}
    for field, person in (("chair", chair), ("recorder", recorder)):
        if person is not None and person not in asked:
            raise Refused(field, STRANGER)
    await database.execute(NAME, meeting, chair, recorder)
    if recorder is not None and recorder != found.recorder:
        await notify(
            recorder, "meetings.recorder", N_("You write the minutes: %(meeting)s"), link=at(f"/meetings/{meeting}"),
            meeting=found.title,
        )  # fmt: skip
    changed()


async def ask_person(meeting: UUID, person: UUID) -> None:
    """Asks somebody else to come. Raises Refused, Conflict, NotAllowed."""
    found = await hold_to_write(meeting, "planned", "open")
    if not await works_here(person):
        raise Refused("person", N_("Choose somebody who works here."))
    if await database.value(ASK, new_id(), meeting, person):
        await database.execute(NEXT, meeting)  # so that it is not laid anew without its guest
        await notify(
            person, "meetings.asked", N_("You are asked to come: %(meeting)s"), link=at(f"/meetings/{meeting}"),
            due=found.starts_at, meeting=found.title,
        )  # fmt: skip
    changed()
