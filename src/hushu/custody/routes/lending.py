"""One thing at the keeper's screen: out with the borrower's PIN, back with what is confirmed (CUST-2, CUST-4)."""

from datetime import timedelta
from uuid import UUID

from hushu.custody import commands, queries
from hushu.custody.forms import BackForm, LendForm
from hushu.custody.routes.common import choices, others
from hushu.custody.rules import CONDITIONS, KINDS, PLACES, STATES
from hushu.foundation import clock
from hushu.foundation.forms import read
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post

USUAL = timedelta(hours=2)  # how long a room's key is usually needed


@get("/custody/things/{thing_id:uuid}/lending", "custody.lend")
async def lend_page(request: Web, thing_id: UUID) -> Answer:
    """The form that lends a thing; also after a refusal."""
    found = await queries.thing(thing_id)
    return page(
        request, "custody/lend.html", thing=found, people=await others(), kinds=KINDS, places=PLACES, states=STATES,
        due=(clock.now() + USUAL).replace(second=0, microsecond=0),
    )  # fmt: skip


@post("/custody/things/{thing_id:uuid}/lending", "custody.lend", again=lend_page)
async def lend(request: Web, thing_id: UUID) -> Answer:
    """The thing goes out; then the board waits for the next scan."""
    form = await read(request, LendForm)
    await commands.lend(thing_id, form.lending(), pin=form.pin)
    return go(request, at("/custody"))


@get("/custody/things/{thing_id:uuid}/return", "custody.lend")
async def back_page(request: Web, thing_id: UUID) -> Answer:
    """The form that takes a thing back; also after a refusal."""
    found = await queries.thing(thing_id)
    return page(
        request, "custody/back.html", thing=found, people=await others(), kinds=KINDS, places=PLACES,
        conditions=choices(CONDITIONS),
    )  # fmt: skip


@post("/custody/things/{thing_id:uuid}/return", "custody.lend", again=back_page)
async def take_back(request: Web, thing_id: UUID) -> Answer:
    """The thing hangs on its hook again."""
    form = await read(request, BackForm)
    await commands.take_back(thing_id, form.given())
    return go(request, at("/custody"))


ROUTES = (lend_page, lend, back_page, take_back)
