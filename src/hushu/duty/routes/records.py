"""Records: the list, one with everything in it, writing into it (DUTY-1)."""

from uuid import UUID

from hushu.duty.commands import entries
from hushu.duty.commands.incidents import open_incident
from hushu.duty.forms import CheckForm, CorrectionForm, EntryForm, IncidentForm
from hushu.duty.queries.records import record, records, whole
from hushu.duty.routes.screen import shown
from hushu.duty.rules.words import vocabulary
from hushu.foundation import papers
from hushu.foundation.filters import long_date
from hushu.foundation.forms import NothingForm, read
from hushu.foundation.opened import here
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, page, post, update

TITLE = N_("Duty record")


@get("/duty/records", "duty.read")
async def index(request: Web) -> Answer:
    """The latest records."""
    return page(request, "duty/records.html", records=await records(), **vocabulary())


@get("/duty/records/{record_id:uuid}", "duty.read")
async def record_page(request: Web, record_id: UUID) -> Answer:
    """One record; also after a refusal."""
    found = await whole(record_id)
    return page(
        request, "duty/record.html", whole=found, may_write=here().may("duty.write"), **vocabulary()
    )


async def on_screen(request: Web, record_id: UUID) -> Answer:
    """The duty screen with this record, after a refusal."""
    return page(request, "duty/screen.html", **await shown(record_id))


async def changed(request: Web, record_id: UUID) -> Answer:
    """The screen's pieces after a line: the empty form, and what is live."""
    to = at(f"/duty?record={record_id}")
    return update(request, "duty/screen.update.html", to=to, **await shown(record_id))


@post("/duty/records/{record_id:uuid}/entries", "duty.write", again=on_screen)
async def write(request: Web, record_id: UUID) -> Answer:
    """A line of what happens."""
    form = await read(request, EntryForm)
    await entries.write(record_id, form.kind, form.words, handling=form.handling, place=form.place)
    return await changed(request, record_id)


@post("/duty/records/{record_id:uuid}/entries/{entry:uuid}", "duty.write", again=record_page)
async def correct(request: Web, record_id: UUID, entry: UUID) -> Answer:
    """What is to be said to a line afterwards."""
    form = await read(request, CorrectionForm)
    await entries.correct(record_id, entry, form.words)
    return go(request, at(f"/duty/records/{record_id}"))


@post("/duty/records/{record_id:uuid}/checks/{check:uuid}", "duty.write", again=on_screen)
async def tick(request: Web, record_id: UUID, check: UUID) -> Answer:
    """A check of the shift is made."""
    form = await read(request, CheckForm)
    await entries.tick(record_id, check, fault=form.fault, words=form.found)
    return await changed(request, record_id)


@post("/duty/records/{record_id:uuid}/incidents", "duty.write", again=on_screen)
async def begin_incident(request: Web, record_id: UUID) -> Answer:
    """An emergency, a major event, equipment started or stopped, a repair."""
    form = await read(request, IncidentForm)
    made = await open_incident(
        record_id, form.kind, sort=form.sort, place=form.where, words=form.what
    )
    if form.kind in ("emergency", "major"):
        return go(request, at(f"/duty/incidents/{made}"))
    return go(request, at(f"/duty?record={record_id}"))


@post("/duty/records/{record_id:uuid}/paper", "duty.read", again=record_page)
async def order_paper(request: Web, record_id: UUID) -> Answer:
    """The duty record on paper."""
    await read(request, NothingForm)
    found = await record(record_id)
    title = f"{translate(TITLE)} {found.team_name} {long_date(found.day)} {found.shift_name}"
    return go(
        request, at(f"/papers/{await papers.ask('duty.record', title, record=str(record_id))}")
    )


ROUTES = (index, record_page, write, correct, tick, begin_incident, order_paper)
