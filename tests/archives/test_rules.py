"""Retention as arithmetic, and what a text is found by."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hushu.archives.rules.grams import grams, wanted
from hushu.archives.rules.terms import began, due

CHINESE = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=60
)
DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.req("ARCH-40", "T35")
@given(DAYS, st.integers(1, 100))
def test_no_term_ends_early_and_none_a_day_late(day: date, years: int) -> None:
    end = due(day, years)
    assert end is not None
    assert (end.year - day.year, end.month, end.day) in {(years, day.month, day.day), (years, 3, 1)}
    last = end - timedelta(days=1)
    assert (last.year - day.year, last.month, last.day) < (years, day.month, day.day)


@pytest.mark.req("ARCH-40")
def test_a_term_of_a_leap_day_ends_on_the_first_of_march() -> None:
    assert due(date(2024, 2, 29), 1) == date(2025, 3, 1)
    assert due(date(2024, 2, 29), 4) == date(2028, 2, 29)


@pytest.mark.req("ARCH-40")
def test_what_is_kept_for_good_or_has_not_begun_is_never_due() -> None:
    assert due(date(2026, 1, 1), None) is None
    assert (
        due(began("contract_end", filed=date(2026, 1, 1), volume_closed=None, happened=None), 10)
        is None
    )


@pytest.mark.req("ARCH-10")
@given(CHINESE, st.integers(0, 58), st.integers(2, 4))
def test_any_two_to_four_neighbouring_characters_find_the_text(
    words: str, start: int, long: int
) -> None:
    piece = words[start : start + long]
    assert set(wanted(piece)) <= set(grams([words]))
