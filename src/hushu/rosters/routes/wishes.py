"""What somebody wishes of the months to come, on a phone (ROST-3)."""

from uuid import UUID

from hushu.foundation import clock
from hushu.foundation.forms import NothingForm, read
from hushu.foundation.opened import me
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.rosters.commands import wishes
from hushu.rosters.face import days_of
from hushu.rosters.forms import WishForm
from hushu.rosters.queries.days import kinds_of
from hushu.rosters.queries.wishes import mine_and_shifts


@get("/shifts/wishes", "rosters.read")
async def wishes_page(request: Web) -> Answer:
    """My wishes and the form for another; also after a refusal."""
    mine, shifts = await mine_and_shifts(me(), clock.today())
    days = sorted({one.day for one in mine})
    kinds = {day: (kind, weekday) for day, kind, weekday in days_of(await kinds_of(days))}
    return page(
        request, "rosters/wishes.html", wishes=mine, kinds=kinds, first=clock.today(), last=clock.today() + wishes.AHEAD,
        choices=[(one.key, f"{one.letter} {one.name}") for one in shifts],
    )  # fmt: skip


@post("/shifts/wishes", "rosters.read", again=wishes_page)
async def wish(request: Web) -> Answer:
    """Another wish."""
    form = await read(request, WishForm)
    await wishes.wish(form.day, form.wants, form.words)
    return go(request, at("/shifts/wishes"))


@post("/shifts/wishes/{wish:uuid}/withdrawal", "rosters.read", again=wishes_page)
async def take_back(request: Web, wish: UUID) -> Answer:
    """No wish any more."""
    await read(request, NothingForm)
    await wishes.take_back_wish(wish)
    return go(request, at("/shifts/wishes"))


ROUTES = (wishes_page, wish, take_back)
