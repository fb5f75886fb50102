"""What has to be done about papers (ARCH-23, ARCH-24)."""

from uuid import UUID

from hushu.archives.commands import matters as commands
from hushu.archives.forms import MatterFilters, MatterForm, OutcomeForm
from hushu.archives.queries.matters import matter, matters
from hushu.archives.rules.matters import KINDS
from hushu.foundation import clock
from hushu.foundation.forms import read, read_query
from hushu.foundation.templating import at
from hushu.foundation.translation import translate
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.people.queries import colleagues


@get("/archives/matters", "archives.check")
async def index(request: Web) -> Answer:
    """Open matters, or those that have ended."""
    done = read_query(request, MatterFilters).done
    rows = await matters(done=done)
    return page(
        request, "archives/matters.html", rows=rows, done=done, kinds=KINDS, today=clock.today()
    )


async def show_one(request: Web) -> Answer:
    """One matter."""
    found = await matter(UUID(str(request.path_params["matter"])))
    return page(
        request, "archives/matter.html", matter=found, kinds=KINDS, today=clock.today(),
        people=[(one.id, one.name) for one in await colleagues()],
        choices=[(key, translate(words)) for key, words in KINDS.items()],
    )  # fmt: skip


@get("/archives/matters/{matter:uuid}", "archives.read")
async def show(request: Web, matter: UUID) -> Answer:  # noqa: ARG001 (read from the path by show_one)
    """One matter."""
    return await show_one(request)


@post("/archives/matters/{matter:uuid}/giving", "archives.check", again=show_one)
async def give(request: Web, matter: UUID) -> Answer:
    """Gives it to somebody until a day."""
    form = await read(request, MatterForm)
    await commands.give_matter(matter, owner=form.owner, until=form.until, kind=form.kind)
    return go(request, at(f"/archives/matters/{matter}"))


@post("/archives/matters/{matter:uuid}/ending", "archives.read", again=show_one)
async def end(request: Web, matter: UUID) -> Answer:
    """It is done."""
    form = await read(request, OutcomeForm)
    await commands.end_matter(matter, form.outcome)
    return go(request, at(f"/archives/matters/{matter}"))


ROUTES = (index, show, give, end)
