"""Rosters, attendance and the codes of posts on paper, and as spreadsheets (ROST-5, ROST-8, ROST-10)."""

from uuid import UUID

from hushu.foundation import papers
from hushu.foundation.forms import read
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, go, post
from hushu.rosters import commands, queries
from hushu.rosters.paper_forms import AttendancePaperForm, PaperForm, PostPaperForm
from hushu.rosters.queries.editions import edition as edition_of

TITLE = N_("%(team)s duty roster %(month)s")


@post("/rosters/{roster:uuid}/papers", "rosters.read")
async def plan(request: Web, roster: UUID) -> Answer:
    """The plan as it stands, marked as a draft."""
    form, month = await read(request, PaperForm), await queries.month(roster)
    title = translate(TITLE, team=month.team_name, month=f"{month.month:%Y-%m}")
    return await _asked(request, "rosters.edition", title, output=form.output, roster=str(month.id))


@post("/rosters/editions/{edition:uuid}/papers", "rosters.read")
async def edition(request: Web, edition: UUID) -> Answer:
    """An edition as it was signed."""
    form, found = await read(request, PaperForm), await edition_of(edition)
    title = translate(TITLE, team=found.team_name, month=f"{found.month:%Y-%m}")
    return await _asked(
        request, "rosters.edition", f"{title} {found.label}", output=form.output, edition=str(found.id)
    )  # fmt: skip


@post("/attendance/papers", "attendance.read")
async def attendance(request: Web) -> Answer:
    """A month's attendance."""
    form = await read(request, AttendancePaperForm)
    title = f"{translate(N_('Attendance of the month'))} {form.month}"
    return await _asked(
        request, "rosters.attendance", title, output=form.output, month=form.first.isoformat()
    )


@post("/attendance/papers/posts", "attendance.keep")
async def post_pages(request: Web) -> Answer:
    """The pages that hang at posts; a post that has no code yet is given one."""
    form = await read(request, PostPaperForm)
    await commands.give_codes(form.team)
    title = translate(N_("Codes of posts"))
    return await _asked(request, "rosters.posts", title, team=str(form.team or ""))


async def _asked(request: Web, kind: str, title: str, **args: str) -> Answer:
    return go(request, at(f"/papers/{await papers.ask(kind, title, **args)}"))


ROUTES = (plan, edition, attendance, post_pages)
