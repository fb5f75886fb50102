"""Pages of handing in (ARCH-8)."""

from uuid import UUID

from hushu.archives.commands import handing_in as commands
from hushu.archives.forms import HandinForm, LinesForm, TakingForm
from hushu.archives.queries.handing_in import handin, handins, lines_of
from hushu.foundation import clock
from hushu.foundation.forms import NothingForm, read
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import Refused
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.foundation.web import Answer, Web, get, go, page, post

SHOWN = 50
PAGES = N_("Pages are a number from 1 to 9999.")


@get("/archives/handing-in", "archives.read")
async def index(request: Web) -> Answer:
    """Lists handed in: mine, or everybody's for a keeper."""
    rows = await handins(mine_only=not here().may("archives.file"), before=None, limit=SHOWN)
    return page(request, "archives/handins.html", rows=rows, today=clock.today())


@get("/archives/handing-in/new", "archives.read")
async def new_page(request: Web) -> Answer:
    """The form of a new list."""
    return page(request, "archives/new_handin.html", today=clock.today())


def paper_lines(form: HandinForm | LinesForm) -> list[commands.PaperLine]:
    """The lines with a title. Raises Refused for pages that are no number."""
    found = []
    for place, title in enumerate(form.title):
        pages = form.pages[place] if place < len(form.pages) else "1"
        if title and not (pages.isdecimal() and 0 < int(pages) < 10_000):
            raise Refused("pages", PAGES)
        if title:
            found.append(commands.PaperLine(title[:200], int(pages)))
    return found


@post("/archives/handing-in", "archives.read", again=new_page)
async def create(request: Web) -> Answer:
    """Writes the list."""
    form = await read(request, HandinForm)
    made = await commands.announce(
        form.kind,
        paper_lines(form),
        department=form.department,
        meeting=form.meeting,
        held_on=form.held_on,
        note=form.note,
    )
    return go(request, at(f"/archives/handing-in/{made}"))


@get("/archives/handing-in/{handin_id:uuid}", "archives.read")
async def show_one(request: Web, handin_id: UUID) -> Answer:
    """One list: what the giver wrote, what the keeper found."""
    found = await handin(handin_id)
    may_take = here().may("archives.file") and found.state == "given" and found.giver != me()
    return page(
        request, "archives/handin.html", handin=found, lines=await lines_of(found.id), mine=found.giver == me(),
        may_take=may_take, today=clock.today(),
    )  # fmt: skip


@post("/archives/handing-in/{handin_id:uuid}/lines", "archives.read", again=show_one)
async def add(request: Web, handin_id: UUID) -> Answer:
    """More papers on my list."""
    await commands.add_lines(handin_id, paper_lines(await read(request, LinesForm)))
    return go(request, at(f"/archives/handing-in/{handin_id}"))


@post("/archives/handing-in/{handin_id:uuid}/giving", "archives.read", again=show_one)
async def give(request: Web, handin_id: UUID) -> Answer:
    """I have brought everything."""
    await read(request, NothingForm)
    await commands.give(handin_id)
    return go(request, at(f"/archives/handing-in/{handin_id}"))


@post("/archives/handing-in/{handin_id:uuid}/taking", "archives.file", again=show_one)
async def take(request: Web, handin_id: UUID) -> Answer:
    """The keeper confirms each paper."""
    form = await read(request, TakingForm)
    await commands.take(handin_id, _verdicts(form))
    return go(request, at(f"/archives/handing-in/{handin_id}"))


def _verdicts(form: TakingForm) -> dict[UUID, tuple[str, str]]:
    said = (*form.said, *[""] * len(form.line))
    try:
        return {
            UUID(line): (form.verdict[n] if n < len(form.verdict) else "", said[n])
            for n, line in enumerate(form.line)
        }
    except ValueError as fault:
        raise Refused(
            "", N_("The form holds a field that is not known here. Please load the page again.")
        ) from fault


ROUTES = (index, new_page, create, show_one, add, give, take)
