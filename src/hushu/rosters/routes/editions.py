"""Editions: sent to be signed, looked at, compared, confirmed, printed, collected (ROST-5, ROST-6)."""

from uuid import UUID

import msgspec

from hushu.foundation.calendar import month_days
from hushu.foundation.forms import NothingForm, read, read_query
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import NotHere
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.rosters import commands, queries
from hushu.rosters.face import frozen_grid
from hushu.rosters.forms import PrintForm, SubmissionForm
from hushu.rosters.queries.days import kinds_of
from hushu.rosters.queries.editions import Edition, editions, leaf, plan_of
from hushu.rosters.routes.grid import show_page
from hushu.rosters.rules.editions import FREE, differences
from hushu.rosters.words import EDITION_STATES


class Pair(msgspec.Struct):
    """Which two editions are compared; what is not said is the newest and the one before it."""

    since: UUID | None = None
    until: UUID | None = None


@post("/rosters/{roster:uuid}/submission", "rosters.edit", again=show_page)
async def submit(request: Web, roster: UUID) -> Answer:
    """The plan goes to its signers."""
    form = await read(request, SubmissionForm)
    return go(
        request, at(f"/signing/{await commands.submit(roster, form.reason, form.exceptions)}")
    )


@post("/rosters/{roster:uuid}/restoration", "rosters.edit", again=show_page)
async def restore(request: Web, roster: UUID) -> Answer:
    """Back to what the edition in force says."""
    await read(request, NothingForm)
    await commands.restore(roster)
    return go(request, at(f"/rosters/{roster}"))


@get("/rosters/{roster:uuid}/editions", "rosters.read")
async def index(request: Web, roster: UUID) -> Answer:
    """Every edition of a month, and what differs between two of them."""
    month, found = await queries.month(roster), await editions(roster)
    asked = read_query(request, Pair)
    kept = [one for one in found if one.state != "dropped"]
    until = next((one for one in kept if one.id == asked.until), kept[0] if kept else None)
    earlier = [one for one in kept if until is not None and one.number < until.number]
    since = next((one for one in kept if one.id == asked.since), earlier[0] if earlier else None)
    return page(
        request, "rosters/editions.html", month=month, editions=found, states=EDITION_STATES, since=since, until=until,
        changes=await _changes(since, until), free=FREE, choices=[(one.id, one.label) for one in kept],
    )  # fmt: skip


async def _changes(since: Edition | None, until: Edition | None) -> list[object]:
    if since is None or until is None:
        return []
    return list(differences(await plan_of(since.id), await plan_of(until.id)))


@get("/rosters/editions/{edition:uuid}", "rosters.read")
async def edition_page(request: Web, edition: UUID) -> Answer:
    """One edition as it was signed; also after a refusal."""
    found = await leaf(edition)
    mine = next((one for one in found.copies if one.person == me()), None)
    kinds = await kinds_of(month_days(found.edition.month))
    return page(
        request, "rosters/edition.html", edition=found.edition, copies=found.copies, prints=found.prints, mine=mine,
        states=EDITION_STATES, may_edit=here().may("rosters.edit"), **frozen_grid(kinds, found.plan),
    )  # fmt: skip


@post("/rosters/editions/{edition:uuid}/confirmation", "rosters.read", again=edition_page)
async def confirm(request: Web, edition: UUID) -> Answer:
    """The acting person has read their copy."""
    await read(request, NothingForm)
    await commands.confirm(edition)
    return go(request, at("/shifts"))


@post("/rosters/editions/{edition:uuid}/prints", "rosters.edit", again=edition_page)
async def note_print(request: Web, edition: UUID) -> Answer:
    """Copies on paper hang somewhere."""
    form = await read(request, PrintForm)
    await commands.note_print(edition, form.place, form.copies)
    return go(request, at(f"/rosters/editions/{edition}#prints"))


@post(
    "/rosters/editions/{edition:uuid}/prints/{copy:uuid}/collection",
    "rosters.edit",
    again=edition_page,
)
async def collect(request: Web, edition: UUID, copy: UUID) -> Answer:
    """Those copies are back."""
    await read(request, NothingForm)
    if await commands.collect(copy) != edition:
        raise NotHere
    return go(request, at(f"/rosters/editions/{edition}#prints"))


ROUTES = (submit, restore, index, edition_page, confirm, note_print, collect)
