"""What is noted in a meeting: problems and decisions (MEET-3, MEET-4)."""

from uuid import UUID

from hushu.foundation.forms import NothingForm, read
from hushu.foundation.web import Answer, Web, post
from hushu.meetings import commands
from hushu.meetings.forms import DecisionForm, ProblemForm
from hushu.meetings.routes.show import changed, show_page


@post("/meetings/{meeting:uuid}/problems", "meetings.read", again=show_page)
async def raise_problem(request: Web, meeting: UUID) -> Answer:
    """A problem is raised."""
    form = await read(request, ProblemForm)
    await commands.raise_problem(meeting, form.words, form.raised_by)
    return await changed(request, meeting, "problems")


@post("/meetings/{meeting:uuid}/problems/{problem:uuid}/removal", "meetings.read", again=show_page)
async def take_out_problem(request: Web, meeting: UUID, problem: UUID) -> Answer:
    """It was noted by mistake."""
    await read(request, NothingForm)
    await commands.take_out_problem(meeting, problem)
    return await changed(request, meeting, "problems")


@post("/meetings/{meeting:uuid}/decisions", "meetings.read", again=show_page)
async def add_decision(request: Web, meeting: UUID) -> Answer:
    """Something is decided."""
    form = await read(request, DecisionForm)
    await commands.add_decision(meeting, form.decided, form.owner, form.due)
    return await changed(request, meeting, "decisions")


@post(
    "/meetings/{meeting:uuid}/decisions/{decision:uuid}/removal", "meetings.read", again=show_page
)
async def take_out_decision(request: Web, meeting: UUID, decision: UUID) -> Answer:
    """It was noted by mistake."""
    await read(request, NothingForm)
    await commands.take_out_decision(meeting, decision)
    return await changed(request, meeting, "decisions")


ROUTES = (raise_problem, take_out_problem, add_decision, take_out_decision)
