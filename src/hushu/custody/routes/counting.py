"""Area keys drawn and returned in one go, counted by two, and the sheets they signed (CUST-1)."""

from datetime import timedelta
from itertools import zip_longest
from uuid import UUID

import msgspec

from hushu.custody import commands
from hushu.custody.forms import CountForm, CountQuery, ListQuery
from hushu.custody.queries.loans import sheet, sheets
from hushu.custody.queries.things import Thing, of_kind
from hushu.custody.routes.common import choices, others
from hushu.custody.rules import AREA, AREA_BACK, PLACES, UNTIL_WHEN
from hushu.foundation import clock, papers
from hushu.foundation.forms import NothingForm, read, read_query
from hushu.foundation.refusals import Refused
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, page, post

PAGE = 50
SHEET = N_("Key handover sheet %(number)s")


class Row(msgspec.Struct, frozen=True):
    """A line of the counting page. ring: none where what was typed is about keys that are not here any more."""

    id: str
    ring: Thing | None
    count: str
    why: str
    ticked: bool


async def _page(request: Web, *, out: bool) -> Answer:
    """The rings of a place that are in or out, ready to be counted; after a refusal as they were typed."""
    typed = request.scope["state"].get("typed_columns", {})
    wanted = read_query(request, CountQuery)
    place = typed.get("place", [wanted.place])[0]
    place = place if place in PLACES else wanted.place
    rings = [one for one in await of_kind(AREA, place) if (one.loan is not None) == out]
    rows = _typed(typed, rings) + [
        Row(str(one.id), one, str(one.count_out if out else one.present), "", not typed and wanted.thing in {None, one.id})
        for one in rings if str(one.id) not in typed.get("thing", [])
    ]  # fmt: skip
    return page(
        request, "custody/count.html", rows=rows, out=out, place=place, places=choices(PLACES), people=await others(),
        due=_shift_end(), holder=rings[0].person if out and rings else "",
    )  # fmt: skip


def _typed(typed: dict[str, list[str]], rings: list[Thing]) -> list[Row]:
    """The lines of a refused form; one typed in vain keeps its words, so that they can be put elsewhere."""
    known = {str(one.id): one for one in rings}
    ticked = typed.get("ticked", [])
    lines = zip_longest(
        typed.get("thing", []), typed.get("count", []), typed.get("why", []), fillvalue=""
    )
    return [
        Row(thing, known.get(thing), count, why, thing in ticked) for thing, count, why in lines
    ]


def _shift_end() -> object:
    """When the middle shift has ended: today, or tomorrow where that is over."""
    end = clock.at(clock.today(), AREA_BACK)
    return end if end > clock.now() else clock.at(clock.today() + timedelta(days=1), AREA_BACK)


@get("/custody/draw", "custody.lend")
async def draw_page(request: Web) -> Answer:
    """What can be drawn."""
    return await _page(request, out=False)


@get("/custody/return", "custody.lend")
async def return_page(request: Web) -> Answer:
    """What is to be returned."""
    return await _page(request, out=True)


@post("/custody/draw", "custody.lend", again=draw_page)
async def draw(request: Web) -> Answer:
    """The shift takes the ticked rings."""
    form = await read(request, CountForm)
    if form.due_at is None:
        raise Refused("due_at", UNTIL_WHEN)
    made = await commands.draw(form.counting(), form.due_at)
    return go(request, at(f"/custody/sheets/{made}"))


@post("/custody/return", "custody.lend", again=return_page)
async def bring_back(request: Web) -> Answer:
    """The shift returns the ticked rings."""
    form = await read(request, CountForm)
    made = await commands.bring_back(form.counting())
    return go(request, at(f"/custody/sheets/{made}"))


@get("/custody/sheets", "custody.read")
async def index(request: Web) -> Answer:
    """Key handover sheets, the newest first."""
    found = await sheets(PAGE + 1, read_query(request, ListQuery).after)
    more = f"?after={found[PAGE - 1].id}" if len(found) > PAGE else ""
    return page(request, "custody/sheets.html", rows=found[:PAGE], more=more, places=PLACES)


@get("/custody/sheets/{sheet_id:uuid}", "custody.read")
async def show(request: Web, sheet_id: UUID) -> Answer:
    """One sheet."""
    found, lines = await sheet(sheet_id)
    return page(request, "custody/sheet.html", sheet=found, lines=lines, places=PLACES)


@post("/custody/sheets/{sheet_id:uuid}/paper", "custody.read")
async def print_sheet(request: Web, sheet_id: UUID) -> Answer:
    """Asks for the printed sheet."""
    await read(request, NothingForm)
    found, _ = await sheet(sheet_id)
    title = translate(SHEET, number=found.number)
    paper = await papers.ask("custody.sheet", title, sheet_id=str(sheet_id))
    return go(request, at(f"/papers/{paper}"))


ROUTES = (draw_page, return_page, draw, bring_back, index, show, print_sheet)
