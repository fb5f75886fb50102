"""Copies: sent with a number, their delivery proved, taken back (DOC-2, DOC-7, DOC-9)."""

from uuid import UUID

from hushu.documents import commands
from hushu.documents.forms import CopyForm, RecallForm, ReceiptForm
from hushu.documents.routes.showing import show_page
from hushu.foundation.forms import read
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, go, post


@post("/documents/{document:uuid}/copies", "documents.deliver", again=show_page)
async def send(request: Web, document: UUID) -> Answer:
    """A copy leaves the office."""
    form = await read(request, CopyForm)
    await commands.send_copy(
        document, form.way, form.to_words, to_person=form.to_person, controlled=form.controlled
    )
    return go(request, at(f"/documents/{document}#copies"))


@post("/documents/{document:uuid}/copies/{copy:uuid}/receipt", "documents.deliver", again=show_page)
async def receipt(request: Web, document: UUID, copy: UUID) -> Answer:
    """Who took the copy."""
    form = await read(request, ReceiptForm)
    await commands.prove_delivery(document, copy, form.received_by, form.proof)
    return go(request, at(f"/documents/{document}#copies"))


@post("/documents/{document:uuid}/copies/{copy:uuid}/recall", "documents.deliver", again=show_page)
async def recall(request: Web, document: UUID, copy: UUID) -> Answer:
    """The copy is back."""
    await commands.take_back(document, copy, (await read(request, RecallForm)).note)
    return go(request, at(f"/documents/{document}#copies"))


ROUTES = (send, receipt, recall)
