"""What is wrong with a roster is found at its cell and said in words (ROST-2)."""

from datetime import date, time

import pytest

from hushu.foundation.translation import translate
from hushu.rosters.rules.checks import Finding, Roster, findings
from hushu.rosters.rules.shapes import Need
from rosters.plans import DAY, DECEMBER, SHIFTS, member, roster

pytestmark = pytest.mark.req("ROST-2")


def found(judged: Roster, key: str) -> list[Finding]:
    """What is found of that kind."""
    return [one for one in findings(judged) if one.key == key]


def said(one: Finding) -> str:
    """A finding in Chinese."""
    return translate(one.words, "zh_CN", **one.values)


def test_an_early_shift_after_a_night_is_refused_with_the_hours_that_are_missing() -> None:
    [one] = found(roster("夜中.早"), "rested")
    assert (one.day, one.person) == (date(2026, 12, 2), member(1).id)
    assert said(one) == "“夜班”之后只休息了 8 小时，至少 11 小时"
    assert found(roster("中早"), "rested")
    assert not found(roster("早中夜.中"), "rested")
    assert not found(roster("中早", rest_hours=8), "rested")


def test_the_seventh_day_running_is_found_also_across_the_end_of_the_month() -> None:
    assert not found(roster("早早早早早早."), "running")
    [one] = found(roster("早早早早早早早"), "running")
    assert one.day == date(2026, 12, 7)
    assert said(one) == "连续上班第 7 天，最多 6 天"
    reaching = roster("早早早早早早早", first=date(2026, 11, 26))
    assert [one.day for one in found(reaching, "running")] == [date(2026, 12, 2)]


def test_a_week_without_a_free_day_is_found_on_its_sunday() -> None:
    whole = "早" * 31
    assert [one.day for one in found(roster(whole), "week")] == [
        date(2026, 12, 13),
        date(2026, 12, 20),
        date(2026, 12, 27),
    ]
    assert not found(roster("早早早早早早." * 4), "week")


def test_more_hours_than_the_law_allows_are_said_of_the_whole_month() -> None:
    assert not found(roster("早早早早早.." * 4), "hours")
    [one] = found(roster("早" * 31), "hours")
    assert one.day is None
    assert said(one) == "本月 232.5 小时，含加班最多 220 小时"


def test_who_is_on_leave_or_not_here_yet_or_any_more_works_nothing() -> None:
    away = member(1, "祁大勇", leave=((date(2026, 12, 2), date(2026, 12, 3)),))
    new = member(2, "谢喆", since=date(2026, 12, 4), until=date(2026, 12, 5))
    judged = roster("早早早.早", "早..早早早", members=[away, new])
    assert [(one.person, one.day) for one in found(judged, "presence")] == [
        (away.id, date(2026, 12, 2)), (away.id, date(2026, 12, 3)), (new.id, date(2026, 12, 1)), (new.id, date(2026, 12, 6)),
    ]  # fmt: skip
    assert said(found(judged, "presence")[0]) == "祁大勇已请假"


def test_each_shift_and_each_meal_is_manned_by_somebody_qualified() -> None:
    desk = Need("receptionist", 1, shift="early")
    lunch = Need("receptionist", 2, since=time(11, 30), until=time(13))
    guard = member(2, can=frozenset({"control_room"}))
    judged = roster("早", "早", members=[member(1), guard], needs=[desk, lunch])
    first = [one for one in findings(judged) if one.day == DECEMBER]
    assert [one.key for one in first] == ["qualified", "coverage"]
    assert said(first[1]) == "receptionist，11:30 至 13:00：1／2 人"
    other = [one for one in findings(judged) if one.day == DECEMBER + DAY]
    assert [said(one) for one in other] == [
        "receptionist · 早班：0／1 人",
        "receptionist，11:30 至 13:00：0／2 人",
    ]


def test_a_public_holiday_asks_for_more_and_every_shift_for_a_senior() -> None:
    needs = [
        Need("receptionist", 2, kinds=frozenset({"statutory"}), shift="early"),
        Need("receptionist", 1, shift="early", senior=True),
    ]
    judged = roster("早" * 3, members=[member(1)], needs=needs)
    assert {one.key for one in findings(judged) if one.day == DECEMBER} == {"senior"}
    new_year = Roster([date(2027, 1, 1)], [member(1, senior=True)], SHIFTS, needs, {member(1).id: {date(2027, 1, 1): "early"}},
                      judged.norms, judged.zone)  # fmt: skip
    assert [said(one) for one in findings(new_year)] == ["receptionist · 早班：1／2 人"]


def test_a_night_belongs_to_the_day_it_begins_and_keeps_its_length_by_the_wall_clock() -> None:
    night = SHIFTS["night"]
    assert night.minutes == 480
    begin, end = night.span(date(2026, 12, 31), roster("夜").zone)
    assert (begin.isoformat(), end.isoformat()) == (
        "2026-12-31T15:00:00+00:00",
        "2026-12-31T23:00:00+00:00",
    )


@pytest.mark.req("ROST-11")
def test_where_clocks_change_rest_is_counted_in_hours_that_really_pass() -> None:
    from zoneinfo import ZoneInfo

    berlin = ZoneInfo("Europe/Berlin")
    begin, end = SHIFTS["night"].span(date(2026, 3, 28), berlin)
    assert (end - begin).total_seconds() == 7 * 3600
    begin, end = SHIFTS["night"].span(date(2026, 10, 24), berlin)
    assert (end - begin).total_seconds() == 9 * 3600
