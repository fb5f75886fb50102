"""The board: every hook, out or in, with whom; a scan leads to lending or taking back (CUST-6)."""

from hushu.custody import commands
from hushu.custody.forms import BoardFilters, LabelsForm, ScanQuery
from hushu.custody.queries.things import board, by_code
from hushu.custody.routes.common import choices
from hushu.custody.rules import AREA, KINDS, PLACES, STATES, SUPPLY
from hushu.foundation import clock, papers
from hushu.foundation.forms import NothingForm, read, read_query
from hushu.foundation.opened import here
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, page, post

PAGE = 120


@get("/custody", "custody.read")
async def index_page(request: Web) -> Answer:
    """Hooks, late ones first; by kind, place, what is looked for."""
    wanted = read_query(request, BoardFilters)
    found, sums = await board(
        kind=wanted.kind, place=wanted.place, q=wanted.q, only=wanted.only, limit=PAGE + 1, skip=wanted.skip
    )  # fmt: skip
    more = wanted.link(skip=str(wanted.skip + PAGE)) if len(found) > PAGE else ""
    return page(
        request, "custody/board.html", things=found[:PAGE], sums=sums, wanted=wanted, more=more, kinds=KINDS, states=STATES,
        places=PLACES, kind_choices=choices(KINDS), place_choices=choices(PLACES), link=wanted.link(),
        today=f"{clock.today():%m-%d}",
    )  # fmt: skip


@get("/custody/scan", "custody.lend")
async def scan(request: Web) -> Answer:
    """What was scanned or typed: on to lending where it is in, to taking back where it is out."""
    code = read_query(request, ScanQuery).code
    found = await by_code(code) if code.strip() else None
    if found is None:
        return go(request, at("/custody") + BoardFilters().link(code=code))
    if found.kind == SUPPLY or (found.loan is None and found.state != "fit"):
        return go(request, at(f"/custody/things/{found.id}"))
    deed = "lending" if found.loan is None else "return"
    if found.kind == AREA:
        counting = "draw" if found.loan is None else "return"
        return go(request, at(f"/custody/{counting}?place={found.place}&thing={found.id}"))
    return go(request, at(f"/custody/things/{found.id}/{deed}"))


@post("/custody/pack", "custody.edit", again=index_page)
async def take_pack(request: Web) -> Answer:
    """Takes the pack's things, for a property that is older than its board."""
    await read(request, NothingForm)
    _, sums = await board(limit=1)
    if not sums.all:
        await commands.unpack_things(here().kind)
    return go(request, at("/custody"))


@post("/custody/labels", "custody.edit", again=index_page)
async def print_labels(request: Web) -> Answer:
    """Labels with codes for the things that the board shows."""
    form = await read(request, LabelsForm)
    title = translate(N_("Labels of keys and radios"))
    paper = await papers.ask(
        "custody.labels", title, kind=form.kind, place=form.place, q=form.q, skip=form.skip
    )
    return go(request, at(f"/papers/{paper}"))


ROUTES = (index_page, scan, take_pack, print_labels)
