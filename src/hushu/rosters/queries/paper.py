"""A month as it stands on paper and in a spreadsheet: an edition as it was signed, or the plan as it stands now (ROST-8)."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import clock
from hushu.foundation.calendar import Day, day_of, month_days
from hushu.rosters.queries.days import kinds_of
from hushu.rosters.queries.editions import Edition, leaf
from hushu.rosters.queries.months import Month
from hushu.rosters.queries.sheet import sheet
from hushu.rosters.rules.editions import FREE, Change, Frozen
from hushu.rosters.rules.table import ELSEWHERE, OVER, Fault, read
from hushu.signing.queries import entries


class Signed(msgspec.Struct, frozen=True):
    """Who checked, countersigned or approved, and when."""

    deed: str
    name: str
    at: datetime


class OnPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A month with what a reader of the sheet must know. label: '' for a plan that nobody has approved.

    path: the page that its code leads to.
    """

    team: str
    month: date
    plan: Frozen
    kinds: dict[date, Day]
    path: str
    label: str = ""
    state: str = "draft"
    exceptions: str = ""
    maker: str = ""
    made_at: datetime | None = None
    signed: tuple[Signed, ...] = ()
    recalled_at: datetime | None = None


class DryRun(msgspec.Struct, frozen=True):
    """What taking a table over would do to a month, and what stands against it."""

    month: Month
    changes: list[Change]
    faults: list[Fault]


async def of_edition(edition: UUID) -> OnPaper:
    """An edition as it was signed. Raises NotHere."""
    found = await leaf(edition)
    one = found.edition
    return OnPaper(
        team=one.team_name, month=one.month, plan=found.plan, kinds=await kinds_of(month_days(one.month)),
        path=f"/rosters/editions/{one.id}", label=one.label, state=one.state, exceptions=one.exceptions, maker=one.maker,
        made_at=one.made_at, signed=await _signed(one), recalled_at=one.recalled_at,
    )  # fmt: skip


async def _signed(one: Edition) -> tuple[Signed, ...]:
    """By the chain; where a superior approved a change of shifts, by them alone."""
    if one.paper is None:
        at = one.in_force_at
        return (Signed("approve", one.granter, at),) if one.granter and at else ()
    return tuple(
        Signed(entry.step_deed, entry.signer_name, entry.at)
        for entry in await entries(one.paper)
        if entry.deed == "agree"
    )


async def of_plan(roster: UUID) -> OnPaper:
    """The plan as it stands now. Raises NotHere."""
    found = await sheet(roster)
    return OnPaper(
        team=found.month.team_name, month=found.month.month, plan=found.frozen(), path=f"/rosters/{roster}",
        kinds={day: day_of(day, found.roster.own_days) for day in found.roster.days},
    )  # fmt: skip


async def dry_run(roster: UUID, table: Sequence[Sequence[str]]) -> DryRun:
    """What the table would change in the plan. Raises NotHere."""
    found = await sheet(roster)
    plan, month = found.frozen(), found.month
    letters = [one.letter for one in plan.shifts]
    said = read(table, month.month, plan.people, letters)
    changes, faults = [], list(said.faults)
    names = {one.id: one.name for one in plan.people}
    for (person, day), (letter, place) in said.wishes.items():
        was = plan.letter(person, day)
        if letter == was:
            continue
        if (person, day) in found.elsewhere:
            values = {"name": names[person], "day": f"{day:%m-%d}"}
            faults.append(Fault(place, letter, ELSEWHERE, values))
        elif month.state == "in_force" and day < clock.today():
            faults.append(Fault(place, letter or FREE, OVER))
        changes.append(Change(person, names[person], day, was, letter))
    return DryRun(month, changes, faults)
