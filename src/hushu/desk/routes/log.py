"""The log as a page, one line's page, exports and the printed register (DESK-10, DESK-14)."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

import msgspec

from hushu.desk.commands import correct_line
from hushu.desk.forms import CorrectionForm
from hushu.desk.printing import book
from hushu.desk.queries import line as lines
from hushu.desk.queries.log import MOST_EXPORTED, LogFilter, choices, log
from hushu.desk.routes.board import vocabulary
from hushu.foundation import clock, exports, papers, sheets
from hushu.foundation.forms import read, read_query
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.people.commands.revealing import note_reveal


def link(wish: LogFilter, **changed: str) -> str:
    """The filters as a query, with these changed; `after` only when asked for."""
    said = {
        k: v
        for k, v in msgspec.to_builtins(wish).items()
        if v not in (None, "", "-time") and k != "after"
    }
    return urlencode({k: v for k, v in (said | changed).items() if v != ""})


@get("/log", "desk.read")
async def index(request: Web) -> Answer:
    """The log, filtered; the URL holds the filters."""
    wish = read_query(request, LogFilter)
    rows, more = await log(wish)
    return page(
        request, "desk/log.html", rows=rows, wish=wish, choices=await choices(), today=clock.today(), base=link(wish),
        more=link(wish, after=more) if more else "", sort=link(wish, order=""), **vocabulary(),
    )  # fmt: skip


async def _export(request: Web, form: sheets.Format) -> Answer:
    """Exactly what the filters show, at most 5,000 lines."""
    rows, _ = await log(read_query(request, LogFilter), MOST_EXPORTED)
    return await exports.served(book(rows), form, "log")


@get("/log/export.xlsx", "desk.print")
async def export_xlsx(request: Web) -> Answer:
    """The lines shown, for a spreadsheet."""
    return await _export(request, "xlsx")


@get("/log/export.csv", "desk.print")
async def export_csv(request: Web) -> Answer:
    """The lines shown, as plain text."""
    return await _export(request, "csv")


@post("/log/days", "desk.print")
async def print_day(request: Web) -> Answer:
    """Orders a day's register on paper; a worker makes it (DESK-14)."""
    form = await read(request, DayForm)
    title = translate(N_("Register of %(day)s"), day=f"{form.day:%Y-%m-%d}")
    made = await papers.ask("desk.day", title, day=form.day.isoformat(), register=form.register)
    return go(request, at(f"/papers/{made}"))


class DayForm(msgspec.Struct):
    """Which day's register, of the day or of the night."""

    day: date
    register: str = ""


@get("/log/{line:uuid}", "desk.read")
async def show(request: Web, line: UUID) -> Answer:
    """A line with its corrections and everything that became of it. This page is measured: keep it lean."""
    return page(
        request, "desk/line.html", line=await lines.line(line), corrections=await lines.corrections(line),
        steps=await lines.steps(line_id=line), now=clock.now(), **vocabulary(),
    )  # fmt: skip


async def correction(request: Web, line: UUID) -> Answer:
    """The form of a correction, fetched when it is wanted: a dialog for the line's page, a page of its own without scripts."""
    inside = request.headers.get("hx-request") == "true"
    template = "desk/_correction.html" if inside else "desk/correction.html"
    return page(request, template, line=await lines.line(line), **vocabulary())


new_correction = get("/log/{line:uuid}/corrections", "desk.correct")(correction)


async def correction_again(request: Web, line: UUID) -> Answer:
    """The same after a refusal: the dialog stays open."""
    shown = await correction(request, line)
    shown.headers.update({"HX-Retarget": "#correct", "HX-Reswap": "morph:outerHTML"})
    return shown


@post("/log/{line:uuid}/corrections", "desk.correct", again=correction_again)
async def correct(request: Web, line: UUID) -> Answer:
    """Adds a correction; the first wording stays."""
    form = await read(request, CorrectionForm)
    await correct_line(line, form.field, form.new, form.why)
    return go(request, at(f"/log/{line}"))


@post("/log/{line:uuid}/phone", "personal.reveal")
async def reveal(request: Web, line: UUID) -> Answer:
    """The caller's number in full; that I looked is kept (T10)."""
    found = await lines.line(line)
    await note_reveal("log_line", line, "phone")
    return page(request, "desk/_phone.html", id=f"phone-{line}", phone=found.phone)


ROUTES = (index, export_xlsx, export_csv, print_day, show, new_correction, correct, reveal)
