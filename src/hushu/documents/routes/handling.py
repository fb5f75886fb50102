"""Handling: who answers by when, urging, questions and replies, the answer, where the original is (DOC-1, DOC-3)."""

from uuid import UUID

from hushu.documents import commands
from hushu.documents.forms import HandlerForm, HolderForm, WordsForm
from hushu.documents.routes.showing import show_page
from hushu.foundation.forms import read
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, go, post


def _back(request: Web, document: UUID) -> Answer:
    return go(request, at(f"/documents/{document}"))


@post("/documents/{document:uuid}/handler", "documents.read", again=show_page)
async def assign(request: Web, document: UUID) -> Answer:
    """Gives it to a handler with a limit."""
    form = await read(request, HandlerForm)
    await commands.assign(document, form.handler, form.due_at, form.words)
    return _back(request, document)


@post("/documents/{document:uuid}/urging", "documents.read", again=show_page)
async def urge(request: Web, document: UUID) -> Answer:
    """Urges the handler."""
    await commands.urge(document)
    return _back(request, document)


@post("/documents/{document:uuid}/questions", "documents.read", again=show_page)
async def ask(request: Web, document: UUID) -> Answer:
    """The handler reports a question up."""
    await commands.ask(document, (await read(request, WordsForm)).words)
    return _back(request, document)


@post("/documents/{document:uuid}/replies", "documents.read", again=show_page)
async def reply(request: Web, document: UUID) -> Answer:
    """The reply to the question."""
    await commands.reply(document, (await read(request, WordsForm)).words)
    return _back(request, document)


@post("/documents/{document:uuid}/answer", "documents.read", again=show_page)
async def answer(request: Web, document: UUID) -> Answer:
    """The answer or result, for good."""
    await commands.answer(document, (await read(request, WordsForm)).words)
    return _back(request, document)


@post("/documents/{document:uuid}/original", "documents.deliver", again=show_page)
async def move(request: Web, document: UUID) -> Answer:
    """Notes who has the original now."""
    await commands.move(document, (await read(request, HolderForm)).person)
    return _back(request, document)


ROUTES = (assign, urge, ask, reply, answer, move)
