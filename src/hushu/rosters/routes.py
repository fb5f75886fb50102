"""Pages of rosters: the months, and one month as a grid of people and days (ROST-8)."""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from hushu.foundation import clock
from hushu.foundation.calendar import day_of, next_month
from hushu.foundation.forms import NothingForm, read
from hushu.foundation.opened import here
from hushu.foundation.templating import at
from hushu.foundation.translation import translate
from hushu.foundation.web import Answer, Web, get, go, page, post, update
from hushu.rosters import commands, queries
from hushu.rosters.commands import Edit
from hushu.rosters.forms import BeginForm, CellsForm, StretchForm
from hushu.rosters.rules.checks import findings, month_minutes
from hushu.rosters.words import STATES, WEEKDAYS

AHEAD = 4  # months that can be begun, this one included


class Mark(msgspec.Struct, frozen=True):
    """One day of one person as the grid shows it."""

    day: date
    letter: str
    shift: str
    elsewhere: bool
    wrong: str


class Row(msgspec.Struct, frozen=True):
    """One person's month. hours: planned, of the standard ones; nights, weekends and holidays for fairness."""

    person: queries.Person
    marks: list[Mark]
    hours: str
    nights: int
    weekends: int
    holidays: int
    wrong: str


async def index_page(request: Web) -> Answer:
    """The months of every team, and which can be begun; also after a refusal."""
    first = clock.today().replace(day=1)
    ahead = [first]
    while len(ahead) < AHEAD:
        ahead.append(next_month(ahead[-1]))
    return page(
        request, "rosters/index.html", months=await queries.months(), states=STATES,
        teams=[(one.id, one.name) for one in await queries.teams()],
        ahead=[(f"{one:%Y-%m}", f"{one:%Y-%m}") for one in ahead], next_month=f"{ahead[1]:%Y-%m}",
    )  # fmt: skip


@get("/rosters", "rosters.read")
async def index(request: Web) -> Answer:
    """Every month that was begun."""
    return await index_page(request)


@post("/rosters", "rosters.edit", again=index_page)
async def begin(request: Web) -> Answer:
    """Begins a month."""
    form = await read(request, BeginForm)
    return go(request, at(f"/rosters/{await commands.begin(form.team, form.first)}"))


@post("/rosters/teams", "rosters.edit", again=index_page)
async def lay_teams(request: Web) -> Answer:
    """Takes the pack's shifts and teams, for a property that is older than its rosters."""
    await read(request, NothingForm)
    if not await queries.teams():
        await commands.unpack_rosters(here().kind)
    return go(request, at("/rosters"))


async def show_page(request: Web) -> Answer:
    """The month's grid; also after a refusal."""
    sheet = await queries.sheet(UUID(str(request.path_params["roster"])))
    return page(request, "rosters/show.html", **grid(sheet))


@get("/rosters/{roster:uuid}", "rosters.read")
async def show(request: Web, roster: UUID) -> Answer:  # noqa: ARG001 (read from the path by show_page)
    """One month of one team."""
    return await show_page(request)


@post("/rosters/{roster:uuid}/cells", "rosters.edit", again=show_page)
async def plan_cells(request: Web, roster: UUID) -> Answer:
    """Days changed in the grid: one, or a block pasted."""
    form = await read(request, CellsForm)
    sheet = await commands.plan(roster, form.edits())
    return update(request, "rosters/grid.update.html", to=at(f"/rosters/{roster}"), **grid(sheet))


@post("/rosters/{roster:uuid}/stretch", "rosters.edit", again=show_page)
async def plan_stretch(request: Web, roster: UUID) -> Answer:
    """One person's days in a row, as a form: on a phone, or without scripts."""
    form = await read(request, StretchForm)
    before = (await queries.sheet(roster)).roster.plan
    edits = [
        Edit(form.person, day, form.letter, before.get((form.person, day), ""))
        for day in form.days()
    ]
    sheet = await commands.plan(roster, edits)
    return update(request, "rosters/grid.update.html", to=at(f"/rosters/{roster}"), **grid(sheet))


def grid(sheet: queries.Sheet) -> dict[str, Any]:
    """What the grid shows: rows, days with their kinds, what is wrong at cells, rows and columns."""
    roster = sheet.roster
    wrong: dict[tuple[UUID | None, date | None], list[str]] = defaultdict(list)
    for one in findings(roster):
        wrong[one.person, one.day].append(translate(one.words, **one.values))
    kinds = {day: day_of(day, roster.own_days) for day in roster.days}
    return {
        "month": sheet.month, "days": [(day, kinds[day], translate(WEEKDAYS[day.weekday()])) for day in roster.days],
        "rows": [_row(sheet, person, wrong, kinds) for person in sheet.people], "today": clock.today(),
        "columns": [(day, "\n".join(wrong[None, day])) for day in roster.days], "shifts": list(roster.shifts.values()),
        "standard": f"{month_minutes(roster) / 60:g}", "wrong": _listed(sheet, wrong), "states": STATES,
        "people": [(one.id, f"{one.name} · {one.post_name}") for one in sheet.people],
        "letters": [(one.letter, f"{one.letter} {one.name}") for one in roster.shifts.values()],
        "may_edit": here().may("rosters.edit"), "provisional": any(kind.provisional for kind in kinds.values()),
    }  # fmt: skip


def _row(sheet: queries.Sheet, person: queries.Person, wrong: Any, kinds: Any) -> Row:
    roster, worked = sheet.roster, []
    marks = []
    for day in roster.days:
        shift = roster.shift(person.id, day)
        elsewhere = (person.id, day) in sheet.elsewhere
        if shift is not None:
            worked.append((day, shift))
        marks.append(
            Mark(day, shift.letter if shift else "", shift.key if shift else "", elsewhere,
                 "\n".join(wrong[person.id, day]))
        )  # fmt: skip
    return Row(
        person, marks, f"{sum(shift.minutes for _, shift in worked) / 60:g}", sum(shift.night for _, shift in worked),
        sum(day.weekday() > 4 for day, _ in worked), sum(kinds[day].kind == "statutory" for day, _ in worked),
        "\n".join(wrong[person.id, None]),
    )  # fmt: skip


def _listed(sheet: queries.Sheet, wrong: Any) -> list[tuple[str, str, str]]:
    """Everything wrong as a list: whose, on which day, what."""
    names = {one.id: one.name for one in sheet.people}
    return [
        (names.get(person, ""), f"{day:%m-%d}" if day else "", words)
        for (person, day), said in wrong.items() for words in said
    ]  # fmt: skip


ROUTES = (index, begin, lay_teams, show, plan_cells, plan_stretch)
