"""The pages of an import: template, upload, dry run with its faults, and the deed; the same for every list (PPL-7)."""

import asyncio
from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from litestar.datastructures import UploadFile
from litestar.handlers import HTTPRouteHandler

from hushu.foundation import clock, exports, files, sheets
from hushu.foundation.forms import read
from hushu.foundation.imports import MOST_FAULTS, Listing, Reading, check
from hushu.foundation.opened import here
from hushu.foundation.received import form_of
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, page, post

ALLOWED = frozenset({files.XLSX, files.XLS, files.CSV})
KEPT_FOR = timedelta(days=2)
SHOWN_FAULTS = 100
COLUMN = "column_"


class Upload(msgspec.Struct):
    """The form of an upload."""

    file: UploadFile


def import_routes(listing: Listing) -> tuple[HTTPRouteHandler, ...]:
    """Every page of this list's import, under its path and for its right."""
    return (*_taking(listing), *_deciding(listing))


def _taking(listing: Listing) -> tuple[HTTPRouteHandler, ...]:
    """Template and upload."""

    @get(listing.path, listing.right)
    async def start(request: Web) -> Answer:
        return page(request, "papers/import_start.html", listing=listing)

    @get(f"{listing.path}/template/{{form:str}}", listing.right)
    async def template(form: str) -> Answer:
        return await _book_answer(_template_book(listing), form)

    @post(listing.path, listing.right, again=start)
    async def upload(request: Web) -> Answer:
        given = (await read(request, Upload)).file
        data = await given.read()
        media_type = files.sniffed(data, ALLOWED)
        await sheets.read(data)
        kept = await files.keep(given.filename, data, media_type, until=clock.now() + KEPT_FOR)
        return go(request, at(f"{listing.path}/{kept}"))

    return start, template, upload


def _deciding(listing: Listing) -> tuple[HTTPRouteHandler, ...]:
    """The dry run, its faults as a sheet, and the deed."""

    @get(f"{listing.path}/{{file:uuid}}", listing.right)
    async def dry_run(request: Web, file: UUID) -> Answer:
        kept = await _own_file(file)
        said = await _said(request)
        reading = await _checked(listing, kept, said)
        tally = (
            await listing.compare(reading.lines) if reading.lines and not reading.faults else None
        )
        return page(
            request, "papers/import_result.html", listing=listing, reading=reading, tally=tally, file=kept,
            faults=reading.faults[:SHOWN_FAULTS], said=said, column_prefix=COLUMN,
            kept_query="?" + urlencode({COLUMN + name: place for name, place in said.items()}),
        )  # fmt: skip

    @get(f"{listing.path}/{{file:uuid}}/faults", listing.right)
    async def faults(request: Web, file: UUID) -> Answer:
        kept = await _own_file(file)
        reading = await _checked(listing, kept, await _said(request))
        return await _book_answer(_fault_book(kept, reading), "xlsx")

    @post(f"{listing.path}/{{file:uuid}}", listing.right, again=dry_run)
    async def lay(request: Web, file: UUID) -> Answer:
        kept = await _own_file(file)
        reading = await _checked(listing, kept, await _said(request))
        if reading.missing or reading.faults or not reading.lines:
            raise Refused(
                "",
                N_("Nothing was imported. Please mend the rows below and upload the table again."),
            )
        tally = await listing.lay(reading.lines)
        await files.forget(kept.id)
        done = f"{at(listing.path)}/done?new={tally.new}&changed={tally.changed}&same={tally.same}"
        return go(request, done)

    @get(f"{listing.path}/done", listing.right)
    async def done(request: Web) -> Answer:
        counts = {name: _count(request, name) for name in ("new", "changed", "same")}
        return page(request, "papers/import_done.html", listing=listing, **counts)

    return dry_run, faults, lay, done


async def _checked(listing: Listing, kept: files.Kept, said: dict[str, str]) -> Reading:
    """The upload read against its listing, beside the event loop."""
    table = await sheets.read(await files.read(kept.id))
    return await asyncio.to_thread(check, listing, table, said)


async def _own_file(file: UUID) -> files.Kept:
    """An upload of this person waiting to be imported. Raises NotHere for any other file."""
    kept = await files.facts(file)
    if not await files.waits_for(kept.id, here().person):
        raise NotHere
    return kept


async def _said(request: Web) -> dict[str, str]:
    """Which column of the file the person chose for ours, by the URL or by the form."""
    given = request.query_params if request.method == "GET" else await form_of(request)
    return {n.removeprefix(COLUMN): str(v) for n, v in given.multi_items() if n.startswith(COLUMN)}


def _count(request: Web, name: str) -> int:
    text = request.query_params.get(name, "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


async def _book_answer(book: sheets.Book, form: str) -> Answer:
    """The table as a download. Raises NotHere for a format that is none of ours."""
    if form not in sheets.MEDIA:
        raise NotHere
    return await exports.attached(book, "xlsx" if form == "xlsx" else "csv", book.title)


def _template_book(listing: Listing) -> sheets.Book:
    """The headings as we like them, with rows that show how to fill it in."""
    count = max(len(column.examples) for column in listing.columns)
    return sheets.Book(
        title=translate(N_("%(list)s import template"), list=translate(listing.title)),
        headings=[column.names[0] for column in listing.columns],
        rows=[[(*c.examples, *[""] * count)[n] for c in listing.columns] for n in range(count)],
    )


def _fault_book(kept: files.Kept, reading: Reading) -> sheets.Book:
    """Every fault as a row, for mending beside the table."""
    return sheets.Book(
        title=translate(N_("What to mend in %(file)s"), file=kept.name.rsplit(".", 1)[0]),
        headings=[
            translate(word) for word in (N_("Row"), N_("Column"), N_("Cell"), N_("What to mend"))
        ],
        rows=[(f.row, translate(f.column), f.cell, f.words) for f in reading.faults[:MOST_FAULTS]],
    )
