"""One thing: its story, what can be done about it, its label; new ones, changed and retired ones (CUST-6)."""

from uuid import UUID

from hushu.custody import commands, queries
from hushu.custody.forms import (
    MissingForm,
    OneLabelForm,
    ReportForm,
    SealForm,
    ThingForm,
    WordsForm,
)
from hushu.custody.queries.things import story
from hushu.custody.routes.common import choices
from hushu.custody.rules import CONDITIONS, DEEDS, KINDS, PLACES, RADIO, REPORTS, SEALED, STATES
from hushu.foundation import papers
from hushu.foundation.forms import read
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, page, post


@get("/custody/things/{thing_id:uuid}", "custody.read")
async def show_page(request: Web, thing_id: UUID) -> Answer:
    """One thing with its story; also after a refusal."""
    found, moments = await story(thing_id)
    fitting = {"lost": True, "damaged": found.kind != RADIO, "seal": found.kind == SEALED}
    harms = {kind: REPORTS[kind] for kind, fits in fitting.items() if fits}
    return page(
        request, "custody/thing.html", thing=found, moments=moments, kinds=KINDS, places=PLACES, states=STATES,
        deeds=DEEDS, conditions=CONDITIONS, reports=REPORTS, harms=choices(harms),
    )  # fmt: skip


@get("/custody/things/new", "custody.edit")
async def new_page(request: Web) -> Answer:
    """The form of a new thing."""
    return page(
        request, "custody/edit.html", thing=None, kinds=choices(KINDS), places=choices(PLACES)
    )


@get("/custody/things/{thing_id:uuid}/edit", "custody.edit")
async def edit_page(request: Web, thing_id: UUID) -> Answer:
    """The form of a thing."""
    found = await queries.thing(thing_id)
    return page(
        request, "custody/edit.html", thing=found, kinds=choices(KINDS), places=choices(PLACES)
    )


@post("/custody/things", "custody.edit", again=new_page)
async def create(request: Web) -> Answer:
    """A new thing on its hook."""
    made = await commands.add((await read(request, ThingForm)).facts())
    return go(request, at(f"/custody/things/{made}"))


@post("/custody/things/{thing_id:uuid}", "custody.edit", again=edit_page)
async def change(request: Web, thing_id: UUID) -> Answer:
    """Changes what is said about a thing."""
    await commands.change(thing_id, (await read(request, ThingForm)).facts())
    return go(request, at(f"/custody/things/{thing_id}"))


@post("/custody/things/{thing_id:uuid}/retiring", "custody.edit", again=show_page)
async def retire(request: Web, thing_id: UUID) -> Answer:
    """The thing is not used any more."""
    await commands.retire(thing_id, (await read(request, WordsForm)).words)
    return go(request, at(f"/custody/things/{thing_id}"))


@post("/custody/things/{thing_id:uuid}/label", "custody.edit", again=show_page)
async def print_label(request: Web, thing_id: UUID) -> Answer:
    """The label of one thing."""
    form = await read(request, OneLabelForm)
    found = await queries.thing(thing_id)
    title = translate(N_("Label of %(label)s"), label=f"{found.no} {found.label}")
    paper = await papers.ask("custody.label", title, thing=str(thing_id), skip=form.skip)
    return go(request, at(f"/papers/{paper}"))


@post("/custody/things/{thing_id:uuid}/reports", "custody.read", again=show_page)
async def report(request: Web, thing_id: UUID) -> Answer:
    """Lost, damaged, or with a broken seal: whoever notices it writes it down."""
    form = await read(request, ReportForm)
    made = await commands.report_harm(thing_id, form.kind, form.words)
    return go(request, at(f"/custody/reports/{made}"))


@post("/custody/things/{thing_id:uuid}/count", "custody.lend", again=show_page)
async def count(request: Web, thing_id: UUID) -> Answer:
    """Counted, and not as many as there should be."""
    form = await read(request, MissingForm)
    made = await commands.report_missing(thing_id, form.counted, form.words)
    return go(request, at(f"/custody/reports/{made}"))


@post("/custody/things/{thing_id:uuid}/found", "custody.edit", again=show_page)
async def found_again(request: Web, thing_id: UUID) -> Answer:
    """What was lost is there again."""
    await commands.found_again(thing_id, (await read(request, WordsForm)).words)
    return go(request, at(f"/custody/things/{thing_id}"))


@post("/custody/things/{thing_id:uuid}/seal", "custody.lend", again=show_page)
async def check_seal(request: Web, thing_id: UUID) -> Answer:
    """The seal was looked at."""
    await commands.seal_checked(thing_id, (await read(request, SealForm)).seal)
    return go(request, at(f"/custody/things/{thing_id}"))


ROUTES = (
    show_page, new_page, edit_page, create, change, retire, print_label, report, count, found_again, check_seal,
)  # fmt: skip
