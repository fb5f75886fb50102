"""What is wrong with a roster, in words at the cell or at the column's foot (ROST-2)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from hushu.foundation.calendar import SUNDAY, Day, Kind, day_of, working_days
from hushu.foundation.translation import N_
from hushu.rosters.rules.figures import hours
from hushu.rosters.rules.shapes import DAY, ByPerson, Member, Need, Norms, Plan, Shift, by_person

HOUR = timedelta(hours=1)
LOOK_BACK = 7  # days before the first that a row reaches back: a whole week, and six days running
NOT_HERE = N_("%(name)s does not work here on this day")
ON_LEAVE = N_("%(name)s is on leave")
UNQUALIFIED = N_("%(name)s is qualified for no post that “%(shift)s” serves")
SHORT_REST = N_("Only %(hours)s h of rest after “%(before)s”; at least %(least)s")
TOO_MANY_RUNNING = N_("The %(n)s. day running; at most %(most)s")
NO_REST_DAY = N_("No free day in this week")
TOO_MANY_HOURS = N_("%(hours)s h in this month; at most %(most)s with overtime")
TOO_FEW = N_("%(post)s: %(there)s of %(least)s")
TOO_FEW_THROUGH = N_("%(post)s, %(since)s to %(until)s: %(there)s of %(least)s")
NO_SENIOR = N_("“%(shift)s” has no senior")
HARD = frozenset(
    {"presence", "qualified", "rested", "running", "week", "hours"}
)  # a need that is not met is none of these


class Finding(msgspec.Struct, frozen=True):
    """One thing wrong: with a person on a day, with a day (no person), or with a person's whole month (no day)."""

    words: str
    values: dict[str, Any]
    person: UUID | None = None
    day: date | None = None
    key: str = ""


class Terms(msgspec.Struct, frozen=True, cache_hash=True):
    """What the rows and columns of a month are judged by, whoever works when. standard: its working time in minutes."""

    days: tuple[date, ...]
    kinds: tuple[Kind, ...]
    standard: int
    members: tuple[Member, ...]
    shifts: tuple[Shift, ...]
    needs: tuple[Need, ...]
    norms: Norms
    zone: ZoneInfo
    posts: tuple[tuple[str, str], ...]

    def named(self, shift: str) -> str:
        """What that shift is called."""
        return next(one.name for one in self.shifts if one.key == shift)


Keys = tuple[
    str, ...
]  # one person's shifts by key, '' for a free day, from LOOK_BACK days before the first day on


class Roster(msgspec.Struct, frozen=True, dict=True):
    """Everything that is judged together; `cells` reach back LOOK_BACK days before the first of `days`."""

    days: Sequence[date]
    members: Sequence[Member]
    shifts: Mapping[str, Shift]
    needs: Sequence[Need]
    cells: ByPerson
    norms: Norms
    zone: ZoneInfo
    own_days: Mapping[date, Day] = {}
    posts: Mapping[str, str] = {}  # post key to its name

    @cached_property
    def terms(self) -> Terms:
        """All but the plan."""
        kinds = tuple(day_of(day, self.own_days).kind for day in self.days)
        return _one(Terms(
            tuple(self.days), kinds, month_minutes(self), tuple(self.members), tuple(self.shifts.values()), tuple(self.needs),
            self.norms, self.zone, tuple(self.posts.items()),
        ))  # fmt: skip

    @cached_property
    def rows(self) -> dict[UUID, Keys]:
        """Each member's row."""
        days = [*(self.days[0] - back * DAY for back in range(LOOK_BACK, 0, -1)), *self.days]
        found = {}
        for one in self.members:
            worked = self.cells.get(one.id, {})
            found[one.id] = tuple([worked.get(day, "") for day in days])
        return found

    @cached_property
    def plan(self) -> Plan:
        """Who works what on which day."""
        return {
            (one, day): key for one, worked in self.cells.items() for day, key in worked.items()
        }

    def planned(self, plan: Plan) -> "Roster":
        """The same month by another plan."""
        return msgspec.structs.replace(self, cells=by_person(plan))


@lru_cache(maxsize=64)
def _one(terms: Terms) -> Terms:
    """The same object for equal ones, so that what is remembered of it is found at once."""
    return terms


def findings(roster: Roster) -> list[Finding]:
    """Everything wrong with it: people first, then days."""
    terms, rows = roster.terms, roster.rows
    found = [one for member in terms.members for one in of_row(terms, member, rows[member.id])]
    for n in range(len(terms.days)):
        found += of_day(terms, n, tuple([row[LOOK_BACK + n] for row in rows.values()]))
    return found


@lru_cache(maxsize=4096)
def of_row(terms: Terms, member: Member, row: Keys) -> tuple[Finding, ...]:
    """What is wrong with one person's row. Remembered: of a month's rows, an edit changes one."""
    judged = Judged(terms, member, row)
    found = [one for n in range(len(terms.days)) for one in judged.day(n)]
    return (*found, *judged.weeks(), *judged.month())


