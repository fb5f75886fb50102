"""The CP-SAT model of one month: hard rules as they are, and missing people as slack."""

from collections.abc import Iterable, Mapping
from datetime import date

from ortools.sat.python import cp_model

from hushu.rosters.rules.shapes import Need
from hushu.rosters.solving.limits import Problem
from hushu.rosters.solving.question import Place

Sum = cp_model.LinearExpr | int
FOLLOWING = 1.0  # seconds at most, of which a tenth is needed
MISSING, NO_SENIOR = 3, 1  # a place that nobody fills weighs more than a shift without a senior


class Model:
    """The variables of a problem and what they add up to."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.cp = problem, cp_model.CpModel()
        self.works: dict[Place, dict[str, cp_model.IntVar]] = {}
        self.busy: dict[Place, cp_model.IntVar] = {}
        self.missing: dict[tuple[date, int], cp_model.IntVar] = {}
        self.no_senior: dict[tuple[date, int], cp_model.IntVar] = {}
        self._lay_cells()
        self._lay_limits()
        self._lay_needs()

    def _lay_cells(self) -> None:
        for (person, day), able in self.problem.open.items():
            made = {key: self.cp.new_bool_var("") for key in able}
            self.works[person, day] = made
            self.busy[person, day] = busy = self.cp.new_bool_var("")
            self.cp.add_exactly_one(*made.values(), ~busy)

    def _lay_limits(self) -> None:
        """A limit that fixed cells alone overstep is theirs: the rest then adds nothing to it."""
        for limit in self.problem.limits:
            terms = [
                term
                for day, weights in limit.terms
                for term in self.weighed((limit.person, day), weights)
            ]
            left = max(0, limit.most - limit.weight(self.problem.stands))
            if sum(weight for weight, _ in terms) > left:
                self.cp.add(weighted(terms) <= left)

    def weighed(
        self, place: Place, weights: Mapping[str, int]
    ) -> list[tuple[int, cp_model.IntVar]]:
        """What a cell weighs: one term where every shift that may stand there weighs the same, which keeps the model small."""
        works = self.works.get(place, {})
        if works and len(same := {weights.get(key, 0) for key in works}) == 1:
            return [(weight, self.busy[place]) for weight in same if weight]
        return [(weights[key], one) for key, one in works.items() if weights.get(key)]

    def _lay_needs(self) -> None:
        for day in self.problem.question.days:
            for number, need in self.problem.needs_of(day):
                there, standing = self._there(day, need)
                self._lay_need((day, number), need, there, standing)
                if need.senior:
                    self._lay_senior((day, number), need)

    def _there(
        self, day: date, need: Need, *, senior: bool = False
    ) -> tuple[list[cp_model.IntVar], int]:
        """Who could meet the need that day, and how many cells that stand do already."""
        free, standing = [], 0
        for member in self.problem.question.members:
            if senior and not member.senior:
                continue
            counts = self.problem.counts(need, member)
            standing += member.here(day) and self.problem.stands.get((member.id, day), "") in counts
            free += [
                one for key, one in self.works.get((member.id, day), {}).items() if key in counts
            ]
        return free, standing

    def _lay_need(
        self, place: tuple[date, int], need: Need, there: list[cp_model.IntVar], standing: int
    ) -> None:
        least = need.least - standing
        if least <= 0:
            return
        short = self.missing[place] = self.cp.new_int_var(0, least, "")
        self.cp.add(sum(there) + short >= least)

    def _lay_senior(self, place: tuple[date, int], need: Need) -> None:
        seniors, standing = self._there(place[0], need, senior=True)
        if standing:
            return
        without = self.no_senior[place] = self.cp.new_bool_var("")
        self.cp.add(sum(seniors) + without >= 1)

    def lacks(self) -> Sum:
        """What the month lacks of people and seniors."""
        return weighted([(MISSING, one) for one in self.missing.values()]
                    + [(NO_SENIOR, one) for one in self.no_senior.values()])  # fmt: skip

    def lacking(self, plan: Mapping[Place, str]) -> int:
        """What that roster lacks, counted as `lacks` does."""
        found = 0
        for number, need in enumerate(self.problem.question.needs):
            for day in self.problem.question.days:
                there = [
                    one for one in self.problem.question.members
                    if one.here(day) and plan.get((one.id, day), "") in self.problem.counts(need, one)
                ]  # fmt: skip
                if (day, number) in self.missing:
                    found += MISSING * max(0, need.least - len(there))
                if (day, number) in self.no_senior:
                    found += NO_SENIOR * (not any(one.senior for one in there))
        return found

    def plan(
        self, value: "cp_model.CpSolverSolutionCallback | cp_model.CpSolver"
    ) -> dict[Place, str]:
        """The roster that a solution stands for, with the cells that stand anyway."""
        found = dict(self.problem.stands)
        for place, shifts in self.works.items():
            for key, one in shifts.items():
                if value.value(one):
                    found[place] = key
        return found

    def hint(self, plan: Mapping[Place, str]) -> None:
        """Begins the search at that roster. What follows from it is said too: half a hint is taken for a direction only."""
        self.cp.clear_hints()  # type: ignore[no-untyped-call]
        for place, shifts in self.works.items():
            self.cp.add_hint(self.busy[place], bool(plan.get(place)))
            for key, one in shifts.items():
                self.cp.add_hint(one, plan.get(place) == key)
        follows = cp_model.CpSolver()
        asked = follows.parameters
        asked.fix_variables_to_their_hinted_value, asked.cp_model_presolve = True, False
        asked.num_workers, asked.max_time_in_seconds = 1, FOLLOWING
        if follows.solve(self.cp) != cp_model.OPTIMAL:
            return  # fixed days break a rule by themselves, and the roster with them
        self.cp.clear_hints()  # type: ignore[no-untyped-call]
        for index in range(len(self.cp.proto.variables)):
            one = self.cp.get_int_var_from_proto_index(index)
            self.cp.add_hint(one, follows.value(one))


def weighted(terms: Iterable[tuple[int, cp_model.IntVar]]) -> Sum:
    """What the terms add up to."""
    found = list(terms)
    return cp_model.LinearExpr.weighted_sum(
        [one for _, one in found], [weight for weight, _ in found]
    )
