"""Pages of units and households."""

from uuid import UUID

from hushu.foundation import exports, papers
from hushu.foundation.filters import masked
from hushu.foundation.forms import NothingForm, read, read_query
from hushu.foundation.imports_routes import import_routes
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.people.commands.revealing import note_reveal
from hushu.premises import commands, queries
from hushu.premises.forms import HOUSEHOLDS, HouseholdForm, ListFilters, facts_of
from hushu.premises.printing import MOST, book
from hushu.premises.rules import KINDS

PAGE = 50


@get("/premises", "premises.read")
async def index(request: Web) -> Answer:
    """Units with their households; by building, by what is looked for, key accounts, arrears or empty ones."""
    wanted = read_query(request, ListFilters)
    found = await queries.listed(
        building=wanted.building, q=wanted.q, only=wanted.only, after=wanted.after, limit=PAGE + 1
    )
    more = wanted.link(after=queries.place_of(found[PAGE - 1])) if len(found) > PAGE else ""
    buildings = [(one.id, one.name) for one in await queries.buildings()]
    return page(
        request, "premises/index.html", rows=found[:PAGE], wanted=wanted, kinds=KINDS,
        buildings=buildings, more=more, link=wanted.link(),
    )  # fmt: skip


@get("/premises/sheet", "premises.read")
async def sheet(request: Web) -> Answer:
    """Exactly the rows that the list's filters show, as .xlsx, phones masked as there."""
    wanted = read_query(request, ListFilters)
    found = await queries.listed(building=wanted.building, q=wanted.q, only=wanted.only, limit=MOST)
    made = book(found)
    return await exports.served(made, "xlsx", made.title)


@post("/premises/register", "premises.read")
async def print_register(request: Web) -> Answer:
    """Asks for the printed register of what the list shows."""
    wanted = await read(request, ListFilters)
    paper = await papers.ask(
        "premises.register", translate(N_("Register of units and households")),
        building=str(wanted.building or ""), q=wanted.q, only=wanted.only,
    )  # fmt: skip
    return go(request, at(f"/papers/{paper}"))


@get("/premises/households/{household:uuid}", "premises.read")
async def show(request: Web, household: UUID) -> Answer:
    """One household: who to ask for, what to mind, and who else is or was in the unit."""
    found = await queries.household(household)
    others = [one for one in await queries.unit_history(found.unit) if one.id != found.id]
    return page(request, "premises/household.html", household=found, others=others, kinds=KINDS)


@get("/premises/units/{unit:uuid}", "premises.read")
async def show_unit(request: Web, unit: UUID) -> Answer:
    """A unit: its household of now, or that it stands empty."""
    place = await queries.place(unit)
    return page(
        request,
        "premises/unit.html",
        unit=place,
        households=await queries.unit_history(unit),
        kinds=KINDS,
    )


def kind_choices() -> list[tuple[str, str]]:
    """What the form offers."""
    return [(key, translate(words)) for key, words in KINDS.items()]


@get("/premises/households/{household:uuid}/edit", "premises.edit")
async def edit_page(request: Web, household: UUID) -> Answer:
    """The form of a household."""
    found = await queries.household(household)
    return page(request, "premises/edit.html", household=found, unit=found, kinds=kind_choices())


@post("/premises/households/{household:uuid}", "premises.edit", again=edit_page)
async def change(request: Web, household: UUID) -> Answer:
    """Changes a household; a phone left masked stays as it is."""
    form = await read(request, HouseholdForm)
    old = await queries.household(household)
    await commands.change_household(household, facts_of(form, old_phone=old.phone))
    return go(request, at(f"/premises/households/{household}"))


@post("/premises/households/{household:uuid}/leaving", "premises.edit")
async def leave(request: Web, household: UUID) -> Answer:
    """The household moved out today."""
    await read(request, NothingForm)
    await commands.move_out(household)
    return go(request, at(f"/premises/households/{household}"))


@get("/premises/units/{unit:uuid}/households/new", "premises.edit")
async def new_page(request: Web, unit: UUID) -> Answer:
    """The form of a new household."""
    place = await queries.place(unit)
    return page(request, "premises/edit.html", household=None, unit=place, kinds=kind_choices())


@post("/premises/units/{unit:uuid}/households", "premises.edit", again=new_page)
async def create(request: Web, unit: UUID) -> Answer:
    """A new household moves in."""
    form = await read(request, HouseholdForm)
    made = await commands.add_household(unit, facts_of(form))
    return go(request, at(f"/premises/households/{made}"))


@post("/premises/households/{household:uuid}/phone", "personal.reveal")
async def reveal(request: Web, household: UUID) -> Answer:
    """The phone in full for half a minute; that one looked is written first (PPL-8, T10)."""
    await read(request, NothingForm)
    found = await queries.household(household)
    await note_reveal("household", household, "phone")
    return page(request, "premises/_phone.html", household=found, mask=masked(found.phone))


ROUTES = (
    index, sheet, print_register, show, show_unit, edit_page, change, leave, new_page, create, reveal,
    *import_routes(HOUSEHOLDS),
)  # fmt: skip