@lru_cache(maxsize=4096)
def of_day(terms: Terms, n: int, column: tuple[str, ...]) -> tuple[Finding, ...]:
    """Posts that are not manned on that day of the month, at its column's foot. Remembered as rows are."""
    return tuple(_of_day(terms, n, column))


def _of_day(terms: Terms, n: int, column: tuple[str, ...]) -> Iterator[Finding]:
    day, shifts = terms.days[n], {one.key: one for one in terms.shifts}
    there = [
        (member, shifts[key])
        for member, key in zip(terms.members, column, strict=True)
        if key in shifts and member.here(day)
    ]
    for need in terms.needs:
        if terms.kinds[n] not in need.kinds:
            continue
        fit = [m for m, shift in there if need.met_by(shift) and need.post in m.can]
        if len(fit) < need.least:
            yield Finding(*_too_few(terms, need, len(fit)), day=day, key="coverage")
        elif need.senior and fit and not any(m.senior for m in fit):
            yield Finding(NO_SENIOR, {"shift": terms.named(need.shift)}, day=day, key="senior")


def month_minutes(roster: Roster) -> int:
    """Standard working time of the month: its working days at eight hours."""
    return working_days(roster.days[0], roster.own_days) * roster.norms.day_minutes


Said = tuple[str, dict[str, Any]] | None


class Judged:
    """One person's month before its judges."""

    def __init__(self, terms: Terms, member: Member, row: Keys) -> None:
        shifts = {one.key: one for one in terms.shifts}
        self._terms, self._member = terms, member
        self._worked = [shifts.get(key) for key in row]

    def day(self, n: int) -> Iterator[Finding]:
        """What is wrong on that day of the month."""
        shift = self._worked[LOOK_BACK + n]
        if shift is None:
            return
        for key, judge in JUDGES.items():
            if (said := judge(self, n, shift)) is not None:
                yield Finding(*said, self._member.id, self._terms.days[n], key)

    def weeks(self) -> Iterator[Finding]:
        """A week from Monday to Sunday without a free day; where it lies in two months, the later one says it."""
        for n, day in enumerate(self._terms.days):
            week = self._worked[LOOK_BACK + n - 6 : LOOK_BACK + n + 1]
            if day.weekday() == SUNDAY and None not in week:
                yield Finding(NO_REST_DAY, {}, self._member.id, day, "week")

    def month(self) -> Iterator[Finding]:
        """More hours than the month allows."""
        worked = sum(shift.minutes for shift in self._worked[LOOK_BACK:] if shift)
        most = self._terms.standard + self._terms.norms.overtime_minutes
        if worked > most:
            said = {"hours": hours(worked), "most": hours(most)}
            yield Finding(TOO_MANY_HOURS, said, self._member.id, key="hours")

    def presence(self, n: int, _: Shift) -> Said:
        """Employed, and not on leave."""
        member, day = self._member, self._terms.days[n]
        if not member.here(day):
            return NOT_HERE, {"name": member.name}
        return (ON_LEAVE, {"name": member.name}) if member.on_leave(day) else None

    def qualified(self, _: int, shift: Shift) -> Said:
        """Qualified for a post that the shift serves."""
        served = _served(self._terms, shift)
        if not served or served & self._member.can:
            return None
        return UNQUALIFIED, {"name": self._member.name, "shift": shift.name}

    def rested(self, n: int, shift: Shift) -> Said:
        """Rested since the shift of the day before."""
        before, day, norms = (
            self._worked[LOOK_BACK + n - 1],
            self._terms.days[n],
            self._terms.norms,
        )
        if before is None:
            return None
        pause = shift.span(day, self._terms.zone)[0] - before.span(day - DAY, self._terms.zone)[1]
        if pause >= norms.rest_hours * HOUR:
            return None
        said = f"{pause / HOUR:.1f}".removesuffix(".0")
        return SHORT_REST, {"hours": said, "before": before.name, "least": norms.rest_hours}

    def running(self, n: int, _: Shift) -> Said:
        """Not too many days without a free one between them."""
        most, run = self._terms.norms.days_running, 1
        while run <= most and self._worked[LOOK_BACK + n - run] is not None:
            run += 1
        return (TOO_MANY_RUNNING, {"n": run, "most": most}) if run > most else None


JUDGES: dict[str, Callable[[Judged, int, Shift], Said]] = {
    "presence": Judged.presence, "qualified": Judged.qualified, "rested": Judged.rested, "running": Judged.running,
}  # fmt: skip


@lru_cache(maxsize=1024)
def _served(terms: Terms, shift: Shift) -> frozenset[str]:
    """The posts that somebody in that shift serves."""
    return frozenset(need.post for need in terms.needs if need.met_by(shift))


def _too_few(terms: Terms, need: Need, there: int) -> tuple[str, dict[str, Any]]:
    post = dict(terms.posts).get(need.post, need.post)
    said: dict[str, Any] = {"post": post, "there": there, "least": need.least}
    if need.since is not None and need.until is not None:
        return TOO_FEW_THROUGH, said | {
            "since": f"{need.since:%H:%M}",
            "until": f"{need.until:%H:%M}",
        }
    if need.shift:
        said["post"] = f"{post} · {terms.named(need.shift)}"
    return TOO_FEW, said
