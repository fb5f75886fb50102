"""Holds: what is held and why, placed and lifted with a reason (ARCH-41)."""

from uuid import UUID

from hushu.archives import commands, queries
from hushu.archives.commands import Holding
from hushu.archives.forms import HoldForm, HoldQuery, LiftForm
from hushu.archives.rules.words import HOLD_KINDS
from hushu.foundation.forms import read, read_query
from hushu.foundation.refusals import NotHere
from hushu.foundation.rights import table
from hushu.foundation.templating import at
from hushu.foundation.translation import translate
from hushu.foundation.web import Answer, Web, get, go, named, page, post

RIGHT = "archives.hold"


@get("/archives/holds", "archives.read")
async def show_holds(request: Web) -> Answer:
    """What is held and why, and what was."""
    return page(
        request, "archives/holds.html", rows=await queries.holds(lifted=False), lifted=await queries.holds(lifted=True, limit=50),
        kinds=HOLD_KINDS,
    )  # fmt: skip


@get("/archives/holds/new", RIGHT)
async def new_page(request: Web) -> Answer:
    """The form of a hold on the paper or volume that the address names; also after a refusal."""
    read_query(request, HoldQuery)
    item_id, volume_id = named(request, "item"), named(request, "volume")
    item = await queries.item(item_id) if item_id else None
    volume = await queries.volume(volume_id) if volume_id else None
    if item is None and volume is None:
        raise NotHere
    kinds = [(key, translate(words)) for key, words in HOLD_KINDS.items()]
    return page(request, "archives/new_hold.html", item=item, volume=volume, kinds=kinds)


@post("/archives/holds", RIGHT, again=new_page)
async def place(request: Web) -> Answer:
    """Holds a paper or a volume."""
    form = await read(request, HoldForm)
    seen_by = (
        tuple(next(r.roles for r in table().right if r.action == RIGHT)) if form.hidden else ()
    )
    given = Holding(
        reason=form.reason, kind=form.kind, item=form.item, volume=form.volume, seen_by=seen_by
    )
    await commands.place_hold(given)
    return go(request, at("/archives/holds"))


@post("/archives/holds/{hold:uuid}/lifting", RIGHT, again=show_holds)
async def lift(request: Web, hold: UUID) -> Answer:
    """Lifts a hold."""
    form = await read(request, LiftForm)
    await commands.lift_hold(hold, form.reason)
    return go(request, at("/archives/holds"))


ROUTES = (show_holds, new_page, place, lift)
