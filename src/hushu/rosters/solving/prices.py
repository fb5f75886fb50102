"""What is wished for beyond the rules, each at its price: wishes, fair shares, no more people than needed, a good rhythm."""

import math
from datetime import date
from uuid import UUID

from ortools.sat.python import cp_model

from hushu.rosters.rules.shapes import DAY
from hushu.rosters.solving.fairness import MEASURES, Measure, shares
from hushu.rosters.solving.model import Model, Sum, weighted
from hushu.rosters.solving.question import FREE

# Prices of what should not be, in points: about one for half an hour too few, forty for somebody's wish.
WISH_FREE, WISH_SHIFT = 60, 40
EXTRA_NIGHT, EXTRA_HOLIDAY, EXTRA_REST, EXTRA = 150, 150, 100, 6
LONE_SHIFT, LONE_FREE, BACKWARD = 5, 3, 2
FAR = 2  # how often a second step away from one's share counts more


class Prices:
    """Everything that costs, laid upon a model."""

    def __init__(self, model: Model) -> None:
        self.model, self.problem = model, model.problem
        self._laid: list[tuple[int, cp_model.IntVar]] = []

    def total(self) -> Sum:
        """All of it as one sum."""
        self._lay_wishes()
        for measure in MEASURES:
            self._lay_fairness(measure)
        self._lay_extra()
        for member in self.problem.question.members:
            self._lay_rhythm(member.id)
        self._lay_direction()
        return weighted(self._laid)

    def _price(self, price: int, above: Sum, most: int = 1) -> None:
        """Something that costs so much for each one of the sum above nothing."""
        over = self.model.cp.new_int_var(0, most, "")
        self.model.cp.add(over >= above)
        self._laid.append((price, over))

    def _lay_wishes(self) -> None:
        for wish in self.problem.question.wishes:
            shifts = self.model.works.get((wish.person, wish.day))
            if shifts is None:
                continue
            if wish.wants == FREE:
                self._laid.append((WISH_FREE, self.model.busy[wish.person, wish.day]))
            elif wish.wants in shifts:
                self._price(WISH_SHIFT, 1 - shifts[wish.wants])

    def _lay_fairness(self, measure: Measure) -> None:
        """Steps away from one's share cost, and the second step more than the first."""
        for person, share in shares(self.problem, measure).items():
            terms = [term for day in self.problem.question.days for term in self.model.weighed(
                (person, day), {key: self._weighs(measure, day, key) for key in self.problem.useful})]  # fmt: skip
            if not terms:
                continue
            standing = sum(
                self._weighs(measure, day, shift) for day in self.problem.question.days
                if (shift := self.problem.stands.get((person, day))) is not None
            )  # fmt: skip
            worked, mine = weighted(terms) + standing, share / measure.unit
            most = sum(weight for weight, _ in terms) + standing + math.ceil(mine)
            far = 1 if measure.unit == 1 else max(weight for weight, _ in terms)
            for step in (0, far):
                price = measure.price * (FAR if step else 1)
                self._price(price, worked - math.ceil(mine) - step, most)
                self._price(price, math.floor(mine) - step - worked, most)

    def _weighs(self, measure: Measure, day: date, key: str) -> int:
        return measure.weighs(self.problem, day, self.problem.shifts[key]) // measure.unit

    def _lay_extra(self) -> None:
        """More people than needed: dear at night and on days off, and evenly spread over working days."""
        usual = self._usual()
        for day in self.problem.question.days:
            kind = self.problem.kinds[day]
            for key in self.problem.useful:
                there = [one for m in self.problem.question.members
                         if (one := self.model.works.get((m.id, day), {}).get(key)) is not None]  # fmt: skip
                standing = sum(
                    self.problem.stands.get((m.id, day)) == key
                    for m in self.problem.question.members
                )
                least = self.problem.asked(day).get(key, 0) - standing
                if not there:
                    continue
                if self.problem.shifts[key].night:
                    self._price(EXTRA_NIGHT, sum(there) - least, len(there))
                elif kind != "work":
                    price = EXTRA_HOLIDAY if kind == "statutory" else EXTRA_REST
                    self._price(price, sum(there) - least, len(there))
                else:
                    self._price(EXTRA, sum(there) - least - usual, len(there))

    def _usual(self) -> int:
        """How many more than needed each shift of a working day has when standard hours are worked."""
        problem = self.problem
        days = [day for day in problem.question.days if problem.kinds[day] == "work"]
        shifts = [key for key in problem.useful if not problem.shifts[key].night]
        if not days or not shifts:
            return 0
        hours = next(measure for measure in MEASURES if measure.name == "minutes")
        length = sum(problem.shifts[key].minutes for key in shifts) / len(shifts)
        wanted = sum(shares(problem, hours).values()) / length
        needed = sum(sum(problem.asked(day).values()) for day in problem.question.days)
        return max(0, math.ceil((wanted - needed) / len(days) / len(shifts)))

    def _worked(self, person: UUID, day: date) -> Sum:
        """Whether somebody works that day."""
        return self.model.busy.get((person, day), int((person, day) in self.problem.stands))

    def _lay_rhythm(self, person: UUID) -> None:
        """A single day of work between free ones, and a single free day, are no good rhythm."""
        for day in self.problem.question.days:
            if (person, day) not in self.model.works:
                continue
            before, now, after = (self._worked(person, day + n * DAY) for n in (-1, 0, 1))
            self._price(LONE_SHIFT, now - before - after)
            self._price(LONE_FREE, before + after - now - 1)

    def _lay_direction(self) -> None:
        """From early to late: a shift that begins earlier than that of the day before costs a little."""
        shifts = self.problem.shifts
        later = {
            key: [k for k in shifts if shifts[k].begins > shifts[key].begins] for key in shifts
        }
        for (person, day), now in self.model.works.items():
            before = self.model.works.get((person, day - DAY), {})
            for key, one in now.items():
                late = [
                    before[k]
                    for k in later[key]
                    if k in before and not self.problem.too_close(day, k, key)
                ]
                if late:
                    self._price(BACKWARD, sum(late) + one - 1)
