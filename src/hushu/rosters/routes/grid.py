"""One month as a grid of people and days (ROST-8)."""

from uuid import UUID

from hushu.foundation.forms import read
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, page, post, update
from hushu.rosters import commands, queries
from hushu.rosters.commands import Edit
from hushu.rosters.face import grid
from hushu.rosters.forms import CellsForm, StretchForm


@get("/rosters/{roster:uuid}", "rosters.read")
async def show_page(request: Web, roster: UUID) -> Answer:
    """The month's grid; also after a refusal."""
    sheet = await queries.sheet(roster)
    return page(request, "rosters/show.html", **grid(sheet))


@post("/rosters/{roster:uuid}/cells", "rosters.edit", again=show_page)
async def plan_cells(request: Web, roster: UUID) -> Answer:
    """Days changed in the grid: one, or a block pasted."""
    form = await read(request, CellsForm)
    sheet = await commands.plan(roster, form.edits())
    return update(request, "rosters/grid.update.html", to=at(f"/rosters/{roster}"), **grid(sheet))


@post("/rosters/{roster:uuid}/stretch", "rosters.edit", again=show_page)
async def plan_stretch(request: Web, roster: UUID) -> Answer:
    """One person's days in a row, as a form: on a phone, or without scripts."""
    form = await read(request, StretchForm)
    sheet = await commands.plan(
        roster, [Edit(form.person, day, form.letter) for day in form.days()]
    )
    return update(request, "rosters/grid.update.html", to=at(f"/rosters/{roster}"), **grid(sheet))


ROUTES = (show_page, plan_cells, plan_stretch)
