"""The month's attendance in figures, a row a person, as it is reported and frozen (ROST-10, H0 1.1.3)."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

import msgspec

from hushu.foundation.calendar import Kind
from hushu.rosters.rules.attendance import Judged


class Line(msgspec.Struct, frozen=True):
    """One shift's outcome in the report. sign: what stands in the day's column."""

    day: date
    kind: Kind
    judged: Judged
    leave: str = ""


class Total(msgspec.Struct, frozen=True):
    """One person's month. Minutes, and numbers of shifts; over_*: minutes over on working, rest and public holidays."""

    person: UUID
    name: str
    post: str
    shifts: int
    worked: int
    late: int
    late_minutes: int
    early: int
    early_minutes: int
    absent: int
    no_off: int
    over_work: int
    over_rest: int
    over_statutory: int
    statutory: int
    leave: dict[str, int]
    signs: dict[date, str]


SIGNS = {
    "present": "√", "late": "迟", "early": "退", "late_early": "迟退", "absent": "旷", "leave": "假", "running": "·",
    "coming": "", "no_off": "缺",
}  # fmt: skip
LEAVE_SIGNS = {
    "personal": "事", "sick": "病", "annual": "年", "marriage": "婚", "maternity": "产", "bereavement": "丧", "other": "假",
}  # fmt: skip


def total(person: UUID, name: str, post: str, lines: Iterable[Line]) -> Total:
    """All of one person's shifts of the period together."""
    found = list(lines)
    over: Counter[str] = Counter()
    for one in found:
        over[one.kind] += one.judged.over
    return Total(
        person, name, post, shifts=sum(one.judged.worked > 0 or one.judged.state == "no_off" for one in found),
        worked=sum(one.judged.worked for one in found),
        late=sum(one.judged.late > 0 for one in found), late_minutes=sum(one.judged.late for one in found),
        early=sum(one.judged.early > 0 for one in found), early_minutes=sum(one.judged.early for one in found),
        absent=sum(one.judged.state == "absent" for one in found), no_off=sum(one.judged.state == "no_off" for one in found),
        over_work=over["work"], over_rest=over["rest"], over_statutory=over["statutory"],
        statutory=sum(one.judged.worked for one in found if one.kind == "statutory"),
        leave=dict(Counter(one.leave for one in found if one.judged.state == "leave")),
        signs={one.day: sign(one) for one in found},
    )  # fmt: skip


def sign(one: Line) -> str:
    """What stands in the day's column."""
    return (
        LEAVE_SIGNS.get(one.leave, "假") if one.judged.state == "leave" else SIGNS[one.judged.state]
    )
