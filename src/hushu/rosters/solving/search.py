"""The search: first as few gaps as can be, then the best of those rosters, then what each rule costs where gaps remain."""

import sys
import threading
import time
from collections.abc import Callable

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model_helper import SatParameters

from hushu.rosters.solving.limits import ABSENCES, RULES, Problem
from hushu.rosters.solving.model import Model
from hushu.rosters.solving.prices import Prices
from hushu.rosters.solving.question import Answer, Gap, Place, Progress, Question, Relaxed
from hushu.rosters.solving.reasons import Judged, missing
from hushu.rosters.solving.start import Start, first

WORKERS, SEED = 2, 7
FIRST_PART = 0.6  # of the time, at most, until it is known how many gaps there must be
LAST_PART = 0.2  # kept for what each rule costs, where gaps remain
EACH_RULE = 0.7  # seconds at least, beyond the others where these are spent
LEAST_SECONDS = 0.1
NEAR = 0.005  # an objective this near to its bound is as good as the best
SMALL = 120  # open cells up to which the best is soon proven to be it
KNOWING = "max_lp"  # the worker that knows the sums of all limits, and so what nobody can do better
PROVING = (KNOWING, "no_lp")
TELL_EVERY = 0.5  # seconds

Tell = Callable[[Progress], None]


class Search:
    """One question, its answer, and a way to stop in between with the best found so far."""

    def __init__(self, question: Question, tell: Tell, *, workers: int = WORKERS) -> None:
        self.question, self._tell, self._workers = question, tell, workers
        self._began, self._told = time.monotonic(), 0.0
        self._stopped = threading.Event()
        self._solver: cp_model.CpSolver | None = None

    def stop(self) -> None:
        """Ends the search soon; may be called from another thread."""
        self._stopped.set()
        if self._solver is not None:
            self._solver.stop_search()

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.monotonic() - self._began

    def answer(self) -> Answer:
        """The best roster that time allowed."""
        problem = Problem(self.question)
        model = Model(problem)
        plan = first(problem, model.lacking)
        proven = not Judged(problem, plan).gaps()
        if not proven:
            plan, proven = self._fewest_gaps(model, plan)
        best = self._best(model, plan)
        return self._answered(
            problem, plan if best is None else model.plan(best), best, proven=proven
        )

    def _fewest_gaps(self, model: Model, plan: dict[Place, str]) -> tuple[dict[Place, str], bool]:
        """A roster with as few gaps as were found, and whether there can be no fewer."""
        model.cp.minimize(model.lacks())
        model.hint(plan)
        first = self._solve(model, self.question.seconds * FIRST_PART)
        if first is None:
            return plan, False
        return model.plan(first), first.best_objective_bound >= first.objective_value

    def _best(self, model: Model, plan: dict[Place, str]) -> cp_model.CpSolver | None:
        """The best roster that has no more gaps than that one."""
        lacking = model.lacking(plan)
        model.cp.add(model.lacks() <= lacking)
        model.cp.minimize(Prices(model).total())
        model.hint(plan)
        return self._solve(
            model,
            self.question.seconds * (1 - LAST_PART * bool(lacking)) - self.seconds,
            priced=True,
        )

    def _answered(
        self,
        problem: Problem,
        plan: dict[Place, str],
        best: cp_model.CpSolver | None,
        *,
        proven: bool,
    ) -> Answer:
        judged = Judged(problem, plan)
        if best is None:
            judged.filled()
        gaps = judged.gaps()
        objective, bound = (best.objective_value, best.best_objective_bound) if best else (0.0, 0.0)
        return Answer(
            problem.proposal(plan), gaps, self._relaxed(gaps), proven, best is not None and near(objective, bound),
            objective, bound, self.seconds,
        )  # fmt: skip

    def _relaxed(self, gaps: list[Gap]) -> list[Relaxed]:
        """What would be missing without each rule in turn; only those without which less would."""
        found, now = [], missing(gaps)
        rules = (*ABSENCES, *RULES) if now else ()
        for turn, rule in enumerate(rules):
            problem = Problem(self.question, frozenset({rule}))
            plan = Start(problem).written()
            left = missing(Judged(problem, plan).gaps())
            if left:
                seconds = max(
                    EACH_RULE, (self.question.seconds - self.seconds) / (len(rules) - turn)
                )
                left = min(left, self._least_missing(problem, plan, seconds))
            if left < now:
                found.append(Relaxed(rule, left))
        return found

    def _least_missing(self, problem: Problem, plan: dict[Place, str], seconds: float) -> int:
        """How many people must be missing there, as far as that time shows."""
        model = Model(problem)
        model.cp.minimize(sum(model.missing.values()))
        model.hint(plan)
        solver = self._solve(model, seconds)
        return sys.maxsize if solver is None else round(solver.objective_value)

    def _solve(
        self, model: Model, seconds: float, *, priced: bool = False
    ) -> cp_model.CpSolver | None:
        """A solver that found something, or None."""
        if self._stopped.is_set():
            return None
        solver = self._solver = cp_model.CpSolver()
        asked = solver.parameters
        asked.max_time_in_seconds, asked.random_seed = max(LEAST_SECONDS, seconds), SEED
        asked.num_workers = self._workers
        if not priced:
            asked.subsolvers.extend(PROVING)
        elif len(model.busy) <= SMALL:
            _to_its_end(asked)
        else:
            _by_both_ends(asked)
        status = solver.solve(model.cp, Heard(self, model, priced=priced))
        return solver if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None

    def heard(self, progress: Callable[[], Progress]) -> None:
        """Passes a better roster on, not oftener than somebody can read: to read it out of the solver costs time."""
        if self._stopped.is_set():
            self.stop()
        if self.seconds - self._told >= TELL_EVERY:
            self._told = self.seconds
            self._tell(progress())


def _to_its_end(asked: SatParameters) -> None:
    """One worker that comes to an end: the only way to the same answer each time."""
    asked.num_workers, asked.linearization_level, asked.relative_gap_limit = 1, 2, NEAR


def _by_both_ends(asked: SatParameters) -> None:
    """One worker proves what cannot be, the other changes small neighbourhoods, often, led by what the first one knows."""
    asked.subsolvers.append(KNOWING)
    asked.relative_gap_limit = NEAR
    asked.lns_initial_difficulty, asked.lns_initial_deterministic_limit = 0.15, 0.01
    # Each neighbourhood is prepared anew, and longer than it is searched: the cheap part of preparing does most of it.
    asked.max_presolve_iterations = 1
    asked.cp_model_probing_level = asked.symmetry_level = 0


class Heard(cp_model.CpSolverSolutionCallback):
    """What the solver calls with every better roster."""

    def __init__(self, search: Search, model: Model, *, priced: bool) -> None:
        super().__init__()
        self._search, self._model, self._priced = search, model, priced

    def on_solution_callback(self) -> None:
        """A better roster was found."""
        self._search.heard(self._progress)

    def _progress(self) -> Progress:
        plan = self._model.plan(self)
        lacking = sum(self.value(one) for one in self._model.missing.values())
        objective, bound = (
            (self.objective_value, self.best_objective_bound) if self._priced else (0.0, 0.0)
        )
        cells = self._model.problem.proposal(plan)
        return Progress(self._search.seconds, lacking, objective, bound, cells)


def near(objective: float, bound: float) -> bool:
    """Whether nothing better is to be expected."""
    return objective - bound <= NEAR * max(1.0, abs(objective))
