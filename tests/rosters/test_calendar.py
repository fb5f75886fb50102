"""Three kinds of days, from each year's arrangement and from what a property entered (ROST-4)."""

from datetime import date

import pytest

from hushu.foundation.calendar import Day, arranged, day_of, month_days, span, working_days


@pytest.mark.req("ROST-4")
def test_the_days_of_2026_are_those_that_were_announced() -> None:
    year = list(span(date(2026, 1, 1), date(2026, 12, 31)))
    statutory = [day for day in year if day_of(day).kind == "statutory"]
    assert len(statutory) == 13
    worked = {day for day in year if day_of(day).kind == "work" and day.weekday() >= 5}
    assert worked == {
        date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10),
    }  # fmt: skip
    off = {day for day in year if day_of(day).kind != "work" and day.weekday() < 5}
    assert {date(2026, 1, 2), date(2026, 2, 23), date(2026, 10, 7)} <= off
    assert sum(day_of(day).kind == "work" for day in year) == 248


@pytest.mark.req("ROST-4")
def test_working_days_of_one_holiday_never_run_longer_than_six() -> None:
    run = longest = 0
    for day in span(date(2026, 1, 1), date(2026, 12, 31)):
        run = run + 1 if day_of(day).kind == "work" else 0
        longest = max(longest, run)
    assert longest == 6


@pytest.mark.req("ROST-4")
def test_a_year_that_is_not_announced_says_so_and_one_without_any_goes_by_weekdays() -> None:
    assert day_of(date(2027, 2, 6)) == Day("statutory", "春节", moved=False, provisional=True)
    assert day_of(date(2027, 3, 1)).provisional
    assert arranged(2031) is None
    assert day_of(date(2031, 1, 4)) == Day("rest", provisional=True)
    assert not day_of(date(2026, 3, 2)).provisional


@pytest.mark.req("ROST-4")
def test_what_a_property_entered_comes_first() -> None:
    own = {date(2027, 2, 9): Day("rest", "春节", moved=True)}
    assert day_of(date(2027, 2, 9), own).kind == "rest"
    assert working_days(date(2027, 2, 1), own) == working_days(date(2027, 2, 1)) - 1


def test_a_month_is_all_of_its_days_in_a_leap_year_too() -> None:
    assert len(month_days(date(2028, 2, 17))) == 29
    assert month_days(date(2026, 12, 5))[-1] == date(2026, 12, 31)
