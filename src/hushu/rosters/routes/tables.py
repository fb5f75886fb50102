"""A month comes in from a spreadsheet: uploaded, looked through cell by cell, taken over as a whole (ROST-8)."""

from datetime import timedelta
from uuid import UUID

from hushu.foundation import clock, files, sheets
from hushu.foundation.forms import read
from hushu.foundation.opened import here
from hushu.foundation.refusals import NotHere
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.rosters import commands, queries
from hushu.rosters.forms import CellsForm
from hushu.rosters.paper_forms import TableForm
from hushu.rosters.queries.paper import dry_run
from hushu.rosters.rules.editions import FREE

ALLOWED = frozenset({files.XLSX, files.XLS, files.CSV})
KEPT_FOR = timedelta(days=2)
SHOWN = 200


@get("/rosters/{roster:uuid}/table", "rosters.edit")
async def upload_page(request: Web, roster: UUID) -> Answer:
    """Where a table is handed in; also after a refusal."""
    month = await queries.month(roster)
    return page(request, "rosters/table.html", month=month)


@post("/rosters/{roster:uuid}/table", "rosters.edit", again=upload_page)
async def upload(request: Web, roster: UUID) -> Answer:
    """The table is kept until it is taken over; nothing is written yet."""
    given = (await read(request, TableForm)).file
    data = await given.read()
    media_type = files.sniffed(data, ALLOWED)
    await sheets.read(data)
    kept = await files.keep(given.filename, data, media_type, until=clock.now() + KEPT_FOR)
    return go(request, at(f"/rosters/{roster}/table/{kept}"))


@get("/rosters/{roster:uuid}/table/{file:uuid}", "rosters.edit")
async def check_page(request: Web, file: UUID, roster: UUID) -> Answer:
    """What the table would change and what stands against it; also after a refusal."""
    kept = await _own_file(file)
    table = await sheets.read(await files.read(kept.id))
    found = await dry_run(roster, table)
    return page(
        request, "rosters/table_check.html", month=found.month, changes=found.changes, faults=found.faults, file=kept,
        shown=SHOWN, free=FREE,
    )  # fmt: skip


@post("/rosters/{roster:uuid}/table/{file:uuid}", "rosters.edit", again=check_page)
async def take(request: Web, roster: UUID, file: UUID) -> Answer:
    """All of what was shown, or nothing: each change says what stood there when it was shown."""
    form, kept = await read(request, CellsForm), await _own_file(file)
    await commands.plan(roster, form.edits())
    await files.forget(kept.id)
    return go(request, at(f"/rosters/{roster}"))


async def _own_file(file: UUID) -> files.Kept:
    """An upload of this person that waits to be taken over. Raises NotHere for any other file."""
    kept = await files.facts(file)
    if not await files.waits_for(kept.id, here().person):
        raise NotHere
    return kept


ROUTES = (upload_page, upload, check_page, take)
