"""What comes in: signed for and registered, checked, on its way or given back (DOC-1)."""

from uuid import UUID

from hushu.documents import commands
from hushu.documents.forms import ArrivedForm, ReasonForm, TreatmentForm
from hushu.documents.printing import labels
from hushu.documents.routes.showing import show_page
from hushu.foundation import clock
from hushu.foundation.forms import read
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post


@get("/documents/incoming", "documents.register")
async def new_page(request: Web) -> Answer:
    """The form, also after a refusal."""
    return page(request, "documents/incoming.html", now=clock.now(), **labels())


@post("/documents/incoming", "documents.register", again=new_page)
async def register(request: Web) -> Answer:
    """Registers it; it has its number from now on."""
    form = await read(request, ArrivedForm)
    made = await commands.register(form.arrived(), form.scans)
    return go(request, at(f"/documents/{made}"))


@post("/documents/{document:uuid}/treatment", "documents.register", again=show_page)
async def accept(request: Web, document: UUID) -> Answer:
    """The first check holds: it goes to the general manager and then its way."""
    await commands.accept(document, (await read(request, TreatmentForm)).wanted())
    return go(request, at(f"/documents/{document}"))


@post("/documents/{document:uuid}/return", "documents.register", again=show_page)
async def give_back(request: Web, document: UUID) -> Answer:
    """The first check does not hold: back to the sender."""
    await commands.give_back(document, (await read(request, ReasonForm)).reason)
    return go(request, at(f"/documents/{document}"))


ROUTES = (new_page, register, accept, give_back)
