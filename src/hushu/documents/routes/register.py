"""The register of documents in and out: filtered by the URL, printed and exported exactly as shown (DOC-8)."""

from urllib.parse import urlencode

import msgspec

from hushu.documents.printing import book, labels
from hushu.documents.queries.register import MOST_EXPORTED, RegisterFilter, counts, register
from hushu.foundation import exports, papers, sheets
from hushu.foundation.forms import read, read_query
from hushu.foundation.opened import me
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.people.queries import colleagues


def said(wish: RegisterFilter) -> dict[str, str]:
    """What of the filter was said, as it stands in the URL."""
    words: dict[str, str] = msgspec.to_builtins(wish)
    return {k: v for k, v in words.items() if v not in (None, "", "-time") and k != "after"}


def link(wish: RegisterFilter, **changed: str) -> str:
    """The filters as a query, with these changed."""
    return urlencode({k: v for k, v in (said(wish) | changed).items() if v})


@get("/documents", "documents.read")
async def index(request: Web) -> Answer:
    """The register; the URL holds the filters."""
    wish = read_query(request, RegisterFilter)
    rows, after = await register(wish)
    return page(
        request, "documents/register.html", rows=rows, wish=wish, counts=await counts(), base=link(wish), said=said(wish),
        sort=link(wish, order=""), more=link(wish, after=str(after)) if after else "",
        tab=lambda show: link(RegisterFilter(show=show)),
        people=[(one.id, one.name) for one in await colleagues()], **labels(),
    )  # fmt: skip


async def _export(request: Web, form: sheets.Format) -> Answer:
    """Exactly what the filters show, at most 5,000 documents."""
    rows, _ = await register(read_query(request, RegisterFilter), MOST_EXPORTED)
    return await exports.served(book(rows), form, "documents")


@get("/documents/export.xlsx", "documents.print")
async def export_xlsx(request: Web) -> Answer:
    """The documents shown, for a spreadsheet."""
    return await _export(request, "xlsx")


@get("/documents/export.csv", "documents.print")
async def export_csv(request: Web) -> Answer:
    """The documents shown, as plain text."""
    return await _export(request, "csv")


@post("/documents/register", "documents.print")
async def print_register(request: Web) -> Answer:
    """Orders the register on paper, with the filters of the page it was asked on."""
    wish = await read(request, RegisterFilter)
    title = translate(N_("Register of documents"))
    made = await papers.ask("documents.register", title, reader=str(me()), **said(wish))
    return go(request, at(f"/papers/{made}"))


ROUTES = (index, export_xlsx, export_csv, print_register)
