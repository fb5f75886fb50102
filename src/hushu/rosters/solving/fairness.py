"""Fair shares over a rolling quarter: who worked more nights, weekends, holidays or hours before gets fewer now (ROST-3)."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

import msgspec

from hushu.rosters.rules.figures import Figures, figures
from hushu.rosters.rules.shapes import Member, Shift
from hushu.rosters.solving.limits import Problem
from hushu.rosters.solving.question import Place, Question, Record

LEAST_HOURS = 0.8  # of the month's own share, however much somebody worked before
ROUNDS = 40  # of halving, to find the level


class Measure(msgspec.Struct, frozen=True):
    """One thing to share fairly. weighs: what a shift on a day counts for; unit: what is one of it when planned."""

    name: str
    weighs: Callable[[Problem, date, Shift], int]
    price: int
    unit: int = 1


def _night(_: Problem, _day: date, shift: Shift) -> int:  # each measure is asked the same
    return int(shift.night)


def _weekend(problem: Problem, day: date, _: Shift) -> int:
    return int(problem.weekend(day))


def _holiday(problem: Problem, day: date, _: Shift) -> int:
    return int(problem.kinds[day] == "statutory")


def _minutes(_: Problem, _day: date, shift: Shift) -> int:
    return shift.minutes


HALF_HOUR = 30
MEASURES = (
    Measure("nights", _night, 20), Measure("weekends", _weekend, 14), Measure("holidays", _holiday, 24),
    Measure("minutes", _minutes, 2, HALF_HOUR),
)  # fmt: skip


def worked(problem: Problem, plan: Mapping[Place, str], person: UUID) -> Figures:
    """What that person works in the month by that plan."""
    days = [(day, problem.shifts[shift]) for day in problem.question.days
            if (shift := plan.get((person, day), "")) in problem.shifts]  # fmt: skip
    return figures(days, problem.kinds)


def shares(problem: Problem, measure: Measure) -> dict[UUID, float]:
    """What each who can take part should get of it this month, so that the quarter comes out as even as it can.

    Days away, before or now, count as if the person had worked their part of them: nobody pays for a leave later.
    """
    question = problem.question
    here = {
        m.id: _days_here(question, m) for m in question.members if _takes_part(problem, measure, m)
    }
    if not here:
        return {}
    amount = _amount(problem, measure, here)
    records = {person: question.records.get(person, Record()) for person in here}
    before = sum(one.days for one in records.values())
    rate = sum(getattr(one, measure.name) for one in records.values()) / before if before else 0.0
    now = amount / max(1, sum(here.values()))
    already = {
        person: getattr(one, measure.name) + rate * max(0, question.past_days - one.days)
        + now * (len(question.days) - here[person])
        for person, one in records.items()
    }  # fmt: skip
    found = poured(already, amount)
    return _bounded(problem, here, found) if measure.name == "minutes" else found


def poured(already: Mapping[UUID, float], amount: float) -> dict[UUID, float]:
    """Shares of the amount as water finds its level above what each has already."""
    low, high = min(already.values()), max(already.values()) + amount
    for _ in range(ROUNDS):
        level = (low + high) / 2
        if sum(max(0.0, level - has) for has in already.values()) < amount:
            low = level
        else:
            high = level
    return {person: max(0.0, high - has) for person, has in already.items()}


def _days_here(question: Question, member: Member) -> int:
    return sum(member.here(day) and not member.on_leave(day) for day in question.days)


def _takes_part(problem: Problem, measure: Measure, member: Member) -> bool:
    """Somebody who is never here, or who works no nights at all, shares none."""
    able = problem.able(member)
    if measure.name == "nights":
        able = [key for key in able if problem.shifts[key].night]
    return bool(able) and _days_here(problem.question, member) > 0


def _amount(problem: Problem, measure: Measure, here: Mapping[UUID, int]) -> float:
    """How much of it the month's needs make; of hours at least the standard ones of everybody."""
    needed = sum(
        least * measure.weighs(problem, day, problem.shifts[shift])
        for day in problem.question.days for shift, least in problem.asked(day).items() if shift in problem.shifts
    )  # fmt: skip
    if measure.name != "minutes":
        return float(needed)
    standard = problem.standard
    return float(
        max(needed, sum(standard * days / len(problem.question.days) for days in here.values()))
    )


def _bounded(
    problem: Problem, here: Mapping[UUID, int], found: dict[UUID, float]
) -> dict[UUID, float]:
    """Hours within what anybody may work, and never far under the standard ones to even out the past."""
    standard = problem.standard
    least = {
        person: LEAST_HOURS * standard * days / len(problem.question.days)
        for person, days in here.items()
    }
    return {person: max(least[person], min(share, problem.cap)) for person, share in found.items()}
