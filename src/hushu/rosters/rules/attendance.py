"""What attendance says of a shift: late, gone early, absent, overtime, by the shift that was in force then (ROST-10).

Overtime is told apart by the kind of the day (150 %, 200 %, 300 %, Labour Law Art. 44); duty is recorded elsewhere.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

from hushu.foundation.calendar import Kind

State = Literal[
    "coming",
    "running",
    "present",
    "late",
    "early",
    "late_early",
    "absent",
    "leave",
    "free",
    "no_off",
]
MINUTE = timedelta(minutes=1)
REACH = timedelta(hours=4)  # how long before a shift somebody can sign on to it
LINGER = timedelta(hours=12)  # how long after it somebody unrelieved can sign off from it
GRACE = 15  # minutes over the end that are no overtime yet: handing over takes its time


class Shown(msgspec.Struct, frozen=True):
    """One shift as planned and as worked. unpaid: minutes of it that are no working time; leave: its kind where granted."""

    begins_at: datetime
    ends_at: datetime
    on_at: datetime | None
    off_at: datetime | None
    unpaid: int = 0
    leave: str = ""


class Judged(msgspec.Struct, frozen=True):
    """What became of it; minutes late, gone early, over, and worked."""

    state: State
    late: int = 0
    early: int = 0
    over: int = 0
    worked: int = 0


def judge(one: Shown, now: datetime) -> Judged:
    """One shift, as it stands at this moment."""
    if one.on_at is None:
        if one.leave:
            return Judged("leave")
        return Judged("coming" if now < one.ends_at else "absent")
    late = max(0, _minutes(one.on_at - one.begins_at))
    if one.off_at is None:
        state: State = "running" if now < one.ends_at + LINGER else "no_off"
        return Judged(state, late=late)
    early = max(0, _minutes(one.ends_at - one.off_at))
    over = _minutes(one.off_at - one.ends_at)
    there = _minutes(min(one.off_at, one.ends_at) - max(one.on_at, one.begins_at))
    return Judged(
        _state(late, early), late, early, over if over > GRACE else 0, max(0, there - one.unpaid)
    )


def nearest(
    shifts: Iterable[tuple[datetime, datetime]], now: datetime
) -> tuple[datetime, datetime] | None:
    """The shift that somebody means who signs on or off now: one that runs, else the next to begin, else the last to end."""
    found = [one for one in shifts if one[0] - REACH <= now <= one[1] + LINGER]
    running = [one for one in found if one[0] <= now < one[1]]
    return min(running or found, key=lambda one: _away(one, now), default=None)


def period(month: date, closes: int) -> tuple[date, date]:
    """The days that a month's report holds: from last month's closing day to the day before this month's, all of them worked."""
    before = (month.replace(day=1) - timedelta(days=1)).replace(day=closes)
    return before, month.replace(day=closes) - timedelta(days=1)


def overtime_rate(kind: Kind) -> int:
    """How much an hour over is paid, in per cent."""
    return {"work": 150, "rest": 200, "statutory": 300}[kind]


def _away(one: tuple[datetime, datetime], now: datetime) -> timedelta:
    return max(one[0] - now, now - one[1], timedelta())


def _state(late: int, early: int) -> State:
    if late and early:
        return "late_early"
    return "late" if late else "early" if early else "present"


def _minutes(span: timedelta) -> int:
    return int(span / MINUTE)
