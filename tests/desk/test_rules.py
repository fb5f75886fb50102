"""Which register, which promise: decided without a database."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hushu.desk import rules
from hushu.desk.queries.figures import next_month
from hushu.foundation.refusals import Refused
from moment import SHANGHAI

ZONES = [
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/Sao_Paulo",
    "America/New_York",
    "Pacific/Apia",
    "Australia/Lord_Howe",
]
FIRST, LAST = datetime(2015, 1, 1), datetime(2030, 1, 1)  # noqa: DTZ001 (Hypothesis adds the zone)
moments = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
hours = st.times().map(lambda t: t.replace(second=0, microsecond=0))


@pytest.mark.req("DESK-15")
@pytest.mark.parametrize(
    ("clock", "register", "day"),
    [
        ("2026-11-22 08:29:59", "night", "2026-11-21"),
        ("2026-11-22 08:30:00", "day", "2026-11-22"),
        ("2026-11-22 18:29:59", "day", "2026-11-22"),
        ("2026-11-22 18:30:00", "night", "2026-11-22"),
        ("2026-11-23 00:00:00", "night", "2026-11-22"),
        ("2027-01-01 03:15:00", "night", "2026-12-31"),
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_began(clock: str, register: str, day: str) -> None:
    local = datetime.fromisoformat(clock).replace(tzinfo=SHANGHAI)
    assert rules.register_at(local.time(), time(8, 30), time(18, 30)) == register
    assert rules.register_day(local, time(8, 30), time(18, 30)) == date.fromisoformat(day)


@pytest.mark.req("DESK-15")
@given(moments, st.sampled_from(ZONES), hours, hours)
def test_every_moment_of_any_zone_has_one_register_and_its_page_began_within_a_day(
    moment: datetime, zone: str, opens: time, closes: time
) -> None:
    local = moment.astimezone(ZoneInfo(zone))
    register = rules.register_at(local.time(), opens, closes)
    wall = local.time()
    within = opens <= wall < closes if opens <= closes else wall >= opens or wall < closes
    assert register == ("day" if within or opens == closes else "night")
    assert (local.date() - rules.register_day(local, opens, closes)).days in (0, 1)


@pytest.mark.req("DESK-15")
@given(moments, st.sampled_from(ZONES), st.times(time(5), time(11)), st.times(time(15), time(22)))
def test_a_whole_night_is_one_page_also_when_the_clocks_change_in_it(
    moment: datetime, zone: str, opens: time, closes: time
) -> None:
    """From the closing on, minute by minute of real time, the page stays the same until the desk opens."""
    day = moment.astimezone(ZoneInfo(zone)).date()
    now = datetime.combine(day, closes, ZoneInfo(zone)).astimezone(UTC) + timedelta(minutes=61)
    seen = set()
    while (
        rules.register_at((local := now.astimezone(ZoneInfo(zone))).time(), opens, closes)
        == "night"
    ):
        seen.add(rules.register_day(local, opens, closes))
        now += timedelta(minutes=23)
    assert seen == {day}


@pytest.mark.req("DESK-13")
@given(moments, st.timedeltas(timedelta(days=-400), timedelta(days=400)))
def test_a_promise_lies_in_the_future_and_within_three_months(
    now: datetime, away: timedelta
) -> None:
    if timedelta(0) < away <= timedelta(days=92):
        assert rules.check_promise(now + away, now) == now + away
        return
    with pytest.raises(Refused) as refusal:
        rules.check_promise(now + away, now)
    assert list(refusal.value.errors) == ["promised_at"]


@pytest.mark.req("DESK-13")
@given(
    st.sampled_from(list(rules.OUTCOMES)),
    st.sampled_from(["day", "night"]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_a_line_without_an_answer_has_a_name_or_waits_calmly_for_the_morning(
    outcome: str, register: str, person: bool, urgent: bool, night_right: bool
) -> None:
    waits = outcome == "open" and register == "night" and not urgent and night_right
    allowed = outcome == "answered" or person or waits
    try:
        rules.check_outcome(
            outcome, register, person=person, urgent=urgent, night_right=night_right
        )
    except Refused:
        assert not allowed
    else:
        assert allowed


@pytest.mark.req("DESK-15")
@pytest.mark.parametrize(
    ("clock", "can"),
    [("07:29", False), ("07:30", True), ("12:00", True), ("18:30", False), ("03:00", False)],
)
def test_the_night_is_handed_over_from_an_hour_before_opening(clock: str, can: bool) -> None:
    local = datetime.combine(date(2026, 11, 23), time.fromisoformat(clock), SHANGHAI)
    assert rules.night_can_end(local, time(8, 30), time(18, 30)) is can


@pytest.mark.req("DESK-14")
def test_a_line_is_found_by_initials_room_and_last_four_digits_but_not_by_the_whole_number() -> (
    None
):
    text = rules.search_text("章以衡", "衡策律师事务所", "01-0503", "13722258649", "车牌不识别")
    for typed in ("章以衡", "zyh", "0503", "010503", "8649", "车牌"):
        assert typed in text
    assert "13722258649" not in text


@pytest.mark.req("DESK-14")
@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_month_after_begins_on_a_first(day: date) -> None:
    after = next_month(day.replace(day=1))
    assert after.day == 1
    assert timedelta(days=28) <= after - day.replace(day=1) <= timedelta(days=31)
