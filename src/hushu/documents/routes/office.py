"""How the office names itself on its papers (DOC-4)."""

from hushu.documents import commands
from hushu.documents.forms import OfficeForm
from hushu.documents.queries.kinds import kinds, office
from hushu.documents.rules.kinds import numbered
from hushu.foundation import clock
from hushu.foundation.forms import read
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post


@get("/documents/office", "settings.edit")
async def office_page(request: Web) -> Answer:
    """The names, and what numbers look like with them; also after a refusal."""
    named = office()
    samples = [(k.name, numbered(k.number, named.org, clock.today().year, 15)) for k in kinds().values()]  # fmt: skip
    return page(request, "documents/office.html", office=named, samples=samples)


@post("/documents/office", "settings.edit", again=office_page)
async def change(request: Web) -> Answer:
    """From the next issue on the office is named so."""
    form = await read(request, OfficeForm)
    await commands.name_office(form.body, form.org)
    return go(request, at("/documents/office?saved=1"))


ROUTES = (office_page, change)
