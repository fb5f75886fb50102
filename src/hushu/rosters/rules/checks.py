"""What is wrong with a roster, in words at the cell or at the column's foot (ROST-2)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from hushu.foundation.calendar import Day, day_of, working_days
from hushu.foundation.translation import N_
from hushu.rosters.rules.shapes import DAY, Member, Need, Norms, Plan, Shift

HOUR = timedelta(hours=1)
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


class Finding(msgspec.Struct, frozen=True):
    """One thing wrong: with a person on a day, with a day (no person), or with a person's whole month (no day)."""

    words: str
    values: dict[str, Any]
    person: UUID | None = None
    day: date | None = None
    key: str = ""


class Roster(msgspec.Struct, frozen=True):
    """Everything that is judged together; `plan` reaches back a week before the first of `days`."""

    days: Sequence[date]
    members: Sequence[Member]
    shifts: Mapping[str, Shift]
    needs: Sequence[Need]
    plan: Plan
    norms: Norms
    zone: ZoneInfo
    own_days: Mapping[date, Day] = {}
    posts: Mapping[str, str] = {}  # post key to its name

    def shift(self, person: UUID, day: date) -> Shift | None:
        """Who works what that day."""
        return self.shifts.get(self.plan.get((person, day), ""))


def findings(roster: Roster) -> list[Finding]:
    """Everything wrong with it: people first, then days."""
    found = [one for member in roster.members for one in of_member(roster, member)]
    return found + [one for day in roster.days for one in of_day(roster, day)]


def of_member(roster: Roster, member: Member) -> Iterator[Finding]:
    """What is wrong with one person's row."""
    worked = 0
    for day in roster.days:
        shift = roster.shift(member.id, day)
        if shift is not None:
            worked += shift.minutes
            for judge in JUDGES:
                if (said := judge(roster, member, day, shift)) is not None:
                    yield Finding(said[0], said[1], member.id, day, judge.__name__.strip("_"))
    yield from _weeks(roster, member)
    most = month_minutes(roster) + roster.norms.overtime_minutes
    if worked > most:
        hours = {"hours": f"{worked / 60:g}", "most": f"{most / 60:g}"}
        yield Finding(TOO_MANY_HOURS, hours, member.id, key="hours")


def of_day(roster: Roster, day: date) -> Iterator[Finding]:
    """Posts that are not manned on a day, at its column's foot."""
    kind = day_of(day, roster.own_days).kind
    there = [
        (m, s) for m in roster.members if (s := roster.shift(m.id, day)) is not None and m.here(day)
    ]
    for need in roster.needs:
        if kind not in need.kinds:
            continue
        fit = [m for m, s in there if need.met_by(s) and need.post in m.can]
        if len(fit) < need.least:
            yield Finding(*_too_few(roster, need, len(fit)), day=day, key="coverage")
        elif need.senior and fit and not any(m.senior for m in fit):
            yield Finding(
                NO_SENIOR, {"shift": roster.shifts[need.shift].name}, day=day, key="senior"
            )


def month_minutes(roster: Roster) -> int:
    """Standard working time of the month: its working days at eight hours."""
    return working_days(roster.days[0], roster.own_days) * roster.norms.day_minutes


Said = tuple[str, dict[str, Any]] | None


def _presence(_: Roster, member: Member, day: date, shift: Shift) -> Said:  # noqa: ARG001
    if not member.here(day):
        return NOT_HERE, {"name": member.name}
    return (ON_LEAVE, {"name": member.name}) if member.on_leave(day) else None


def _qualified(roster: Roster, member: Member, _: date, shift: Shift) -> Said:
    served = {need.post for need in roster.needs if need.met_by(shift)}
    if not served or served & member.can:
        return None
    return UNQUALIFIED, {"name": member.name, "shift": shift.name}


def _rested(roster: Roster, member: Member, day: date, shift: Shift) -> Said:
    before = roster.shift(member.id, day - DAY)
    if before is None:
        return None
    pause = shift.span(day, roster.zone)[0] - before.span(day - DAY, roster.zone)[1]
    if pause >= roster.norms.rest_hours * HOUR:
        return None
    hours = f"{pause / HOUR:.1f}".removesuffix(".0")
    return SHORT_REST, {"hours": hours, "before": before.name, "least": roster.norms.rest_hours}


def _running(roster: Roster, member: Member, day: date, _: Shift) -> Said:
    most, run = roster.norms.days_running, 1
    while run <= most and roster.shift(member.id, day - run * DAY) is not None:
        run += 1
    return (TOO_MANY_RUNNING, {"n": run, "most": most}) if run > most else None


JUDGES: tuple[Callable[[Roster, Member, date, Shift], Said], ...] = (
    _presence, _qualified, _rested, _running,
)  # fmt: skip


def _weeks(roster: Roster, member: Member) -> Iterator[Finding]:
    """A week from Monday to Sunday without a free day; where it lies in two months, the later one says it."""
    for sunday in (day for day in roster.days if day.weekday() == 6):
        week = [sunday - back * DAY for back in range(7)]
        if all(roster.shift(member.id, day) is not None for day in week):
            yield Finding(NO_REST_DAY, {}, member.id, sunday, "week")


def _too_few(roster: Roster, need: Need, there: int) -> tuple[str, dict[str, Any]]:
    post = roster.posts.get(need.post, need.post)
    said: dict[str, Any] = {"post": post, "there": there, "least": need.least}
    if need.since is not None and need.until is not None:
        return TOO_FEW_THROUGH, said | {
            "since": f"{need.since:%H:%M}",
            "until": f"{need.until:%H:%M}",
        }
    if need.shift:
        said["post"] = f"{post} · {roster.shifts[need.shift].name}"
    return TOO_FEW, said
