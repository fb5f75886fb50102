"""The three catalogs, and the list of filed papers: looked at, printed, taken along as a spreadsheet (ARCH-4)."""

from typing import Any

import msgspec

from hushu.archives import queries
from hushu.archives.forms import CatalogForm, CatalogQuery
from hushu.archives.printing import catalogs
from hushu.archives.queries.catalogs import Wish, general, inside, some_items, some_volumes
from hushu.foundation import papers
from hushu.foundation.forms import read, read_query
from hushu.foundation.gathered import Cell
from hushu.foundation.refusals import NotHere
from hushu.foundation.templating import at
from hushu.foundation.translation import translate
from hushu.foundation.web import Answer, Web, get, go, page, post

PAGE = 50


@get("/archives/catalogs", "archives.read")
async def show(request: Web) -> Answer:
    """One catalog, page after page, with the same cells as on paper."""
    wanted = read_query(request, CatalogQuery)
    rows, after = await _rows(wanted)
    more = wanted.link(after=str(after), place=str(wanted.place + len(rows))) if after else ""
    return page(
        request, "archives/catalogs.html", wanted=wanted, rows=rows, more=more, columns=catalogs.COLUMNS[wanted.kind],
        titles=catalogs.TITLES, years=[(one, one) for one in await queries.years(wanted.class_id)],
        classes=[(one.id, f"{one.code} {one.name}") for one in await queries.classes()],
        volume=await queries.volume(wanted.volume) if wanted.volume else None,
    )  # fmt: skip


async def _rows(wanted: CatalogQuery) -> tuple[list[list[Cell]], Any]:
    """This page's cells, and the line after which the next page begins."""
    wish = Wish(
        class_id=wanted.class_id, year=wanted.year, volume=wanted.volume, after=wanted.after
    )
    if wanted.kind == "general":
        return [catalogs.part_cells(row) for row in await general(wish)], None
    if wanted.kind == "inside":
        if wish.volume is None:
            raise NotHere
        found = await inside(wish.volume)
        return [catalogs.inside_cells(row, last=row is found[-1]) for row in found], None
    if wanted.kind == "volumes":
        volumes = await some_volumes(wish, PAGE + 1)
        after = volumes[PAGE - 1].id if len(volumes) > PAGE else None
        return [catalogs.volume_cells(row) for row in volumes[:PAGE]], after
    items = await some_items(wish, PAGE + 1)
    cells = [catalogs.item_cells(row, wanted.place + n) for n, row in enumerate(items[:PAGE], 1)]
    return cells, items[PAGE - 1].id if len(items) > PAGE else None


@post("/archives/catalogs/papers", "archives.print")
async def ask(request: Web) -> Answer:
    """Has it made by a worker."""
    form = await read(request, CatalogForm)
    if form.kind == "inside":
        if form.volume is None:
            raise NotHere
        await queries.volume(form.volume)  # NotHere for one that one may not know of
    said = {k: v for k, v in msgspec.to_builtins(form).items() if v is not None}
    said["form"] = said.pop("output")
    made = await papers.ask("archives.catalog", translate(catalogs.TITLES[form.kind]), **said)
    return go(request, at(f"/papers/{made}"))


ROUTES = (show, ask)
