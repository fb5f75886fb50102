"""Proposing a roster: asked for, watched, looked at, taken over, taken back (ROST-3)."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from hushu.foundation.forms import NothingForm, read
from hushu.foundation.refusals import Conflict, Refused
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post, update
from hushu.rosters import queries
from hushu.rosters.commands import generating
from hushu.rosters.face import grid
from hushu.rosters.forms import FixForm, KeepForm
from hushu.rosters.proposed import panel
from hushu.rosters.queries.proposals import latest
from hushu.rosters.routes.grid import show_page

PANEL = "roster-generate"


@get("/rosters/{roster:uuid}/generate", "rosters.edit")
async def generate_page(request: Web, roster: UUID) -> Answer:
    """The panel, alone on its page or as the piece of another; also after a refusal."""
    piece = request.headers.get("hx-target") == PANEL
    shown = panel(await queries.sheet(roster), await latest(roster))
    template = "rosters/_generate.html" if piece else "rosters/generate.html"
    answer = page(request, template, **shown)
    if piece:  # a refusal is said in the panel: the page that holds it stays
        answer.headers |= {"HX-Retarget": f"#{PANEL}", "HX-Reswap": "outerHTML"}
    return answer


@post("/rosters/{roster:uuid}/generate", "rosters.edit", again=generate_page)
async def generate(request: Web, roster: UUID) -> Answer:
    """Asks for a proposal."""
    form = await read(request, KeepForm)
    with said_here():
        await generating.generate(roster, form.keep)
    return await _panel(request, roster)


@post("/rosters/{roster:uuid}/generate/{asked:uuid}/stop", "rosters.edit", again=generate_page)
async def stop(request: Web, roster: UUID, asked: UUID) -> Answer:
    """Enough: the best found so far."""
    await read(request, NothingForm)
    await generating.stop(asked)
    return await _panel(request, roster)


@post("/rosters/{roster:uuid}/generate/{asked:uuid}/longer", "rosters.edit", again=generate_page)
async def longer(request: Web, roster: UUID, asked: UUID) -> Answer:
    """Perhaps there is a better one."""
    await read(request, NothingForm)
    with said_here():
        await generating.longer(asked)
    return await _panel(request, roster)


@post("/rosters/{roster:uuid}/generate/{asked:uuid}/drop", "rosters.edit", again=generate_page)
async def drop(request: Web, roster: UUID, asked: UUID) -> Answer:
    """Not this one."""
    await read(request, NothingForm)
    with said_here():
        await generating.drop(asked)
    return await _panel(request, roster)


@post("/rosters/{roster:uuid}/generate/{asked:uuid}/take", "rosters.edit", again=generate_page)
async def take(request: Web, roster: UUID, asked: UUID) -> Answer:
    """The proposal becomes the plan."""
    await read(request, NothingForm)
    with said_here():
        await generating.take(asked)
    return go(request, at(f"/rosters/{roster}"))


@post("/rosters/{roster:uuid}/generate/{asked:uuid}/undo", "rosters.edit", again=generate_page)
async def undo(request: Web, roster: UUID, asked: UUID) -> Answer:
    """The plan is as it was."""
    await read(request, NothingForm)
    with said_here():
        await generating.undo(asked)
    return go(request, at(f"/rosters/{roster}"))


@post("/rosters/{roster:uuid}/fixed", "rosters.edit", again=show_page)
async def fix(request: Web, roster: UUID) -> Answer:
    """Days of the grid that stay, or are open again."""
    form = await read(request, FixForm)
    sheet = await generating.fix(roster, form.places(), fixed=form.fixed)
    return update(request, "rosters/grid.update.html", to=at(f"/rosters/{roster}"), **grid(sheet))


@contextmanager
def said_here() -> Iterator[None]:
    """What somebody else was quicker with is said in the panel, with the proposal still there."""
    try:
        yield
    except Conflict as fault:
        raise Refused("", fault.reason, **fault.values) from None


async def _panel(request: Web, roster: UUID) -> Answer:
    shown = panel(await queries.sheet(roster), await latest(roster))
    return update(request, "rosters/_generate.html", to=at(f"/rosters/{roster}/generate"), **shown)


ROUTES = (generate_page, generate, stop, longer, drop, take, undo, fix)
