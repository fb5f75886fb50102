"""The shelf map: rooms, cabinets, shelves and boxes, and what stands in them (ARCH-20, ARCH-21)."""

from uuid import UUID

from hushu.archives import queries
from hushu.archives.commands import places as commands
from hushu.archives.commands.stocktakes import open_own
from hushu.archives.forms import (
    BoxForm,
    LabelForm,
    ManyForm,
    MoveForm,
    PlaceChangeForm,
    PlaceForm,
    ShiftForm,
)
from hushu.archives.queries.places import (
    Place,
    choices,
    inside,
    neighbours,
    place,
    rooms,
    standing_in,
    to_put,
)
from hushu.archives.rules.places import BELOW, KINDS
from hushu.archives.rules.words import SECRECY
from hushu.foundation import clock, papers
from hushu.foundation.forms import NothingForm, read
from hushu.foundation.opened import me
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, page, post

ABOVE = {below: kind for kind, below in BELOW.items()}
PAPERS = {
    "labels": ("archives.labels", N_("Labels of places")),
    "volumes": ("archives.labels", N_("Labels of volumes")),
    "boxes": ("archives.boxes", N_("Spines, covers and notes of boxes")),
}


@get("/archives/places", "archives.read")
async def list_page(request: Web) -> Answer:
    """Every room with what is in it."""
    found = [(room, await inside(room.id)) for room in await rooms()]
    return page(request, "archives/places.html", rooms=found, kinds=KINDS)


@post("/archives/places", "archives.places", again=list_page)
async def create_room(request: Web) -> Answer:
    """New rooms."""
    form = await read(request, PlaceForm)
    await commands.add_places(None, form.name, count=form.count, locked=form.locked)
    return go(request, at("/archives/places"))


@get("/archives/places/{place_id:uuid}", "archives.read")
async def show_one(request: Web, place_id: UUID) -> Answer:
    """A place: what is in it, where it stands, and what can be done with it."""
    found = await place(place_id)
    below = (await inside(found.id))[1:]
    box = found.kind == "box"
    return page(
        request, "archives/place.html", place=found, below=below, kinds=KINDS, secrecy=SECRECY,
        next_kind=BELOW.get(found.kind, ""),
        way=await _way(found), volumes=await standing_in([found.id]) if box else [], to_put=await to_put(found) if box else [],
        targets=await choices(ABOVE[found.kind]) if found.kind in ABOVE else [],
        beside=[one for one in await neighbours(found.parent) if one.id != found.id], year=clock.today().year,
        terms=[(one.key, one.name) for one in await queries.terms()],
    )  # fmt: skip


async def _way(found: Place) -> list[Place]:
    """The places above it, the room first."""
    way: list[Place] = []
    while found.parent is not None:
        found = await place(found.parent)
        way.insert(0, found)
    return way


@post("/archives/places/{place_id:uuid}/inside", "archives.places", again=show_one)
async def create_inside(request: Web, place_id: UUID) -> Answer:
    """Cabinets in a room, shelves in a cabinet."""
    form = await read(request, PlaceForm)
    await commands.add_places(place_id, form.name, count=form.count, locked=form.locked)
    return go(request, at(f"/archives/places/{place_id}"))


@post("/archives/places/{place_id:uuid}/boxes", "archives.places", again=show_one)
async def create_box(request: Web, place_id: UUID) -> Answer:
    """A new box on a shelf."""
    form = await read(request, BoxForm)
    made = await commands.add_box(place_id, year=form.year, term=form.term)
    return go(request, at(f"/archives/places/{made}"))


@post("/archives/places/{place_id:uuid}/change", "archives.places", again=show_one)
async def change(request: Web, place_id: UUID) -> Answer:
    """Another name, a lock, a note."""
    form = await read(request, PlaceChangeForm)
    await commands.change_place(place_id, name=form.name, locked=form.locked, note=form.note)
    return go(request, at(f"/archives/places/{place_id}"))


@post("/archives/places/{place_id:uuid}/moving", "archives.places", again=show_one)
async def move(request: Web, place_id: UUID) -> Answer:
    """It goes elsewhere with everything in it."""
    form = await read(request, MoveForm)
    await commands.move_place(place_id, form.to, form.before)
    return go(request, at(f"/archives/places/{place_id}"))


@post("/archives/places/{place_id:uuid}/shifting", "archives.places", again=show_one)
async def shift(request: Web, place_id: UUID) -> Answer:
    """One place to the left or right among its neighbours."""
    form = await read(request, ShiftForm)
    await commands.shift_place(place_id, int(form.by))
    return go(request, at(f"/archives/places/{place_id}"))


@post("/archives/places/{place_id:uuid}/removal", "archives.places", again=show_one)
async def remove(request: Web, place_id: UUID) -> Answer:
    """An empty place is taken away."""
    await read(request, NothingForm)
    above = await commands.take_away(place_id)
    return go(request, at(f"/archives/places/{above}" if above else "/archives/places"))


@post("/archives/places/{place_id:uuid}/volumes", "archives.places", again=show_one)
async def put(request: Web, place_id: UUID) -> Answer:
    """Volumes that stood nowhere are put into the box."""
    form = await read(request, ManyForm)
    await commands.put_volumes(form.ids, place_id)
    return go(request, at(f"/archives/places/{place_id}"))


@post("/archives/places/{place_id:uuid}/papers", "archives.read", again=show_one)
async def print_of(request: Web, place_id: UUID) -> Answer:
    """Asks for labels, or for the boxes' spines, covers and notes."""
    form = await read(request, LabelForm)
    kind, title = PAPERS[form.what]
    more = {} if form.what == "boxes" else {"what": form.what, "skip": form.skip}
    paper = await papers.ask(kind, translate(title), person=str(me()), place=str(place_id), **more)
    return go(request, at(f"/papers/{paper}"))


@post("/archives/places/{place_id:uuid}/checks", "archives.check", again=show_one)
async def check(request: Web, place_id: UUID) -> Answer:
    """A check between times of what stands there."""
    await read(request, NothingForm)
    found = await place(place_id)
    return go(request, at(f"/archives/checks/{await open_own(found.id, found.path)}"))


ROUTES = (
    list_page, create_room, show_one, create_inside, create_box, change, move, shift, remove, put, print_of, check,
)  # fmt: skip
