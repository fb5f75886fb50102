"""One meeting's page: what every form of it shows again after a refusal."""

from typing import Any
from uuid import UUID

from hushu.foundation import clock
from hushu.foundation.opened import me
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, page, update
from hushu.meetings.commands.common import may_write
from hushu.meetings.queries.handover import last_handover, shifts_before
from hushu.meetings.queries.meeting import Attendee, whole
from hushu.meetings.rules import words
from hushu.people.queries import colleagues


@get("/meetings/{meeting:uuid}", "meetings.read")
async def show_page(request: Web, meeting: UUID) -> Answer:
    """The meeting with everything; also after a refusal."""
    return page(request, "meetings/show.html", **await context(meeting))


async def changed(
    request: Web, meeting: UUID, section: str = "page", step: UUID | None = None
) -> Answer:
    """The piece of the page that a deed changes: what is typed elsewhere on it stays as it is."""
    shown = await context(meeting)
    found = next((one for one in shown["whole"].steps if one.id == step), None)
    return update(
        request, "meetings/page.update.html", to=at(f"/meetings/{meeting}"), section=section, s=found, **shown
    )  # fmt: skip


async def context(meeting_id: UUID) -> dict[str, Any]:
    """What the page shows."""
    found = await whole(meeting_id)
    meeting = found.meeting
    people = [(one.id, f"{one.name} · {one.post_name}") for one in await colleagues()]
    wants = any(step.shows == "handover" for step in found.steps)
    asked = [(one.person, one.name) for one in found.attendees]
    return {
        "whole": found, "meeting": meeting, "mine": _mine(found.attendees), "asked": asked,
        "people": people, "others": [one for one in people if one[0] not in {person for person, _ in asked}],
        "reading_choices": [(one.person, one.name) for one in found.attendees if one.read_at is None],
        "handover": await last_handover(meeting.day) if wants else None, "wants_handover": wants,
        "handed": await shifts_before(meeting.day) if wants else [], "words": words,
        "writes": may_write(meeting) and not meeting.fixed, "today": clock.today(),
    }  # fmt: skip


def _mine(attendees: list[Attendee]) -> Attendee | None:
    """The acting person among those who are asked to come, or None."""
    return next((one for one in attendees if one.person == me()), None)
