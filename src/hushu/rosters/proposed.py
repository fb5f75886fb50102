"""What the panel of proposals shows: how far a run is, what it would change, how fair it is, and what cannot be met (ROST-3)."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from hushu.foundation.calendar import day_of
from hushu.foundation.opened import here
from hushu.foundation.translation import N_, translate
from hushu.rosters import queries
from hushu.rosters.face import frozen_grid
from hushu.rosters.queries.proposals import FOUND, LONGER, RUNNING, Proposal, asked_of
from hushu.rosters.rules.checks import HARD, findings
from hushu.rosters.rules.figures import Figures, hours
from hushu.rosters.solving import reasons
from hushu.rosters.solving.fairness import worked
from hushu.rosters.solving.limits import Problem
from hushu.rosters.solving.question import Gap, Place, Why

KEEPS = {
    "planned": N_("Keep everything planned, fill the rest"),
    "fixed": N_("Keep only fixed days, plan the rest anew"),
}
WHY: dict[str, str] = {
    reasons.ABSENT: N_("%(names)s: not employed on this day"), reasons.LEAVE: N_("%(names)s: on leave"),
    reasons.ELSEWHERE: N_("%(names)s: in another roster"), reasons.KEPT: N_("%(names)s: fixed to “%(shift)s”"),
    reasons.KEPT_FREE: N_("%(names)s: fixed as free"), reasons.WORKS: N_("%(names)s: needed in “%(shift)s”"),
    "before": N_("%(names)s: less than %(rest)s h of rest after “%(shift)s” of the day before"),
    "after": N_("%(names)s: less than %(rest)s h of rest before “%(shift)s” of the next day"),
    "running": N_("%(names)s: already %(running)s days running"), "week": N_("%(names)s: no free day left in the week"),
    "hours": N_("%(names)s: the hours of the month are used up"), reasons.ABLE: N_("%(names)s: was not tried in the time given"),
}  # fmt: skip
RULE: dict[str, str] = {
    "leave": N_("leave"), "fixed": N_("fixed days"), "rested": N_("rest between shifts"), "running": N_("days running"),
    "week": N_("weekly free day"), "hours": N_("hours of the month"),
}  # fmt: skip
LACKS = N_("%(days)s: %(what)s lacks %(n)s")
LACKS_SENIOR = N_("%(days)s: %(what)s lacks a senior")
NOBODY = N_("nobody here is qualified for it")
RELAXED = N_("Without “%(rule)s” %(n)s would be missing instead of %(now)s.")
TOO_LITTLE = N_("The month needs %(need)s h; everybody together may work %(may)s h at most.")
MOST_LINES = 30


class Line(msgspec.Struct, frozen=True):
    """Something that is not met, and why."""

    words: str
    why: list[str]


class Share(msgspec.Struct, frozen=True):
    """One person's figures: as the month stands, as it is proposed, and the quarter with it."""

    name: str
    before: Figures
    after: Figures
    quarter: Figures


def panel(sheet: queries.Sheet, proposal: Proposal | None) -> dict[str, Any]:
    """Everything the panel shows."""
    shown: dict[str, Any] = {
        "month": sheet.month, "proposal": proposal, "fixed": len(sheet.fixed),
        "keeps": [(key, translate(words)) for key, words in KEEPS.items()],
        "may_edit": here().may("rosters.edit") and sheet.month.state != "signing", "empty": not sheet.people,
        "running": proposal is not None and proposal.state in RUNNING and not proposal.lost,
        "lost": proposal is not None and proposal.lost,
    }  # fmt: skip
    return shown | (
        _preview(sheet, proposal) if proposal is not None and proposal.state in FOUND else {}
    )


def _preview(sheet: queries.Sheet, proposal: Proposal) -> dict[str, Any]:
    problem = Problem(asked_of(sheet, proposal.keep))
    now = {
        place: shift
        for place, shift in sheet.roster.plan.items()
        if place[1] in set(sheet.roster.days)
    }
    others = {
        place: shift
        for place, shift in sheet.roster.plan.items()
        if place not in now or place in sheet.elsewhere
    }
    then = others | proposal.proposed
    said = Said(problem, {one.id: one.name for one in sheet.people})
    explained = proposal.explained
    missing = reasons.missing(explained.gaps)
    changed = {place for place, _, _ in reasons.changes(proposal.stood, proposal.proposed)}
    return _as_grid(sheet, then, changed if proposal.stood else ()) | {
        "changes": len(changed), "explained": explained, "missing": missing,
        "gaps": said.gaps(explained.gaps), "relaxed": [said.relaxed(one.rule, one.missing, missing) for one in explained.relaxed],
        "too_little": said.too_little() if missing else "", "kept_wrong": list(_kept_wrong(sheet, then)),
        "shares": list(_shares(sheet, problem, now, then)), "longer": round(LONGER),
    }  # fmt: skip


