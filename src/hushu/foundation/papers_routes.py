"""The pages of papers: how far it is, opening it, asking again."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.foundation import files, papers
from hushu.foundation.forms import read_query
from hushu.foundation.refusals import NotHere
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post

PAGE = 30


class Older(msgspec.Struct):
    """Where the list goes on."""

    before: datetime | None = None


@get("/papers", "property.enter")
async def index(request: Web) -> Answer:
    """The papers I asked for, newest first."""
    wanted = read_query(request, Older)
    found = await papers.mine(wanted.before, PAGE + 1)
    more = found[PAGE - 1].asked_at.isoformat() if len(found) > PAGE else None
    return page(request, "papers/index.html", papers=found[:PAGE], more=more)


@get("/papers/{paper:uuid}", "property.enter")
async def show(request: Web, paper: UUID) -> Answer:
    """One paper; under htmx its progress alone."""
    found = await papers.paper(paper)
    piece = request.headers.get("hx-target", "").startswith("paper_")
    return page(request, "papers/_progress.html" if piece else "papers/show.html", paper=found)


@get("/papers/{paper:uuid}/file", "property.enter")
async def file(request: Web, paper: UUID) -> Answer:
    """The file: a PDF of ours opens in the browser, everything else is downloaded."""
    found = await papers.paper(paper)
    if found.file is None:
        raise NotHere
    return await files.serve(found.file, inline="download" not in request.query_params)


@post("/papers/{paper:uuid}/again", "property.enter")
async def again(request: Web, paper: UUID) -> Answer:
    """Asks for a failed paper once more."""
    await papers.again(paper)
    return go(request, at(f"/papers/{paper}"))


ROUTES = (index, show, file, again)
