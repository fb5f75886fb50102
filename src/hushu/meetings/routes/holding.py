"""A meeting while it is held: begun, attendance, steps, the handover record signed, ended (MEET-1, MEET-2)."""

from uuid import UUID

from hushu.foundation.forms import NothingForm, read
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, go, post
from hushu.meetings import commands
from hushu.meetings.forms import AttendanceForm, MattersForm, ReadingForm, StepForm
from hushu.meetings.queries.meeting import meeting_of
from hushu.meetings.routes.show import changed, show_page


@post("/meetings/{meeting:uuid}/beginning", "meetings.read", again=show_page)
async def begin(request: Web, meeting: UUID) -> Answer:
    """It begins."""
    await read(request, NothingForm)
    await commands.begin(meeting)
    return go(request, at(f"/meetings/{meeting}"))


@post("/meetings/{meeting:uuid}/end", "meetings.read", again=show_page)
async def end(request: Web, meeting: UUID) -> Answer:
    """It is over; where minutes are owed, on to them."""
    await read(request, NothingForm)
    await commands.end(meeting)
    more = "/minutes" if (await meeting_of(meeting)).minuted else ""
    return go(request, at(f"/meetings/{meeting}{more}"))


@post("/meetings/{meeting:uuid}/attendance", "meetings.read", again=show_page)
async def note_attendance(request: Web, meeting: UUID) -> Answer:
    """Who came."""
    form = await read(request, AttendanceForm)
    await commands.note_attendance(meeting, form.version, form.noted())
    return await changed(request, meeting, "attendance")


@post("/meetings/{meeting:uuid}/steps/{step:uuid}", "meetings.read", again=show_page)
async def tick(request: Web, meeting: UUID, step: UUID) -> Answer:
    """A step of the run is done, with words."""
    form = await read(request, StepForm)
    await commands.tick(meeting, step, form.words, done=form.done)
    return await changed(request, meeting, "step", step)


@post("/meetings/{meeting:uuid}/matters", "meetings.read", again=show_page)
async def hand_in(request: Web, meeting: UUID) -> Answer:
    """I cannot come, and this is what I have to say."""
    form = await read(request, MattersForm)
    await commands.hand_in(meeting, form.reason, form.words)
    return await changed(request, meeting)


@post("/meetings/{meeting:uuid}/reading", "meetings.read", again=show_page)
async def read_handover(request: Web, meeting: UUID) -> Answer:
    """Somebody has read the handover record."""
    form = await read(request, ReadingForm)
    await commands.read_handover(meeting, form.person, form.pin)
    return await changed(request, meeting, "handover")


ROUTES = (show_page, begin, end, note_attendance, tick, hand_in, read_handover)
