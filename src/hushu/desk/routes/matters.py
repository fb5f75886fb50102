"""Matters with a promised time: answered, promised anew, passed on (DESK-13)."""

from datetime import datetime
from uuid import UUID

from hushu.desk import rules
from hushu.desk.commands import answer_matter, promise_again
from hushu.desk.commands.matters import pass_on
from hushu.desk.forms import AnswerForm, PassForm, PromiseForm
from hushu.desk.queries import line as reads
from hushu.desk.routes.board import vocabulary
from hushu.foundation import clock
from hushu.foundation.forms import read
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import NotAllowed
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.people.commands.revealing import note_reveal
from hushu.people.queries import colleagues


@get("/matters/{matter:uuid}", "messages.read")
async def show_matter(request: Web, matter: UUID) -> Answer:
    """A matter with its line and its history, also after a refusal."""
    found = await reads.matter(matter)
    return page(
        request, "desk/matter.html", matter=found, steps=await reads.steps(line_id=found.line), now=clock.now(),
        people=await colleagues(), mine=found.owner == me() or here().may("desk.write"), **vocabulary(),
    )  # fmt: skip


@post("/matters/{matter:uuid}/answer", "messages.write", again=show_matter)
async def answer(request: Web, matter: UUID) -> Answer:
    """The answer."""
    await answer_matter(matter, (await read(request, AnswerForm)).answer)
    return go(request, at(f"/matters/{matter}"))


@post("/matters/{matter:uuid}/promise", "messages.write", again=show_matter)
async def promise(request: Web, matter: UUID) -> Answer:
    """A later promise, with its reason."""
    form = await read(request, PromiseForm)
    await promise_again(matter, form.promised_at, form.why)
    return go(request, at(f"/matters/{matter}"))


@post("/matters/{matter:uuid}/owner", "messages.write", again=show_matter)
async def pass_to(request: Web, matter: UUID) -> Answer:
    """Somebody else answers."""
    form = await read(request, PassForm)
    await pass_on(matter, form.for_person, _promised(form.promised_at), form.words)
    return go(request, at(f"/matters/{matter}"))


def _promised(typed: datetime | None) -> datetime:
    return rules.check_promise(typed, clock.now())


@post("/matters/{matter:uuid}/phone", "messages.read")
async def reveal(request: Web, matter: UUID) -> Answer:
    """The caller's number for the one who shall call back; that I looked is kept (T10)."""
    found = await reads.matter(matter)
    if me() not in (found.owner, found.handed_by):
        raise NotAllowed
    await note_reveal("matter", matter, "phone")
    return page(request, "desk/_phone.html", id=f"phone-{matter}", phone=found.phone)


ROUTES = (show_matter, answer, promise, pass_to, reveal)
