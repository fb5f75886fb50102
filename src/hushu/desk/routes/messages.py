"""Messages for the absent, first of all on the phone (DESK-12)."""

from uuid import UUID

from hushu.desk.commands import leave_message, read_message
from hushu.desk.commands.messages import finish_message, tell_message
from hushu.desk.forms import MessageForm, ReplyForm, TellForm
from hushu.desk.queries import line as reads
from hushu.desk.routes.board import vocabulary
from hushu.foundation.forms import read
from hushu.foundation.opened import me
from hushu.foundation.refusals import NotAllowed
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post, update
from hushu.people.commands.revealing import note_reveal
from hushu.people.queries import colleagues


@get("/messages/new", "messages.write")
async def new_message(request: Web) -> Answer:
    """Leaving a message, also after a refusal."""
    return page(
        request,
        "desk/new_message.html",
        people=[one for one in await colleagues() if one.id != me()],
    )


@post("/messages", "messages.write", again=new_message)
async def create(request: Web) -> Answer:
    """Leaves a message."""
    form = await read(request, MessageForm)
    made = await leave_message(
        form.for_person,
        form.words,
        caller=form.caller,
        company=form.company,
        phone=form.phone,
        urgent=form.urgent,
    )
    return go(request, at(f"/messages/{made}"))


@get("/messages/{message:uuid}", "messages.read")
async def show_message(request: Web, message: UUID) -> Answer:
    """A message with what became of it; the page itself sends the receipt."""
    return page(
        request, "desk/message.html", message=await reads.message(message), steps=await reads.steps(message_id=message),
        **vocabulary(),
    )  # fmt: skip


@post("/messages/{message:uuid}/receipt", "messages.read")
async def receipt(request: Web, message: UUID) -> Answer:
    """Opened by the one it is for."""
    found = await read_message(message)
    return update(request, "desk/_receipt.html", to=at(f"/messages/{message}"), message=found)


@post("/messages/{message:uuid}/done", "messages.read", again=show_message)
async def done(request: Web, message: UUID) -> Answer:
    """Dealt with."""
    await finish_message(message, (await read(request, ReplyForm)).reply)
    return go(request, at("/inbox"))


@post("/messages/{message:uuid}/told", "desk.write", again=show_message)
async def told(request: Web, message: UUID) -> Answer:
    """The desk has told it by telephone."""
    await tell_message(message, (await read(request, TellForm)).words)
    return go(request, at(f"/messages/{message}"))


@post("/messages/{message:uuid}/phone", "messages.read")
async def reveal(request: Web, message: UUID) -> Answer:
    """The caller's number for the one who shall call back; that I looked is kept (T10)."""
    found = await reads.message(message)
    if me() not in (found.person, found.sender):
        raise NotAllowed
    await note_reveal("message", message, "phone")
    return page(request, "desk/_phone.html", id=f"phone-{message}", phone=found.phone)


ROUTES = (new_message, create, show_message, receipt, done, told, reveal)
