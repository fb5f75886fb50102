"""The kinds of meetings, for the manager: time, run of steps, who comes, what a holiday does (MEET-1, MEET-2)."""

from uuid import UUID

from hushu.foundation.filters import weekday_no
from hushu.foundation.forms import read
from hushu.foundation.templating import at
from hushu.foundation.translation import translate
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.meetings import commands
from hushu.meetings.forms import MOST_STEPS, KindForm, RetireForm
from hushu.meetings.queries import kinds as queries
from hushu.meetings.rules import words

FREE_LINES, NEW_LINES = 3, 8


@get("/meetings/kinds", "meetings.manage")
async def index(request: Web) -> Answer:
    """Every kind."""
    return page(request, "meetings/kinds.html", kinds=await queries.kinds(), words=words,
                posts={one.key: one.name for one in await queries.posts()})  # fmt: skip


async def kind_page(request: Web) -> Answer:
    """One kind, or a new one, as a form; also after a refusal."""
    given = request.path_params.get("kind")
    found = await queries.kind_of(UUID(str(given))) if given else None
    run = [(one.name, one.hint, one.shows or "none") for one in found.run] if found else []
    free = FREE_LINES if run else NEW_LINES
    lines = [*run, *[("", "", "none")] * free][:MOST_STEPS]
    return page(
        request, "meetings/kind.html", kind=found, lines=lines, posts=[(one.key, one.name) for one in await queries.posts()],
        weekdays=[(n, weekday_no(n)) for n in range(1, 8)],
        off_days=[(key, translate(text)) for key, text in words.OFF_DAYS.items()],
        shows=[(key or "none", translate(text)) for key, text in words.SHOWS.items()],
    )  # fmt: skip


new = get("/meetings/kinds/new", "meetings.manage")(kind_page)
show = get("/meetings/kinds/{kind:uuid}", "meetings.manage")(kind_page)


@post("/meetings/kinds", "meetings.manage", again=kind_page)
async def add(request: Web) -> Answer:
    """Another kind is kept."""
    await commands.new_kind((await read(request, KindForm)).wanted().kind)
    return go(request, at("/meetings/kinds"))


@post("/meetings/kinds/{kind:uuid}", "meetings.manage", again=kind_page)
async def save(request: Web, kind: UUID) -> Answer:
    """A kind changes."""
    await commands.save_kind(kind, (await read(request, KindForm)).wanted())
    return go(request, at("/meetings/kinds"))


@post("/meetings/kinds/{kind:uuid}/retirement", "meetings.manage", again=kind_page)
async def retire(request: Web, kind: UUID) -> Answer:
    """A kind is not held any more, or again."""
    form = await read(request, RetireForm)
    await commands.retire(kind, form.version, ended=form.ended)
    return go(request, at("/meetings/kinds"))


ROUTES = (index, new, add, show, save, retire)
