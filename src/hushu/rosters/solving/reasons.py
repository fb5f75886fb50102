"""Why a need is not met: what keeps each person who could meet it from doing so (ROST-3, ROST-11)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from hushu.rosters.rules.shapes import DAY, Member, Need
from hushu.rosters.solving.limits import Limit, Problem
from hushu.rosters.solving.question import Gap, Place, Why

ABSENT, LEAVE, ELSEWHERE, KEPT, KEPT_FREE, WORKS, ABLE = (
    "absent", "leave", "elsewhere", "kept", "kept_free", "works", "able",
)  # fmt: skip


class Judged:
    """A roster with its problem, to ask what stands against one more shift."""

    def __init__(self, problem: Problem, plan: dict[Place, str]) -> None:
        self.problem, self.plan = problem, plan
        self._limits: dict[Place, list[Limit]] = defaultdict(list)
        for limit in problem.limits:
            for day, _ in limit.terms:
                self._limits[limit.person, day].append(limit)

    def gaps(self) -> list[Gap]:
        """Every need that is not met, with why."""
        return [
            gap for day in self.problem.question.days for number, need in self.problem.needs_of(day)
            for gap in self._gaps_of(day, number, need)
        ]  # fmt: skip

    def filled(self) -> None:
        """Fills what somebody could simply do besides: a search that was stopped early may have left it."""
        for gap in self.gaps():
            need, left = self.problem.question.needs[gap.need], gap.missing
            for member in self.problem.question.members if not gap.senior else ():
                shift = self._simply(member, gap.day, need)
                if left and shift:
                    self.plan[member.id, gap.day] = shift
                    left -= 1

    def may(self, member: Member, day: date, shift: str) -> bool:
        """Whether nothing stands against that shift besides what is planned."""
        return not self.plan.get((member.id, day)) and self._against(member, day, shift) is None

    def _simply(self, member: Member, day: date, need: Need) -> str:
        if self.plan.get((member.id, day)) or (member.id, day) not in self.problem.open:
            return ""
        able = set(self.problem.open[member.id, day]) & self.problem.counts(need, member)
        return next((key for key in sorted(able) if self._against(member, day, key) is None), "")

    def _gaps_of(self, day: date, number: int, need: Need) -> Iterator[Gap]:
        there = [m for m in self.problem.question.members if self._meets(m, day, need)]
        if len(there) < need.least:
            yield Gap(
                day,
                number,
                need.least - len(there),
                senior=False,
                why=self._why(day, need, senior=False),
            )
        elif need.senior and there and not any(m.senior for m in there):
            yield Gap(day, number, 1, senior=True, why=self._why(day, need, senior=True))

    def _meets(self, member: Member, day: date, need: Need) -> bool:
        return member.here(day) and self.plan.get((member.id, day), "") in self.problem.counts(
            need, member
        )

    def _why(self, day: date, need: Need, *, senior: bool) -> list[Why]:
        """The same obstacle said once for all whom it keeps away, in the order of how much there is to do about it."""
        grouped: dict[tuple[str, str], Why] = {}
        for member in self.problem.question.members:
            counts = self.problem.counts(need, member)
            if not counts or (senior and not member.senior) or self._meets(member, day, need):
                continue
            key, shift = self._obstacle(member, day, counts)
            grouped.setdefault((key, shift), Why(key, [], shift)).people.append(member.id)
        return sorted(grouped.values(), key=lambda why: (why.key, why.shift))

    def _obstacle(self, member: Member, day: date, counts: frozenset[str]) -> tuple[str, str]:
        place = (member.id, day)
        works = self.plan.get(place, "")
        if not member.here(day):
            return ABSENT, ""
        if member.on_leave(day):
            return LEAVE, ""
        if place in self.problem.elsewhere:
            return ELSEWHERE, works
        if place in self.problem.kept:
            return (KEPT, works) if works else (KEPT_FREE, "")
        if works:
            return WORKS, works
        found = [self._against(member, day, key) for key in sorted(counts)]
        return next((one for one in found if one is not None), (ABLE, ""))

    def _against(self, member: Member, day: date, shift: str) -> tuple[str, str] | None:
        """The first rule that this shift would break, and the shift next to it where rest is too short."""
        for limit in self._limits[member.id, day]:
            weight = limit.holds(day, shift)
            if weight and limit.weight(self.plan) + weight > limit.most:
                return limit.rule, self._beside(
                    limit, member, day
                ) if limit.rule == "rested" else ""
        return None

    def _beside(self, limit: Limit, member: Member, day: date) -> str:
        other = next(at for at, _ in limit.terms if at != day)
        return (
            f"{'before' if other == day - DAY else 'after'}:{self.plan.get((member.id, other), '')}"
        )


def missing(gaps: list[Gap]) -> int:
    """How many people are missing in all."""
    return sum(gap.missing for gap in gaps if not gap.senior)


def changes(
    before: Mapping[Place, str], after: Mapping[Place, str]
) -> list[tuple[Place, str, str]]:
    """The cells that differ: where, what stands, what shall stand."""
    places = sorted({*before, *after})
    return [(place, was, shall) for place in places
            if (was := before.get(place, "")) != (shall := after.get(place, ""))]  # fmt: skip
