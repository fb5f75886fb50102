"""Pages of volumes: list, cover, closing (ARCH-3, ARCH-5)."""

from uuid import UUID

import msgspec

from hushu.archives import commands, queries
from hushu.archives.commands.places import put_volumes, take_out
from hushu.archives.forms import (
    BeginningForm,
    ClosingForm,
    HouseholdQuery,
    PageQuery,
    StandForm,
    VolumeFilters,
    VolumeForm,
)
from hushu.archives.queries.matters import matters_of
from hushu.archives.queries.places import boxes_for
from hushu.archives.queries.seals import seals_of
from hushu.archives.rules.matters import KINDS as MATTERS
from hushu.archives.rules.words import HOLD_KINDS, SECRECY, TRIGGERS, VOLUME_STATES
from hushu.foundation import clock, database, papers
from hushu.foundation.forms import NothingForm, read, read_query
from hushu.foundation.opened import here, me
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, named, page, post
from hushu.people.queries import colleagues
from hushu.premises import queries as premises

PAGE = 50


def words(codes: dict[str, str]) -> list[tuple[str, str]]:
    """Codes with their words, as a choice offers them."""
    return [(key, translate(text)) for key, text in codes.items()]


@get("/archives/volumes", "archives.read")
async def index(request: Web) -> Answer:
    """Volumes, newest first."""
    wanted = read_query(request, VolumeFilters)
    found = await queries.volumes(queries.VolumeFilter(**msgspec.structs.asdict(wanted)), PAGE + 1)
    more = wanted.link(after=str(found[PAGE - 1].id)) if len(found) > PAGE else ""
    classes = [(one.id, f"{one.code} {one.name}") for one in await queries.classes()]
    return page(
        request, "archives/volumes.html", rows=found[:PAGE], more=more, wanted=wanted, link=wanted.link(), classes=classes,
        years=[(one, one) for one in await queries.years(wanted.class_id)], states=VOLUME_STATES, secrecy=SECRECY,
    )  # fmt: skip


@get("/archives/volumes/new", "archives.file")
async def new_page(request: Web) -> Answer:
    """The form of a new volume; also after a refusal."""
    wanted = read_query(request, VolumeFilters)
    household = named(request, "household")
    classes = [
        (one.id, f"{one.code} {one.name}（{one.term_name}）") for one in await queries.classes()
    ]
    terms = [(one.key, one.name) for one in await queries.terms()]
    earlier = [
        (one.id, f"{one.number} {one.title}")
        for one in await queries.volumes(queries.VolumeFilter(), 200)
    ]
    return page(
        request, "archives/new_volume.html", classes=classes, terms=terms, triggers=words(TRIGGERS), earlier=earlier,
        secrecy=[(key, translate(text)) for key, text in SECRECY.items()], chosen=wanted.class_id, year=clock.today().year,
        people=[(one.id, one.name) for one in await colleagues()], chosen_home=household,
        homes=[await premises.household(household)] if household else [],
    )  # fmt: skip


@get("/archives/volumes/households", "archives.file")
async def find_household(request: Web) -> Answer:
    """The households that fit what was typed so far."""
    found = await premises.find(read_query(request, HouseholdQuery).household_q)
    return page(
        request, "archives/_households.html", homes=[one for one in found if one.household], chosen_home=None
    )  # fmt: skip


@post("/archives/volumes", "archives.file", again=new_page)
async def create(request: Web) -> Answer:
    """Opens a volume."""
    form = await read(request, VolumeForm)
    given = msgspec.structs.asdict(form)
    del given["household_q"]
    unit = (await premises.household(form.household)).unit if form.household else None
    more = {"term": form.term or None, "trigger": form.trigger or None, "unit": unit}
    cover = commands.Cover(**given | more)
    return go(request, at(f"/archives/volumes/{await commands.open_volume(cover)}"))


@get("/archives/volumes/{volume:uuid}", "archives.read")
async def show_volume(request: Web, volume: UUID) -> Answer:
    """The volume with its cover, its history and what is in it."""
    found = await queries.volume(volume)
    after = read_query(request, PageQuery).after
    rows, ties, holds, box, seals, matters, boxes = await database.together(
        queries.items_of(found.id, after, PAGE + 1), queries.ties(found.id), queries.holds_on(None, found.id),
        queries.box_of(found.id), seals_of(found.id), matters_of(volume=found.id),
        boxes_for(found.id if here().may("archives.places") else None),
    )  # fmt: skip
    checkers = [(one.id, one.name) for one in await colleagues() if one.id != me()]
    return page(
        request, "archives/volume.html", volume=found, rows=rows[:PAGE], ties=ties, checkers=checkers,
        more=f"?after={rows[PAGE - 1].no}" if len(rows) > PAGE else "", triggers=TRIGGERS, secrecy=SECRECY,
        states=VOLUME_STATES, today=clock.today(), holds=holds, hold_kinds=HOLD_KINDS,
        box=next(iter(box), None), seals=seals, matters=matters, matter_kinds=MATTERS,
        boxes=[(one.id, one.path) for one in boxes],
    )  # fmt: skip


@post("/archives/volumes/{volume:uuid}/closing", "archives.file", again=show_volume)
async def close(request: Web, volume: UUID) -> Answer:
    """Nothing goes into it any more."""
    form = await read(request, ClosingForm)
    await commands.close_volume(
        volume, note=form.note, checked_by=form.checked_by, edition=form.edition
    )
    return go(request, at(f"/archives/volumes/{volume}"))


@post("/archives/volumes/{volume:uuid}/beginning", "archives.file", again=show_volume)
async def begin(request: Web, volume: UUID) -> Answer:
    """What starts its terms has happened."""
    form = await read(request, BeginningForm)
    await commands.begin_terms(volume, form.on)
    return go(request, at(f"/archives/volumes/{volume}"))


@post("/archives/volumes/{volume:uuid}/standing", "archives.places", again=show_volume)
async def stand(request: Web, volume: UUID) -> Answer:
    """It stands in another box, or nowhere for the time being."""
    form = await read(request, StandForm)
    if form.box is None:
        await take_out(volume)
    else:
        await put_volumes([volume], form.box)
    return go(request, at(f"/archives/volumes/{volume}"))


@post("/archives/volumes/{volume:uuid}/cover", "archives.read")
async def print_cover(request: Web, volume: UUID) -> Answer:
    """Asks for the printed cover with the note."""
    await read(request, NothingForm)
    await queries.volume(volume)
    title = translate(N_("Cover and note of a volume"))
    paper = await papers.ask("archives.covers", title, person=str(me()), volumes=[str(volume)])
    return go(request, at(f"/papers/{paper}"))


ROUTES = (index, new_page, find_household, create, show_volume, close, begin, stand, print_cover)
