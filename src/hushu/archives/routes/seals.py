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


async def volume_page(request: Web) -> Answer:
    """The sealing of one volume."""
    found = await queries.volume(UUID(str(request.path_params["volume"])))
    others = [(one.id, one.name) for one in await colleagues() if one.id != me()]
    return page(request, "archives/sealing.html", volume=found, others=others)


@get("/archives/volumes/{volume:uuid}/sealing", "archives.check")
async def new(request: Web, volume: UUID) -> Answer:  # noqa: ARG001 (read from the path by volume_page)
    """The form with which a volume is sealed."""
    return await volume_page(request)


@post("/archives/volumes/{volume:uuid}/sealing", "archives.check", again=volume_page)
async def create(request: Web, volume: UUID) -> Answer:
    """Puts it into its bag."""
    form = await read(request, SealForm)
    made = await commands.seal_volume(volume, pin=form.pin, witness=form.witness, note=form.note)
    return go(request, at(f"/archives/seals/{made}"))


async def show_one(request: Web) -> Answer:
    """One bag: what is in it, who sealed it, who may open it."""
    return page(
        request, "archives/seal.html", seal=await seal(UUID(str(request.path_params["seal"])))
    )


@get("/archives/seals/{seal:uuid}", "archives.read")
async def show(request: Web, seal: UUID) -> Answer:  # noqa: ARG001 (read from the path by show_one)
    """One bag."""
    return await show_one(request)


@post("/archives/seals/{seal:uuid}/asking", "archives.check", again=show_one)
async def ask(request: Web, seal: UUID) -> Answer:
    """Asks the manager for leave to open it."""
    form = await read(request, ReasonForm)
    return go(request, at(f"/signing/{await commands.ask_opening(seal, form.reason)}"))


@post("/archives/seals/{seal:uuid}/opening", "archives.check", again=show_one)
async def open_it(request: Web, seal: UUID) -> Answer:
    """Opens it by the leave that was given."""
    form = await read(request, PinForm)
    await commands.open_seal(seal, pin=form.pin)
    return go(request, at(f"/archives/seals/{seal}"))


@get("/archives/unsealings/{wish:uuid}", "archives.read")
async def show_wish(request: Web, wish: UUID) -> Answer:
    """From the signed paper to the bag it is about."""
    return go(request, at(f"/archives/seals/{(await unsealing(wish)).seal}"))


ROUTES = (index, new, create, show, ask, open_it, show_wish)
