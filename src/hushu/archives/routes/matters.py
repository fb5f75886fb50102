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


@get("/archives/matters/{matter_id:uuid}", "archives.read")
async def show_one(request: Web, matter_id: UUID) -> Answer:
    """One matter."""
    found = await matter(matter_id)
    return page(
        request, "archives/matter.html", matter=found, kinds=KINDS, today=clock.today(),
        people=[(one.id, one.name) for one in await colleagues()],
        choices=[(key, translate(words)) for key, words in KINDS.items()],
    )  # fmt: skip


@post("/archives/matters/{matter_id:uuid}/giving", "archives.check", again=show_one)
async def give(request: Web, matter_id: UUID) -> Answer:
    """Gives it to somebody until a day."""
    form = await read(request, MatterForm)
    await commands.give_matter(matter_id, owner=form.owner, until=form.until, kind=form.kind)
    return go(request, at(f"/archives/matters/{matter_id}"))


@post("/archives/matters/{matter_id:uuid}/ending", "archives.read", again=show_one)
async def end(request: Web, matter_id: UUID) -> Answer:
    """It is done."""
    form = await read(request, OutcomeForm)
    await commands.end_matter(matter_id, form.outcome)
    return go(request, at(f"/archives/matters/{matter_id}"))


ROUTES = (index, show_one, give, end)
