"""What is decided about duty without a database."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from msgspec.structs import replace

from hushu.duty.rules.checks import Check, due_in
from hushu.duty.rules.handover import Standing, holds
from hushu.duty.rules.reports import draft, due_day
from hushu.duty.rules.shifts import begun_at, covering, over_minutes, slots
from hushu.rosters.rules.shapes import Shift
from moment import SHANGHAI

TEAM = uuid4()
SHIFTS = [
    Shift("early", "早", "早班", time(7), time(15)), Shift("middle", "中", "中班", time(15), time(23)),
    Shift("night", "夜", "夜班", time(23), time(7), night=True),
]  # fmt: skip
QUARTER = timedelta(minutes=15)


def moment(text: str) -> datetime:
    """A moment of the property's day."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


@pytest.mark.req("DUTY-1")
def test_a_shift_can_be_begun_while_it_runs_and_a_quarter_before() -> None:
    def keys(at: str) -> list[tuple[str, date]]:
        return [
            (one.shift, one.day)
            for one in begun_at(slots(TEAM, SHIFTS, moment(at), SHANGHAI), moment(at), QUARTER)
        ]

    assert keys("2026-12-01 14:44") == [("early", date(2026, 12, 1))]
    assert keys("2026-12-01 14:46") == [("early", date(2026, 12, 1)), ("middle", date(2026, 12, 1))]
    assert keys("2026-12-02 03:00") == [("night", date(2026, 12, 1))]


@pytest.mark.req("DUTY-2")
def test_the_shift_that_takes_over_is_the_one_there_at_the_end() -> None:
    end = moment("2026-12-02 07:00")
    found = covering(slots(TEAM, SHIFTS, end, SHANGHAI), end)
    assert found is not None
    assert (found.shift, found.day) == ("early", date(2026, 12, 2))
    evening = moment("2026-12-01 18:30")
    assert covering(slots(TEAM, SHIFTS, evening, SHANGHAI), evening).shift == "middle"  # type: ignore[union-attr]
    assert covering(slots(TEAM, SHIFTS[:1], evening, SHANGHAI), evening) is None


@pytest.mark.req("DUTY-5")
def test_only_what_lies_beyond_the_end_is_overtime() -> None:
    end = moment("2026-12-02 07:00")
    assert [over_minutes(end, end + timedelta(minutes=n)) for n in (-10, 0, 42)] == [0, 0, 42]


@pytest.mark.req("DUTY-1")
def test_checks_fall_due_within_the_shift_also_after_midnight_and_by_the_season() -> None:
    def check(hour: int, since: str = "", until: str = "") -> Check:
        return Check(time(hour), "lights_on", f"{hour}", since, until, id=uuid4())

    night = datetime(2026, 12, 1, 23, tzinfo=SHANGHAI), datetime(2026, 12, 2, 7, tzinfo=SHANGHAI)
    found = due_in(
        [check(3), check(23), check(8), check(5, "10-01", "04-30"), check(6, "05-01", "09-30")],
        *night,
    )
    assert [(one.at.day, one.check.words) for one in found] == [(1, "23"), (2, "3"), (2, "5")]
    assert found[0].late(found[0].at + timedelta(minutes=31))
    assert not found[0].late(found[0].at + timedelta(minutes=29))


READY = Standing(
    came=True,
    unfit="",
    read=True,
    unseen=(),
    questions=(),
    uncounted=(),
    unfinished=(),
    others=(),
    here="/h",
)


@pytest.mark.req("DUTY-4")
@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ({}, []),
        ({"came": False}, ["nobody"]),
        ({"came": False, "unfit": "黎"}, ["unfit"]),
        ({"unfit": "黎"}, []),  # a stand-in has come
        ({"read": False}, ["unready"]),
        (
            {"unseen": ["a", "b"], "questions": ["c"], "uncounted": [("d", "对讲机")]},
            ["unready"] * 3,
        ),
        ({"unfinished": [("r", "repair", "换灯", "/r")]}, []),
        (
            {"unfinished": [("e", "equipment", "启动", "/e"), ("f", "emergency", "冒烟", "/f")]},
            ["incident", "incident"],
        ),
        ({"others": [("n", "夜间事项", "/morning")]}, ["other"]),
    ],
)
def test_each_thing_that_holds_a_handover_is_named(
    change: dict[str, object], kinds: list[str]
) -> None:
    assert [one.kind for one in holds(replace(READY, **change))] == kinds


@pytest.mark.req("DUTY-4")
def test_what_was_let_pass_is_let_pass_alone() -> None:
    first, second = holds(replace(READY, unseen=["a"])), holds(replace(READY, unseen=["a", "b"]))
    waived = first[0].keys
    assert [one.waived(waived) for one in (*first, *second)] == [True, False]
    for nobody in (replace(READY, came=False), replace(READY, came=False, unfit="黎")):
        assert not holds(nobody)[0].waived([*waived, "nobody", "unfit", ""])


@pytest.mark.req("DUTY-6")
def test_a_report_is_due_the_next_day_and_drafted_from_the_lines() -> None:
    assert due_day(date(2026, 12, 31), 1) == date(2027, 1, 1)
    told = draft(("一", "二", "三", "四"), "爆管", ["01:25 到场", "02:40 止水"], "已止水")
    assert told == "一\n爆管\n\n二\n01:25 到场\n02:40 止水\n\n三\n已止水\n\n四\n"