def _as_grid(
    sheet: queries.Sheet, then: Mapping[Place, str], changed: Collection[Place]
) -> dict[str, Any]:
    """The month as it would be, to be looked at before it is taken over."""
    roster = sheet.roster.planned(then)
    whole = msgspec.structs.replace(sheet, roster=roster, elsewhere={}).frozen()
    kinds = {day: day_of(day, roster.own_days) for day in roster.days}
    return frozen_grid(kinds, whole, changed)


def _kept_wrong(sheet: queries.Sheet, then: Mapping[Place, str]) -> Iterator[str]:
    """Rules that the days which were kept break by themselves."""
    names = {one.id: one.name for one in sheet.people}
    for one in findings(sheet.roster.planned(then)):
        if one.key in HARD and one.person is not None:
            day = f"{one.day:%m-%d} " if one.day else ""
            yield f"{day}{names.get(one.person, '')} {translate(one.words, **one.values)}"


def _shares(
    sheet: queries.Sheet, problem: Problem, now: Mapping[Place, str], then: Mapping[Place, str]
) -> Iterator[Share]:
    for one in sheet.people:
        after = worked(problem, then, one.id)
        quarter = after + sheet.past.get(one.id, Figures())
        yield Share(one.name, worked(problem, now, one.id), after, quarter)


class Said:
    """Gaps in words."""

    def __init__(self, problem: Problem, names: Mapping[UUID, str]) -> None:
        self._problem, self._names = problem, names
        norms = problem.question.norms
        self._limits = {"rest": norms.rest_hours, "running": norms.days_running}

    def gaps(self, gaps: list[Gap]) -> list[Line]:
        """What is missing on which days; days that lack the same for the same reasons stand together."""
        grouped: dict[tuple[int, int, bool, tuple[str, ...]], list[date]] = {}
        for gap in gaps:
            why = tuple(self._why(one) for one in gap.why) or (translate(NOBODY),)
            grouped.setdefault((gap.need, gap.missing, gap.senior, why), []).append(gap.day)
        return [self._line(days, *key) for key, days in grouped.items()]

    def _line(
        self, days: list[date], number: int, missing: int, senior: bool, why: tuple[str, ...]
    ) -> Line:
        what = self._need(number)
        said = ", ".join(f"{day:%m-%d}" for day in days)
        words = LACKS_SENIOR if senior else LACKS
        values: dict[str, Any] = {"days": said, "what": what} | ({} if senior else {"n": missing})
        return Line(translate(words, **values), list(why))

    def _need(self, number: int) -> str:
        needs = self._problem.question.needs
        if number >= len(needs):  # the team's needs were changed since
            return ""
        need = needs[number]
        post = self._problem.question.posts.get(need.post, need.post)
        if need.shift in self._problem.shifts:
            return f"{post} · {self._problem.shifts[need.shift].name}"
        return f"{post} {need.since:%H:%M}–{need.until:%H:%M}"

    def _why(self, why: Why) -> str:
        names = "、".join(self._names.get(person, "…") for person in why.people)
        key, _, shift = (
            why.shift.partition(":") if why.key == "rested" else (why.key, "", why.shift)
        )
        name = self._problem.shifts[shift].name if shift in self._problem.shifts else ""
        values: dict[str, Any] = {"names": names, "shift": name} | self._limits
        return translate(WHY[key], **values)

    def relaxed(self, rule: str, left: int, now: int) -> str:
        """What a rule costs."""
        return translate(RELAXED, rule=translate(RULE[rule]), n=left, now=now)

    def too_little(self) -> str:
        """Where all hours together do not suffice, that is the reason."""
        problem = self._problem
        need = sum(problem.asked_minutes(day) for day in problem.question.days)
        may = problem.cap * sum(
            any(place[0] == one.id for place in problem.open) for one in problem.question.members
        )
        return translate(TOO_LITTLE, need=hours(need), may=hours(may)) if need > may else ""
