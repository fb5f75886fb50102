"""Events: the list, one with its course, its end and its report (DUTY-4, DUTY-6)."""

from uuid import UUID

from hushu.duty.commands import reports
from hushu.duty.commands.incidents import add_line, end_incident
from hushu.duty.forms import EndForm, LineForm, ReportForm
from hushu.duty.printing import drafted
from hushu.duty.queries.incidents import course, incident, incidents
from hushu.duty.rules.words import vocabulary
from hushu.foundation import clock, papers
from hushu.foundation.forms import NothingForm, read
from hushu.foundation.opened import here, me
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, page, post

TITLE = N_("Report on a major event")


@get("/duty/incidents", "duty.read")
async def index(request: Web) -> Answer:
    """The latest events, open ones first."""
    return page(request, "duty/incidents.html", incidents=await incidents(), **vocabulary())


@get("/duty/incidents/{incident_id:uuid}", "duty.read")
async def incident_page(request: Web, incident_id: UUID) -> Answer:
    """One event; also after a refusal."""
    found, report, lines = await course(incident_id)
    writes = report is not None and (me() == report.writer or here().may("duty.override"))
    return page(
        request, "duty/incident.html", incident=found, report=report, lines=lines, may_write=here().may("duty.write"),
        writes=writes, reads=here().may("duty.override"), draft=drafted(found, report, lines) if report else "",
        now=clock.now(), **vocabulary(),
    )  # fmt: skip


@post("/duty/incidents/{incident_id:uuid}/lines", "duty.write", again=incident_page)
async def add(request: Web, incident_id: UUID) -> Answer:
    """What happens meanwhile."""
    form = await read(request, LineForm)
    await add_line(incident_id, form.words, form.handling)
    return go(request, at(f"/duty/incidents/{incident_id}"))


@post("/duty/incidents/{incident_id:uuid}/end", "duty.write", again=incident_page)
async def end(request: Web, incident_id: UUID) -> Answer:
    """It is over."""
    form = await read(request, EndForm)
    await end_incident(incident_id, form.ending)
    return go(request, at(f"/duty/incidents/{incident_id}"))


@post("/duty/incidents/{incident_id:uuid}/report", "duty.read", again=incident_page)
async def report_on(request: Web, incident_id: UUID) -> Answer:
    """The report: kept as a draft, or handed in."""
    form = await read(request, ReportForm)
    deed = reports.hand_in if form.deed == "hand_in" else reports.keep_report
    await deed(incident_id, form.text)
    return go(request, at(f"/duty/incidents/{incident_id}"))


@post("/duty/incidents/{incident_id:uuid}/reading", "duty.override", again=incident_page)
async def read_report(request: Web, incident_id: UUID) -> Answer:
    """The manager has read it."""
    await read(request, NothingForm)
    await reports.read_report(incident_id)
    return go(request, at(f"/duty/incidents/{incident_id}"))


@post("/duty/incidents/{incident_id:uuid}/paper", "duty.read", again=incident_page)
async def order_paper(request: Web, incident_id: UUID) -> Answer:
    """The report on paper."""
    await read(request, NothingForm)
    found = await incident(incident_id)
    title = f"{translate(TITLE)} {found.words[:40]}"
    return go(
        request, at(f"/papers/{await papers.ask('duty.report', title, incident=str(incident_id))}")
    )


ROUTES = (index, incident_page, add, end, report_on, read_report, order_paper)
