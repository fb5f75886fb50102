"""The register of meetings: filtered by the URL, exported exactly as shown (MEET-5)."""

from urllib.parse import urlencode

import msgspec

from hushu.foundation import clock, exports
from hushu.foundation.forms import read_query
from hushu.foundation.translation import translate
from hushu.foundation.web import Answer, Web, get, page
from hushu.meetings.printing import book
from hushu.meetings.queries.kinds import kinds
from hushu.meetings.queries.register import MOST_EXPORTED, RegisterFilter, counts, register
from hushu.meetings.rules import words


def link(wish: RegisterFilter, **changed: str) -> str:
    """The filters as a query, with these changed."""
    said = {k: v for k, v in msgspec.to_builtins(wish).items() if v and k != "after"}
    return urlencode({k: v for k, v in (said | changed).items() if v})


@get("/meetings", "meetings.read")
async def index_page(request: Web) -> Answer:
    """The register, also after a refusal."""
    wish = read_query(request, RegisterFilter)
    rows, after = await register(wish)
    held = await kinds()
    return page(
        request, "meetings/register.html", rows=rows, wish=wish, counts=await counts(), base=link(wish), words=words,
        more=link(wish, after=after) if after else "", kinds=held, today=clock.today(),
        kind_choices=[(one.id, one.name) for one in held],
        state_choices=[(key, translate(text)) for key, text in words.STATES.items()],
    )  # fmt: skip


@get("/meetings/export.xlsx", "meetings.read")
async def export(request: Web) -> Answer:
    """Exactly what the filters show, for a spreadsheet; at most 5,000 meetings."""
    rows, _ = await register(read_query(request, RegisterFilter), MOST_EXPORTED)
    return await exports.served(book(rows), "xlsx", "meetings")


ROUTES = (index_page, export)
