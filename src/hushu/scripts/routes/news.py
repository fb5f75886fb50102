"""What a newer edition of the pack brings (TEN-3)."""

from hushu.foundation.forms import read
from hushu.foundation.opened import here
from hushu.foundation.packs import version
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.scripts import commands, queries
from hushu.scripts.forms import NewsForm
from hushu.scripts.rules.words import SITUATIONS


@get("/scripts/updates", "scripts.read")
async def updates(request: Web) -> Answer:
    """What the pack says differently, beside the property's own wording."""
    news = await queries.pack_news()
    return page(
        request,
        "scripts/updates.html",
        news=news,
        situations=SITUATIONS,
        edition=version(here().kind),
    )


@post("/scripts/updates/taking", "scripts.edit")
async def take(request: Web) -> Answer:
    """The pack's wording becomes a draft; what is in force stays until it is signed."""
    script = await commands.take_news((await read(request, NewsForm)).key)
    return go(request, at(f"/scripts/{script}"))


@post("/scripts/updates/declining", "scripts.edit")
async def keep(request: Web) -> Answer:
    """The property's own wording stays."""
    await commands.keep_own((await read(request, NewsForm)).key)
    return go(request, at("/scripts/updates"))


ROUTES = (updates, take, keep)
