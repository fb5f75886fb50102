"""Radios: who holds which, last charged and inspected, and a radio's way to repair and back (CUST-4)."""

from uuid import UUID

from hushu.custody import commands
from hushu.custody.forms import FilledForm, RadiosForm, WordsForm
from hushu.custody.queries.radios import radios
from hushu.custody.routes.things import show_page
from hushu.custody.rules import INSPECTED_EVERY, STATES
from hushu.foundation import clock
from hushu.foundation.forms import read
from hushu.foundation.opened import here
from hushu.foundation.refusals import NotAllowed
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post


@get("/custody/radios", "custody.read")
async def index_page(request: Web) -> Answer:
    """Every radio; also after a refusal."""
    ticked = request.scope["state"].get("typed_columns", {}).get("ticked", [])
    return page(
        request, "custody/radios.html", rows=await radios(), states=STATES, since=clock.now() - INSPECTED_EVERY, ticked=ticked
    )  # fmt: skip


@post("/custody/radios", "custody.lend", again=index_page)
async def note(request: Web) -> Answer:
    """The ticked radios were charged, or inspected by whoever has that right."""
    form = await read(request, RadiosForm)
    if form.deed == "charged":
        await commands.charged(form.ticked, form.words)
    elif here().may("custody.inspect"):
        await commands.inspected(form.ticked, form.words)
    else:
        raise NotAllowed
    return go(request, at("/custody/radios"))


@post("/custody/things/{thing_id:uuid}/fault", "custody.read", again=show_page)
async def fault(request: Web, thing_id: UUID) -> Answer:
    """Whoever notices it reports a fault."""
    await commands.fault(thing_id, (await read(request, FilledForm)).words)
    return go(request, at(f"/custody/things/{thing_id}"))


@post("/custody/things/{thing_id:uuid}/sending", "custody.answer", again=show_page)
async def send(request: Web, thing_id: UUID) -> Answer:
    """The manager sends it to be repaired."""
    await commands.send(thing_id, (await read(request, WordsForm)).words)
    return go(request, at(f"/custody/things/{thing_id}"))


@post("/custody/things/{thing_id:uuid}/mending", "custody.answer", again=show_page)
async def mended(request: Web, thing_id: UUID) -> Answer:
    """It is back from repair."""
    await commands.mended(thing_id, (await read(request, WordsForm)).words)
    return go(request, at(f"/custody/things/{thing_id}"))


ROUTES = (index_page, note, fault, send, mended)
