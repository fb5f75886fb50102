"""Going through what is handed over: accept, ask, answer, count; each answers with the changed page's pieces (DUTY-2)."""

from uuid import UUID

from hushu.duty.commands import items
from hushu.duty.forms import AcceptForm, AnswerForm, AskForm, CountForm, RestForm
from hushu.duty.routes.handover import handover_page, shown
from hushu.foundation.forms import read
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, post, update


async def changed(request: Web, record_id: UUID) -> Answer:
    """The piece of the page that both look at."""
    to = at(f"/duty/records/{record_id}/handover")
    return update(request, "duty/handover.update.html", to=to, **await shown(record_id))


@post("/duty/records/{record_id:uuid}/handover/items", "duty.write", again=handover_page)
async def accept(request: Web, record_id: UUID) -> Answer:
    """Items are taken as they are."""
    form = await read(request, AcceptForm)
    await items.accept(record_id, form.key)
    return await changed(request, record_id)


@post("/duty/records/{record_id:uuid}/handover/questions", "duty.write", again=handover_page)
async def ask(request: Web, record_id: UUID) -> Answer:
    """A question about an item."""
    form = await read(request, AskForm)
    await items.ask(record_id, form.key, form.question)
    return await changed(request, record_id)


@post("/duty/records/{record_id:uuid}/handover/answers", "duty.write", again=handover_page)
async def answer(request: Web, record_id: UUID) -> Answer:
    """Its answer."""
    form = await read(request, AnswerForm)
    await items.answer(record_id, form.key, form.answer)
    return await changed(request, record_id)


@post("/duty/records/{record_id:uuid}/handover/counts", "duty.write", again=handover_page)
async def count(request: Web, record_id: UUID) -> Answer:
    """One thing is counted."""
    form = await read(request, CountForm)
    await items.count(record_id, form.thing, form.counted, form.known)
    return await changed(request, record_id)


@post("/duty/records/{record_id:uuid}/handover/counts/rest", "duty.write", again=handover_page)
async def count_rest(request: Web, record_id: UUID) -> Answer:
    """The rest is all there."""
    form = await read(request, RestForm)
    await items.count_rest(record_id, form.seen)
    return await changed(request, record_id)


ROUTES = (accept, ask, answer, count, count_rest)
