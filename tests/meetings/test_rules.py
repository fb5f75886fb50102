"""When a meeting is due, what a day off does to it, and what minutes begin with."""

from datetime import date, time, timedelta
from uuid import uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from hushu.foundation.calendar import day_of
from hushu.foundation.refusals import Refused
from hushu.meetings.demo import last_friday
from hushu.meetings.rules.kinds import Due, Kind, KindStep, OffDay, check, due, soon
from hushu.meetings.rules.minutes import Answered, Said, answers, check_ready, first_words, readers

NATIONAL = date(2026, 10, 2)  # a Friday within the holiday


def weekly(off_day: OffDay = "before", days: tuple[int, ...] = (5,)) -> Kind:
    """A kind of meeting."""
    return Kind(key="k", name="例会", days=list(days), starts=time(16), minutes=60, off_day=off_day, posts=["manager"],
                step=[KindStep(name="开始")])  # fmt: skip


@pytest.mark.req("MEET-2")
@pytest.mark.parametrize(
    ("off_day", "expected"),
    [
        ("hold", Due(NATIONAL, NATIONAL)),
        ("omit", Due(NATIONAL, NATIONAL, held=False, why="国庆节")),
        ("before", Due(NATIONAL, date(2026, 9, 30), why="国庆节")),
        ("after", Due(NATIONAL, date(2026, 10, 8), why="国庆节")),
    ],
)
def test_a_friday_off_is_held_left_out_or_moved_as_the_property_chose(
    off_day: OffDay, expected: Due
) -> None:
    assert due(weekly(off_day), date(2026, 9, 25), NATIONAL, day_of)[-1] == expected


@pytest.mark.req("MEET-1")
def test_a_meeting_of_all_working_days_is_held_on_a_saturday_that_makes_up_for_a_holiday() -> None:
    week = due(weekly("omit", (1, 2, 3, 4, 5)), date(2026, 10, 5), date(2026, 10, 11), day_of)
    assert [one.day for one in week if one.held] == [
        date(2026, 10, 8),
        date(2026, 10, 9),
        date(2026, 10, 10),
    ]


@pytest.mark.req("MEET-1")
@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (date(2026, 9, 21), date(2026, 9, 22)),  # a Monday: tomorrow's
        (date(2026, 9, 18), date(2026, 9, 20)),  # a Friday: the Sunday that makes up for a holiday
        (date(2026, 9, 11), date(2026, 9, 14)),  # a Friday: Monday's
        (date(2026, 9, 30), date(2026, 10, 8)),  # the eve of the holiday week: the first day after
    ],
)
def test_the_next_meeting_of_all_working_days_is_always_laid(after: date, expected: date) -> None:
    tomorrow = after + timedelta(days=1)
    found = due(weekly("omit", (1, 2, 3, 4, 5)), tomorrow, tomorrow + timedelta(days=14), day_of)
    near = soon(found, tomorrow)
    assert [one.day for one in near if one.held] == [expected]
    assert near == found[: len(near)]


@pytest.mark.req("MEET-2")
@given(
    some.dates(date(2026, 1, 1), date(2027, 12, 1)),
    some.sampled_from(["hold", "omit", "before", "after"]),
)
def test_no_meeting_lies_before_today_and_none_that_is_moved_falls_on_a_day_off(
    first: date, off_day: OffDay
) -> None:
    for one in due(weekly(off_day), first, first + timedelta(days=14), day_of):
        assert one.day >= first
        assert one.planned_for.isoweekday() == 5
        assert one.day == one.planned_for or day_of(one.day).kind == "work"


@pytest.mark.req("MEET-1")
def test_what_is_held_on_most_days_cannot_be_moved_and_nothing_is_held_without_steps_or_people() -> (
    None
):
    with pytest.raises(Refused, match="cannot be moved"):
        check(weekly("before", (1, 2, 3, 4, 5)))
    for field, hollow in (("step", {"step": []}), ("posts", {"posts": []})):
        whole = weekly()
        with pytest.raises(Refused) as refusal:
            check(msgspec.structs.replace(whole, **hollow))
        assert field in refusal.value.errors


@pytest.mark.req("MEET-3")
def test_minutes_begin_with_what_was_said_and_what_was_handed_in() -> None:
    steps = [Said("总结上周", "平稳"), Said("安排下周", ""), Said("传达要求", "月底检查")]
    assert first_words(steps, [Said("冯翀", "通道堆物")]) == (
        "1. 总结上周\n平稳\n\n2. 传达要求\n月底检查\n\n未到会人员的书面意见\n冯翀：通道堆物"
    )
    assert first_words([], []) == ""


@pytest.mark.req("MEET-3")
def test_all_who_came_read_and_sign_but_those_whose_name_stands_on_the_paper_anyway() -> None:
    one, two, three, four = (uuid4() for _ in range(4))
    assert readers([one, two, three, four], two, [four]) == (one, three)


@pytest.mark.req("MEET-3")
def test_minutes_go_round_only_with_words_and_everybodys_attendance() -> None:
    who = uuid4()
    for words, came, unnoted in (("", [who], []), ("好", [], []), ("好", [who], ["田甜"])):
        with pytest.raises(Refused):
            check_ready(words, came, unnoted)
    check_ready("好", [who], [])


@pytest.mark.req("MEET-3")
def test_an_approval_needs_an_answer_to_each_problem_and_carries_them() -> None:
    with pytest.raises(Refused, match="Every problem"):
        answers([Answered("地滑", "已购"), Answered("人少", "")])
    assert answers([Answered("地滑", "已购")]) == "问题 1：地滑\n答复：已购"
    assert answers([]) == ""


@pytest.mark.req("MEET-2")
@given(some.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_the_last_friday_is_a_friday_within_the_week_before(today: date) -> None:
    found = last_friday(today)
    assert found.isoweekday() == 5
    assert timedelta(days=1) <= today - found <= timedelta(days=7)
