"""A first roster as a careful planner would write it: day by day, each shift to whoever has had least of it so far.

It keeps every rule and leaves some gaps; the search begins from it instead of from nothing.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from hushu.rosters.rules.shapes import DAY, Member
from hushu.rosters.solving.fairness import MEASURES, shares
from hushu.rosters.solving.limits import Problem
from hushu.rosters.solving.question import Place
from hushu.rosters.solving.reasons import Judged

AS_YESTERDAY, AGAINST_A_WISH = -0.25, 1.0  # in shares of a month


def first(problem: Problem, lacking: Callable[[Mapping[Place, str]], int]) -> dict[Place, str]:
    """What the search begins from: what was found before, or where that lacks more or breaks a rule by now, one by hand."""
    written, begun = Start(problem).written(), _begun(problem)
    return begun if begun and lacking(begun) <= lacking(written) else written


def _begun(problem: Problem) -> dict[Place, str]:
    """The roster found before, with what is fixed now; empty where a rule stands against it."""
    plan = problem.stands | {
        (one.person, one.day): one.shift for one in problem.question.begins
        if one.shift in problem.open.get((one.person, one.day), ())
    }  # fmt: skip
    sound = all(
        limit.weight(plan) <= max(limit.most, limit.weight(problem.stands))
        for limit in problem.limits
    )
    return plan if problem.question.begins and sound else {}


class Start:
    """The roster as it grows."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.plan = problem, dict(problem.stands)
        self._judged = Judged(problem, self.plan)
        self._shares = {one.name: shares(problem, one) for one in MEASURES}
        self._had: dict[UUID, Counter[str]] = {
            one.id: Counter() for one in problem.question.members
        }
        self._wished = {(one.person, one.day): one.wants for one in problem.question.wishes}

    def written(self) -> dict[Place, str]:
        """Needed shifts first, nights before the others; then working days up to everybody's hours."""
        nights_first = sorted(
            self.problem.useful, key=lambda key: (not self.problem.shifts[key].night, key)
        )
        for day in self.problem.question.days:
            asked = self.problem.asked(day)
            for key in nights_first:
                self._fill(day, key, asked.get(key, 0))
        self._up_to_hours()
        return self.plan

    def _fill(self, day: date, key: str, least: int) -> None:
        there = [
            one for one in self.problem.question.members if self.plan.get((one.id, day)) == key
        ]
        here = len(there)
        for member in self._in_turn(day, key, there):
            if here >= least:
                return
            if self._judged.may(member, day, key):
                self._put(member, day, key)
                here += 1

    def _in_turn(self, day: date, key: str, there: list[Member]) -> list[Member]:
        """Who is next: a senior where the shift needs one and has none, then whoever has had least."""
        turn = sorted(self._free(day, key), key=lambda one: self._load(one, day, key))
        wanted = any(need.senior and need.shift == key for _, need in self.problem.needs_of(day))
        if not wanted or any(one.senior for one in there):
            return turn
        first = next((one for one in turn if one.senior and self._judged.may(one, day, key)), None)
        return [first, *(one for one in turn if one is not first)] if first else turn

    def _up_to_hours(self) -> None:
        """Working days, the emptiest first, for whoever is more than half a shift below their hours."""
        work = [day for day in self.problem.question.days if self.problem.kinds[day] == "work"]
        by_day = [key for key in sorted(self.problem.useful) if not self.problem.shifts[key].night]
        there = Counter((day, key) for (_, day), key in self.plan.items())
        for member in self.problem.question.members:
            for day, key in sorted(
                ((day, key) for day in work for key in by_day),
                key=lambda one: (self._unwished(member, *one), there[one]),
            ):
                left = self._shares["minutes"].get(member.id, 0.0) - self._had[member.id]["minutes"]
                if left < self.problem.shifts[key].minutes / 2:
                    break
                if key in self.problem.open.get((member.id, day), ()) and self._judged.may(
                    member, day, key
                ):
                    self._put(member, day, key)
                    there[day, key] += 1

    def _free(self, day: date, key: str) -> list[Member]:
        return [
            one for one in self.problem.question.members
            if key in self.problem.open.get((one.id, day), ()) and (one.id, day) not in self.plan
        ]  # fmt: skip

    def _load(self, member: Member, day: date, key: str) -> float:
        """How much of their shares they have had, of those that this shift counts for; the same as yesterday is welcome."""
        shift, load = self.problem.shifts[key], 0.0
        for measure in MEASURES:
            if measure.weighs(self.problem, day, shift):
                share = self._shares[measure.name].get(member.id, 0.0)
                load += self._had[member.id][measure.name] / share if share else 1.0
        load += AS_YESTERDAY * (self.plan.get((member.id, day - DAY)) == key)
        return load + AGAINST_A_WISH * self._unwished(member, day, key)

    def _unwished(self, member: Member, day: date, key: str) -> int:
        """Above nothing where they wish something else of that day, below where they wish this."""
        wants = self._wished.get((member.id, day), "")
        return -1 if wants == key else int(bool(wants))

    def _put(self, member: Member, day: date, key: str) -> None:
        self.plan[member.id, day] = key
        for measure in MEASURES:
            self._had[member.id][measure.name] += measure.weighs(
                self.problem, day, self.problem.shifts[key]
            )
