"""Sealed bags (ARCH-22)."""

from uuid import UUID

from hushu.archives import queries
from hushu.archives.commands import seals as commands
from hushu.archives.forms import PinForm, ReasonForm, SealForm
from hushu.archives.queries.seals import seal, seals, to_seal, unsealing
from hushu.foundation.forms import read
from hushu.foundation.opened import me
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.people.queries import colleagues


@get("/archives/seals", "archives.read")
async def index(request: Web) -> Answer:
    """What is due to be sealed, and what is."""
    return page(request, "archives/seals.html", due=await to_seal(), rows=await seals())


@get("/archives/volumes/{volume:uuid}/sealing", "archives.check")
async def volume_page(request: Web, volume: UUID) -> Answer:
    """The sealing of one volume."""
    found = await queries.volume(volume)
    others = [(one.id, one.name) for one in await colleagues() if one.id != me()]
    return page(request, "archives/sealing.html", volume=found, others=others)


@post("/archives/volumes/{volume:uuid}/sealing", "archives.check", again=volume_page)
async def create(request: Web, volume: UUID) -> Answer:
    """Puts it into its bag."""
    form = await read(request, SealForm)
    made = await commands.seal_volume(volume, pin=form.pin, witness=form.witness, note=form.note)
    return go(request, at(f"/archives/seals/{made}"))


@get("/archives/seals/{seal_id:uuid}", "archives.read")
async def show_one(request: Web, seal_id: UUID) -> Answer:
    """One bag: what is in it, who sealed it, who may open it."""
    return page(request, "archives/seal.html", seal=await seal(seal_id))


@post("/archives/seals/{seal_id:uuid}/asking", "archives.check", again=show_one)
async def ask(request: Web, seal_id: UUID) -> Answer:
    """Asks the manager for leave to open it."""
    form = await read(request, ReasonForm)
    return go(request, at(f"/signing/{await commands.ask_opening(seal_id, form.reason)}"))


@post("/archives/seals/{seal_id:uuid}/opening", "archives.check", again=show_one)
async def open_it(request: Web, seal_id: UUID) -> Answer:
    """Opens it by the leave that was given."""
    form = await read(request, PinForm)
    await commands.open_seal(seal_id, pin=form.pin)
    return go(request, at(f"/archives/seals/{seal_id}"))


@get("/archives/unsealings/{wish:uuid}", "archives.read")
async def show_wish(request: Web, wish: UUID) -> Answer:
    """From the signed paper to the bag it is about."""
    return go(request, at(f"/archives/seals/{(await unsealing(wish)).seal}"))


ROUTES = (index, volume_page, create, show_one, ask, open_it, show_wish)
