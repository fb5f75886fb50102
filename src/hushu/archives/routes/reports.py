"""Reports of papers damaged, altered, lost or leaked (ARCH-34)."""

from uuid import UUID

import msgspec

from hushu.archives import commands, queries
from hushu.archives.lending_forms import MeasureForm, ReportFilters, ReportForm, ReportQuery
from hushu.archives.queries.loans import loan
from hushu.archives.queries.reports import Report, report, reports
from hushu.archives.routes.loans import oversees
from hushu.archives.rules.words import HARMS, REPORT_STATES
from hushu.foundation import clock
from hushu.foundation.forms import read, read_query
from hushu.foundation.opened import me
from hushu.foundation.refusals import NotHere
from hushu.foundation.templating import at
from hushu.foundation.translation import translate
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.people.queries import colleagues

PAGE = 50


@get("/archives/reports", "archives.hold")
async def index(request: Web) -> Answer:
    """Every report, newest first."""
    wanted = read_query(request, ReportFilters)
    found = await reports(state=wanted.state, after=wanted.after, limit=PAGE + 1)
    more = wanted.link(after=str(found[PAGE - 1].id)) if len(found) > PAGE else ""
    return page(
        request,
        "archives/reports.html",
        rows=found[:PAGE],
        more=more,
        wanted=wanted,
        harms=HARMS,
        states=REPORT_STATES,
    )


@get("/archives/reports/new", "archives.borrow")
async def new_page(request: Web) -> Answer:
    """The form of a report about one item; also after a refusal."""
    wanted = read_query(request, ReportQuery)
    typed = request.scope["state"].get("typed", {})
    about = typed.get("item") or wanted.item
    if not about:
        raise NotHere
    lent = await loan(wanted.loan) if wanted.loan else None
    return page(
        request, "archives/new_report.html", item=await queries.item(_uuid(str(about))), loan=lent, today=clock.today(),
        harms=[(key, translate(words)) for key, words in HARMS.items()],
        people=[(one.id, f"{one.name} · {one.post_name}") for one in await colleagues()],
    )  # fmt: skip


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as fault:
        raise NotHere from fault


@post("/archives/reports", "archives.borrow", again=new_page)
async def create(request: Web) -> Answer:
    """Writes a report."""
    form = await read(request, ReportForm)
    made = await commands.write_report(commands.Harm(**msgspec.structs.asdict(form)))
    return go(request, at(f"/archives/reports/{made}"))


async def seen(report_id: UUID) -> Report:
    """The report, for who wrote it, who answers for it, and those who look after the archives. Raises NotHere."""
    found = await report(report_id)
    if me() not in {found.written_by, found.responsible} and not oversees():
        raise NotHere
    return found


@get("/archives/reports/{report_id:uuid}", "archives.borrow")
async def show_report(request: Web, report_id: UUID) -> Answer:
    """One report; also after a refusal."""
    found = await seen(report_id)
    may_sign = found.state == "written" and me() not in {found.written_by, found.responsible}
    return page(
        request,
        "archives/report.html",
        report=found,
        harms=HARMS,
        states=REPORT_STATES,
        may_sign=may_sign,
    )


@post("/archives/reports/{report_id:uuid}/signature", "archives.hold", again=show_report)
async def sign(request: Web, report_id: UUID) -> Answer:
    """A manager signs it."""
    form = await read(request, MeasureForm)
    await commands.sign_report(report_id, measure=form.measure, pin=form.pin)
    return go(request, at(f"/archives/reports/{report_id}"))


ROUTES = (index, new_page, create, show_report, sign)
