"""A change of shifts between two people as a value: which days it moves, and what would be wrong then (ROST-7)."""

from datetime import date
from uuid import UUID

import msgspec

from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_
from hushu.rosters.rules.checks import Finding, Roster, findings
from hushu.rosters.rules.shapes import Plan

GIVER_FREE = N_("There is no shift on %(day)s to give away any more.")
TAKER_BUSY = N_("%(name)s works on %(day)s already.")
BACK_FREE = N_("%(name)s has no shift on %(day)s to give in return.")

Cells = dict[tuple[UUID, date], str]


class Exchange(msgspec.Struct, frozen=True):
    """giver's shift on `day` goes to taker; with `back_day`, taker's of that day comes to giver."""

    giver: UUID
    day: date
    taker: UUID
    back_day: date | None = None


def given_away(plan: Plan, giver: UUID, day: date) -> str:
    """The shift that somebody gives away, by key. Raises Refused where they have none on that day."""
    given = plan.get((giver, day), "")
    if not given:
        raise Refused("day", GIVER_FREE, day=f"{day:%m-%d}")
    return given


def cells_of(plan: Plan, one: Exchange, names: dict[UUID, str]) -> Cells:
    """The days that it moves, by shift key, '' for free. Raises Refused where the plan no longer has them."""
    given = given_away(plan, one.giver, one.day)
    cells: Cells = {(one.giver, one.day): "", (one.taker, one.day): given}
    if one.back_day != one.day and plan.get((one.taker, one.day)):
        raise Refused("taker", TAKER_BUSY, name=names.get(one.taker, ""), day=f"{one.day:%m-%d}")
    if one.back_day is None:
        return cells
    back = plan.get((one.taker, one.back_day), "")
    if not back:
        name, day = names.get(one.taker, ""), f"{one.back_day:%m-%d}"
        raise Refused("back_day", BACK_FREE, name=name, day=day)
    if one.back_day != one.day and plan.get((one.giver, one.back_day)):
        name, day = names.get(one.giver, ""), f"{one.back_day:%m-%d}"
        raise Refused("back_day", TAKER_BUSY, name=name, day=day)
    if one.back_day == one.day:
        return {(one.giver, one.day): back, (one.taker, one.day): given}
    return cells | {(one.taker, one.back_day): "", (one.giver, one.back_day): back}


def made_worse(before: Roster, cells: Cells) -> list[Finding]:
    """What would be wrong with these days changed and is not wrong now."""
    plan = {place: key for place, key in {**before.plan, **cells}.items() if key}
    known = {_mark(one) for one in findings(before)}
    return [one for one in findings(before.planned(plan)) if _mark(one) not in known]


def _mark(one: Finding) -> tuple[UUID | None, date | None, str, str]:
    return one.person, one.day, one.key, one.words
