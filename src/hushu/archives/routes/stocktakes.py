"""Checks, place by place, phone in hand (ARCH-23)."""

from datetime import timedelta
from uuid import UUID

from hushu.archives.commands import stocktakes as commands
from hushu.archives.forms import ScanForm, SigningForm, SpotQuery, TickForm
from hushu.archives.printing.stocktakes import book
from hushu.archives.queries.matters import matters
from hushu.archives.queries.stocktakes import (
    Line,
    differences,
    lines_in,
    lines_of,
    named,
    spots,
    stocktake,
    stocktakes,
)
from hushu.archives.rules.matters import KINDS as MATTERS
from hushu.archives.rules.stocktakes import GUARDS, KINDS, VERDICTS, Guard
from hushu.foundation import clock, exports, papers
from hushu.foundation.forms import NothingForm, read, read_query
from hushu.foundation.opened import me
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post, update


@get("/archives/checks", "archives.check")
async def index(request: Web) -> Answer:
    """Every check, the open ones first."""
    return page(
        request,
        "archives/checks.html",
        rows=await stocktakes(),
        kinds=KINDS,
        named=named,
        today=clock.today(),
    )


@get("/archives/checks/{check:uuid}", "archives.check")
async def show_one(request: Web, check: UUID) -> Answer:
    """One check: its places with what is left in each, what differs, and how it ends."""
    found = await stocktake(check)
    return page(
        request, "archives/check.html", check=found, name=named(found), spots=await spots(found.id), guards=GUARDS,
        different=await differences(found.id), verdicts=VERDICTS, matters=await matters(stocktake=found.id), kinds=MATTERS,
    )  # fmt: skip


@get("/archives/checks/{check:uuid}/box", "archives.check")
async def show_spot(request: Web, check: UUID) -> Answer:
    """One box of it: every volume with its four answers."""
    found, box = await stocktake(check), read_query(request, SpotQuery).box
    around = await spots(found.id)
    at_ = next((n for n, one in enumerate(around) if one.id == box), 0)
    return page(
        request, "archives/check_box.html", check=found, name=named(found), box=box, verdicts=VERDICTS,
        spot=around[at_] if around else None, following=around[at_ + 1] if at_ + 1 < len(around) else None,
        lines=await lines_in(found.id, box),
    )  # fmt: skip


@post("/archives/checks/{check:uuid}/lines/{line:uuid}", "archives.check", again=show_spot)
async def tick(request: Web, check: UUID, line: UUID) -> Answer:
    """Keeps what was found of one volume."""
    form = await read(request, TickForm)
    found = commands.Tick(
        verdict=form.verdict, found_in=form.found_in, remedy=form.remedy, said=form.said,
        at=clock.now() - timedelta(seconds=form.ago),
    )  # fmt: skip
    return await _ticked(request, check, await commands.tick(check, line, found))


@post("/archives/checks/{check:uuid}/scans", "archives.check", again=show_spot)
async def scan(request: Web, check: UUID) -> Answer:
    """A code read at a box."""
    form = await read(request, ScanForm)
    moment = clock.now() - timedelta(seconds=form.ago)
    return await _ticked(request, check, await commands.scan(check, form.code, form.box, moment))


async def _ticked(request: Web, check: UUID, line: Line) -> Answer:
    """The line as it is now, and how many are left."""
    to = at(f"/archives/checks/{check}/box") + (f"?box={line.box}" if line.box else "")
    return update(
        request, "archives/tick.update.html", to=to, check=await stocktake(check), line=line, verdicts=VERDICTS,
    )  # fmt: skip


@post("/archives/checks/{check:uuid}/signing", "archives.check", again=show_one)
async def sign(request: Web, check: UUID) -> Answer:
    """The checker signs."""
    form = await read(request, SigningForm)
    await commands.sign(check, guards=_guards(form), note=form.note, pin=form.pin)
    return go(request, at(f"/archives/checks/{check}"))


def _guards(form: SigningForm) -> dict[str, Guard]:
    """Each protection that was answered."""
    said = (*form.said, *[""] * len(form.guard))
    return {
        key: Guard(fine=form.holds[n] == "yes", said=said[n][:200])
        for n, key in enumerate(form.guard)
        if key in GUARDS and n < len(form.holds) and form.holds[n] in ("yes", "no")
    }


@post("/archives/checks/{check:uuid}/paper", "archives.check")
async def print_it(request: Web, check: UUID) -> Answer:
    """Asks for the result sheet."""
    await read(request, NothingForm)
    title = named(await stocktake(check))
    paper = await papers.ask("archives.stocktake", title, person=str(me()), check=str(check))
    return go(request, at(f"/papers/{paper}"))


@get("/archives/checks/{check:uuid}/sheet", "archives.check")
async def sheet(check: UUID) -> Answer:
    """The same as .xlsx."""
    name = named(await stocktake(check))
    return await exports.attached(book(name, await lines_of(check)), "xlsx", name)


ROUTES = (index, show_one, show_spot, tick, scan, sign, print_it, sheet)
