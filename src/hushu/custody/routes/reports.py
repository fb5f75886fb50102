"""Written reports and the manager's answers (CUST-3)."""

from uuid import UUID

from hushu.custody import commands
from hushu.custody.forms import FilledForm, ListQuery
from hushu.custody.queries.reports import report, reports
from hushu.custody.rules import REPORTS
from hushu.foundation.forms import read, read_query
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post

PAGE = 50


@get("/custody/reports", "custody.read")
async def index(request: Web) -> Answer:
    """Reports that wait for an answer, or all of them."""
    wanted = read_query(request, ListQuery)
    found = await reports(only=wanted.only or "open", limit=PAGE + 1, after=wanted.after)
    more = f"?only={wanted.only}&after={found[PAGE - 1].id}" if len(found) > PAGE else ""
    return page(
        request, "custody/reports.html", rows=found[:PAGE], more=more, wanted=wanted, kinds=REPORTS
    )


@get("/custody/reports/{report_id:uuid}", "custody.read")
async def show_page(request: Web, report_id: UUID) -> Answer:
    """One report; also after a refusal."""
    found = await report(report_id)
    return page(request, "custody/report.html", report=found, kinds=REPORTS)


@post("/custody/reports/{report_id:uuid}/answer", "custody.answer", again=show_page)
async def answer(request: Web, report_id: UUID) -> Answer:
    """The manager says what is done about it."""
    await commands.answer(report_id, (await read(request, FilledForm)).words)
    return go(request, at(f"/custody/reports/{report_id}"))


ROUTES = (index, show_page, answer)
