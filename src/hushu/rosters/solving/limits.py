"""The hard rules of `rules.checks` as limits on sums: the model keeps them, and they tell why somebody cannot work.

Every limit is an upper one, so a month without any shift keeps all that can be kept, and the solver always answers.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

import msgspec

from hushu.foundation.calendar import SATURDAY, day_of
from hushu.rosters.rules.checks import HOUR, Roster, month_minutes
from hushu.rosters.rules.shapes import DAY, Member, Need, Shift
from hushu.rosters.solving.question import Place, Question, Standing

WEEK = 7
RULES = ("rested", "running", "week", "hours")
ABSENCES = ("leave", "fixed")


class Limit(msgspec.Struct, frozen=True):
    """Of one person: what these shifts on these days weigh together is at most so much."""

    rule: str
    person: UUID
    terms: tuple[tuple[date, Mapping[str, int]], ...]
    most: int

    def weight(self, plan: Mapping[Place, str]) -> int:
        """What the plan weighs in it."""
        return sum(weights.get(plan.get((self.person, day), ""), 0) for day, weights in self.terms)

    def holds(self, day: date, shift: str) -> int:
        """What that shift on that day weighs in it."""
        return next((weights.get(shift, 0) for at, weights in self.terms if at == day), 0)


class Problem:
    """A question with what follows from it: which cells are open, to which shifts, and under which limits.

    without: rules that do not hold, to find out what each of them costs.
    """

    def __init__(self, question: Question, without: frozenset[str] = frozenset()) -> None:
        self.question, self.without = question, without
        self.roster: Roster = question.roster()
        self.shifts = self.roster.shifts
        self.kinds = {day: day_of(day, question.own_days).kind for day in question.days}
        self.kept = frozenset() if "fixed" in without else frozenset(question.kept)
        self.elsewhere = frozenset(question.elsewhere)
        month = frozenset(question.days)
        self.stands = {
            place: shift for place, shift in self.roster.plan.items()
            if place[1] not in month or place in self.kept or place in self.elsewhere
        }  # fmt: skip

    @cached_property
    def useful(self) -> frozenset[str]:
        """Shifts worth proposing: those that needs name, and where none of these covers a window, all that do."""
        named = {need.shift for need in self.question.needs if need.shift}
        for need in self.question.needs:
            covering = {key for key, shift in self.shifts.items() if need.met_by(shift)}
            if not covering & named:
                named |= covering
        return frozenset(named)

    def able(self, member: Member) -> list[str]:
        """The useful shifts that serve a post of theirs."""
        return [
            key for key, shift in self.shifts.items() if key in self.useful
            and any(need.met_by(shift) and need.post in member.can for need in self.question.needs)
        ]  # fmt: skip

    @cached_property
    def open(self) -> dict[Place, list[str]]:
        """The cells that are the solver's to fill, with the shifts that may stand there."""
        found = {}
        for member in self.question.members:
            able = self.able(member)
            for day in self.question.days:
                place = (member.id, day)
                if (
                    place not in self.kept
                    and place not in self.elsewhere
                    and self._may_work(member, day)
                ):
                    found[place] = able
        return found

    def _may_work(self, member: Member, day: date) -> bool:
        return member.here(day) and ("leave" in self.without or not member.on_leave(day))

    def needs_of(self, day: date) -> Iterator[tuple[int, Need]]:
        """The needs that count on that day."""
        return (
            (n, need) for n, need in enumerate(self.question.needs) if self.kinds[day] in need.kinds
        )

    def asked(self, day: date) -> dict[str, int]:
        """How many each shift needs that day: of several needs of one post and shift the largest."""
        most: dict[tuple[str, str], int] = {}
        for _, need in self.needs_of(day):
            if need.shift:
                key = (need.shift, need.post)
                most[key] = max(most.get(key, 0), need.least)
        asked: dict[str, int] = defaultdict(int)
        for (shift, _), least in most.items():
            asked[shift] += least
        return asked

    def asked_minutes(self, day: date) -> int:
        """Working time that the shifts of the day's needs make."""
        return sum(
            least * self.shifts[key].minutes
            for key, least in self.asked(day).items()
            if key in self.shifts
        )

    def counts(self, need: Need, member: Member) -> frozenset[str]:
        """The shifts in which that person meets that need."""
        if need.post not in member.can:
            return frozenset()
        return frozenset(key for key, shift in self.shifts.items() if need.met_by(shift))

    @cached_property
    def limits(self) -> list[Limit]:
        """Every limit that holds, of every person."""
        kinds = [kind for kind in (self._rested, self._running, self._week, self._hours)
                 if kind.__name__.strip("_") not in self.without]  # fmt: skip
        return [one for kind in kinds for member in self.question.members for one in kind(member)]

    @cached_property
    def _close(self) -> dict[date, dict[str, frozenset[str]]]:
        """By day and shift: the shifts of the day before that end too late for it."""
        least = self.question.norms.rest_hours * HOUR
        days = [self.question.days[0] + n * DAY for n in range(len(self.question.days) + 1)]
        return {day: {key: late for key, shift in self.shifts.items()
                      if (late := self._too_late(day, shift, least))} for day in days}  # fmt: skip

    def _too_late(self, day: date, shift: Shift, least: timedelta) -> frozenset[str]:
        zone = self.roster.zone
        begin = shift.span(day, zone)[0]
        return frozenset(key for key, before in self.shifts.items()
                         if begin - before.span(day - DAY, zone)[1] < least)  # fmt: skip

    def _rested(self, member: Member) -> Iterator[Limit]:
        for day, close in self._close.items():
            for key, late in close.items():
                terms = ((day - DAY, dict.fromkeys(late, 1)), (day, {key: 1}))
                yield Limit("rested", member.id, terms, 1)

    def _running(self, member: Member) -> Iterator[Limit]:
        most, every = self.question.norms.days_running, dict.fromkeys(self.shifts, 1)
        first = self.question.days[0] - most * DAY
        for n in range(len(self.question.days) + most):
            terms = tuple((first + (n + more) * DAY, every) for more in range(most + 1))
            yield Limit("running", member.id, terms, most)

    def _week(self, member: Member) -> Iterator[Limit]:
        every, first, last = (
            dict.fromkeys(self.shifts, 1),
            self.question.days[0],
            self.question.days[-1],
        )
        monday = first - first.weekday() * DAY
        while monday <= last:
            yield Limit(
                "week", member.id, tuple((monday + n * DAY, every) for n in range(WEEK)), WEEK - 1
            )
            monday += WEEK * DAY

    def _hours(self, member: Member) -> Iterator[Limit]:
        weights = {key: shift.minutes for key, shift in self.shifts.items()}
        yield Limit(
            "hours", member.id, tuple((day, weights) for day in self.question.days), self.cap
        )

    def too_close(self, day: date, before: str, shift: str) -> bool:
        """Whether that shift leaves too little rest after that of the day before."""
        return before in self._close.get(day, {}).get(shift, ())

    @cached_property
    def standard(self) -> int:
        """Minutes of the month's working days."""
        return sum(kind == "work" for kind in self.kinds.values()) * self.question.norms.day_minutes

    @cached_property
    def cap(self) -> int:
        """Minutes that anybody may work this month, overtime included."""
        return month_minutes(self.roster) + self.question.norms.overtime_minutes

    def weekend(self, day: date) -> bool:
        """As the roster's page counts them."""
        return day.weekday() >= SATURDAY

    def proposal(self, plan: Mapping[Place, str]) -> list[Standing]:
        """The month's own cells of a plan."""
        month = frozenset(self.question.days)
        return [Standing(person, day, shift) for (person, day), shift in sorted(plan.items())
                if shift and day in month and (person, day) not in self.elsewhere]  # fmt: skip
