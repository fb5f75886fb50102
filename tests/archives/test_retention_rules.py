"""Holds, appraisals and lists as arithmetic, against plain models that count day by day (T35)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hushu.archives.rules.retention import (
    Opinion,
    cooled_off,
    decide,
    list_number,
    methods,
    stood_still,
    whole_years,
)
from hushu.archives.rules.terms import due

DAY = timedelta(days=1)
BEGINS = st.dates(date(2000, 1, 1), date(2012, 12, 31))
HOLDS = st.lists(st.tuples(st.integers(-200, 2500), st.integers(0, 600)), max_size=5)
OPINIONS = st.lists(
    st.builds(
        Opinion,
        st.booleans(),
        st.sampled_from([None, 1, 3, 10]),
        st.sampled_from("abcd"),
        st.booleans(),
    ),
    max_size=5,
)


def counted_by_day(began: date, end: date, holds: list[tuple[date, date]]) -> date:
    """Every day from the beginning on: a day under a hold puts the end off by one."""
    day = began
    while day < end:
        if any(since <= day < until for since, until in holds):
            end += DAY
        day += DAY
    return end


@pytest.mark.req("ARCH-41", "T35")
@given(BEGINS, st.integers(0, 5), HOLDS)
def test_a_schedule_stands_still_for_exactly_the_days_it_was_held(
    began: date, years: int, holds: list[tuple[int, int]]
) -> None:
    days = [
        (began + timedelta(days=start), began + timedelta(days=start + n)) for start, n in holds
    ]
    end = due(began, years)
    assert end is not None
    assert stood_still(end, began, days) == counted_by_day(began, end, days)


@pytest.mark.req("ARCH-41")
def test_two_holds_on_the_same_days_count_once_and_an_open_one_moves_nothing_yet() -> None:
    began, end = date(2020, 2, 29), date(2023, 3, 1)
    same = [(date(2021, 1, 1), date(2021, 1, 11)), (date(2021, 1, 6), date(2021, 1, 16))]
    assert stood_still(end, began, same) == end + timedelta(days=15)
    assert stood_still(end, began, [*same, (date(2022, 1, 1), None)]) == end + timedelta(days=15)
    assert stood_still(end, began, [(date(2024, 1, 1), date(2025, 1, 1))]) == end


@pytest.mark.req("ARCH-42", "T35")
@given(OPINIONS, st.booleans())
def test_nothing_goes_without_two_who_agree_and_finance_where_it_is_asked(
    said: list[Opinion], accounting: bool
) -> None:
    found = decide(said, accounting=accounting)
    if found is None:
        assert len(said) < 2 or (accounting and all(o.destroy and not o.finance for o in said))
    elif found.destroy:
        assert len(said) >= 2 and all(o.destroy for o in said)
        assert not accounting or any(o.finance for o in said)
    else:
        kept = [o.years for o in said if not o.destroy]
        longest = None if None in kept else max(y for y in kept if y is not None)
        assert any(o.term == found.term and o.years == longest for o in said if not o.destroy)


@pytest.mark.req("ARCH-44")
def test_the_most_confidential_paper_says_how_the_whole_list_is_destroyed() -> None:
    assert methods([("paper", 0), ("electronic", 1)]) == ("shredded", "torn")
    assert methods([("paper", 0), ("both", 1)]) == ("shredded",)
    assert methods([("electronic", 0), ("electronic", 2)]) == ("erased",)


@pytest.mark.req("ARCH-43")
def test_cooling_off_ends_on_the_same_day_of_a_later_month_or_its_last() -> None:
    assert cooled_off(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert cooled_off(date(2027, 12, 31), 2) == date(2028, 2, 29)
    assert cooled_off(date(2026, 3, 5), 0) == date(2026, 3, 5)


@pytest.mark.req("ARCH-43")
def test_years_kept_and_numbers_read_as_the_standard_writes_them() -> None:
    assert whole_years(date(2020, 2, 29), date(2023, 2, 28)) == 2
    assert whole_years(date(2020, 2, 29), date(2024, 2, 29)) == 4
    assert (list_number(2026, 7, secret=False), list_number(2026, 7, secret=True)) == (
        "XH·2026-007",
        "XH·2026-M007",
    )
