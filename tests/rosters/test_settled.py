"""Days, holidays, shifts and needs as the property settles them, and what rosters remind of."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine

from hushu.rosters.rules.holidays import festivals
from rosters.publishing import change, day, one, planned, published, told
from rosters.publishing import edition as current
from rosters.test_grid import begun, following, team_id
from world import TOWER, Browser, House, text

HOME = f"/p/{TOWER}/rosters"


async def enter(browser: Browser, first: date, last: date, kind: str, name: str = "") -> Any:
    """Enters days of that kind."""
    form = {"first": str(first), "last": str(last), "kind": kind, "name": name}
    return await browser.post(f"{HOME}/calendar", form, key=uuid4().hex)


@pytest.mark.req("ROST-4")
def test_a_holidays_roster_is_due_seven_days_before_it() -> None:
    october = next(
        one for one in festivals(date(2026, 9, 28), date(2026, 10, 2)) if one.first.month == 10
    )
    assert (october.first, october.last, october.due) == (
        date(2026, 10, 1),
        date(2026, 10, 7),
        date(2026, 9, 24),
    )


@pytest.mark.req("ROST-4")
async def test_a_year_is_provisional_until_its_arrangement_is_entered_here(house: House) -> None:
    supervisor = await house.sign_in(f"{TOWER}.supervisor")
    assert "暂定" in text(await supervisor.get(f"{HOME}/calendar?year=2027"))
    assert (
        await enter(supervisor, date(2027, 2, 5), date(2027, 2, 11), "rest", "春节")
    ).status_code == 303
    assert (await enter(supervisor, date(2027, 2, 5), date(2027, 2, 1), "rest")).status_code == 422
    answer = await supervisor.post(f"{HOME}/calendar/announcement", {"year": 2027}, key=uuid4().hex)
    assert answer.status_code == 303
    page = text(await supervisor.get(f"{HOME}/calendar?year=2027"))
    assert "暂定" not in page
    assert "闫䶮 已按公布的安排录入" in page
    twice = await supervisor.post(f"{HOME}/calendar/announcement", {"year": 2027}, key=uuid4().hex)
    assert twice.status_code == 409
    reader = await house.sign_in(f"{TOWER}.reception1")
    assert (await enter(reader, date(2027, 2, 5), date(2027, 2, 5), "work")).status_code == 403


@pytest.mark.req("ROST-4", "ROST-2")
async def test_a_day_entered_here_counts_in_the_roster_and_can_be_taken_away(house: House) -> None:
    supervisor, roster = await begun(house)
    before = text(await supervisor.get(roster))
    monday = next(d for d in (day(n) for n in range(1, 15)) if d.weekday() == 0)
    await enter(supervisor, monday, monday, "rest", "司庆")
    hours = int(before.split("本月标准工时 ")[1].split(" ")[0])
    assert f"本月标准工时 {hours - 8}" in text(await supervisor.get(roster))
    await supervisor.post(f"{HOME}/calendar/{monday}/removal", key=uuid4().hex)
    assert f"本月标准工时 {hours}" in text(await supervisor.get(roster))
    gone = await supervisor.post(f"{HOME}/calendar/{monday}/removal", key=uuid4().hex)
    assert gone.status_code == 404


@pytest.mark.req("ROST-4", "ROST-9")
async def test_a_holidays_roster_is_handed_over_when_every_team_is_in_force_and_reminded_of_before(
    house: House,
) -> None:
    """New Year 2027: January of every team."""
    with time_machine.travel(datetime(2026, 12, 22, 4, tzinfo=UTC), tick=True):
        supervisor = await house.sign_in(f"{TOWER}.supervisor")
        page = text(await supervisor.get(f"{HOME}/holidays"))
        assert "元旦" in page
        refused = await supervisor.post(
            f"{HOME}/holidays", {"first": "2027-01-01", "receiver": "人事部"}, key=uuid4().hex
        )
        assert refused.status_code == 422
        assert "监控室" in text(refused)
        await reminded(house)
        assert "须在 12-25 前送交行政人事部" in await told(house, f"{TOWER}.supervisor")
        await house.rows(TOWER, "delete from roster_need")
        await house.rows(
            TOWER,
            "delete from roster_cell where roster in (select r.id from roster r where r.state = 'draft')",
        )
        await house.rows(TOWER, "delete from roster where state = 'draft'")
        await house._keeper.execute("truncate duty_team, duty_check cascade")
        await house.rows(TOWER, "delete from roster_team where key <> 'control'")
        await published(house, (1, 1, "早"))
        done = await supervisor.post(
            f"{HOME}/holidays", {"first": "2027-01-01", "receiver": "人事部"}, key=uuid4().hex
        )
        assert done.status_code == 303, text(done)
        assert "已送交人事部" in text(await supervisor.get(f"{HOME}/holidays"))
        twice = await supervisor.post(
            f"{HOME}/holidays", {"first": "2027-01-01", "receiver": "人事部"}, key=uuid4().hex
        )
        assert twice.status_code == 409


async def reminded(house: House, what: str = "remind") -> None:
    """The day's job of the property."""
    from hushu.rosters import commands

    async with house.at(TOWER):
        await getattr(commands, what)()


@pytest.mark.req("ROST-9")
async def test_next_months_rosters_are_reminded_of_in_the_last_week_of_a_month_and_not_before(
    house: House,
) -> None:
    first = following()
    with time_machine.travel(
        datetime(first.year, first.month, first.day, 4, tzinfo=UTC) - timedelta(days=10), tick=True
    ):
        await reminded(house)
        assert "排班表该排定了" not in await told(house, f"{TOWER}.supervisor")
    with time_machine.travel(
        datetime(first.year, first.month, first.day, 4, tzinfo=UTC) - timedelta(days=5), tick=True
    ):
        await reminded(house)
        assert "排班表该排定了" in await told(house, f"{TOWER}.supervisor")


@pytest.mark.req("ROST-9")
async def test_who_does_not_confirm_for_a_day_is_asked_again_and_the_maker_is_told_who(
    house: House,
) -> None:
    await published(house, (1, 8, "早"))
    await reminded(house)
    assert "人未确认" not in await told(house, f"{TOWER}.supervisor"), "not on the first day"
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=25), tick=True):
        await reminded(house)
        assert "还有 1 人未确认：郝建国" in await told(house, f"{TOWER}.supervisor")
        assert "请确认您" in await told(house, f"{TOWER}.control1")


@pytest.mark.req("ROST-9")
async def test_the_evening_before_everybody_is_told_tomorrows_shift(house: House) -> None:
    await published(house, (1, 8, "早"), (2, 8, "夜"), (3, 9, "早"))
    eighth = day(8)
    with time_machine.travel(
        datetime(eighth.year, eighth.month, eighth.day, 10, tzinfo=UTC) - timedelta(days=1),
        tick=True,
    ):
        await reminded(house, "remind_tomorrow")
        assert "早班，07:00 至 15:00" in await told(house, f"{TOWER}.control1")
        assert "夜班，23:00 至 07:00" in await told(house, f"{TOWER}.control2")
        assert "明天" not in await told(house, f"{TOWER}.control3")


@pytest.mark.req("ROST-1")
async def test_shifts_are_changed_for_what_comes_and_editions_keep_theirs(house: House) -> None:
    supervisor, roster = await published(house, (1, 8, "早"))
    shift = await house.value(TOWER, "select id from shift where letter = '早'")
    form = {"letter": "A", "name": "大早班", "begins": "06:00", "ends": "14:00", "unpaid": 30}
    page = f"{HOME}/shifts"
    assert (
        await supervisor.post(f"{page}/{shift}", {**form, "letter": "夜"}, key=uuid4().hex)
    ).status_code == 422
    assert (await supervisor.post(f"{page}/{shift}", form, key=uuid4().hex)).status_code == 303
    assert "大早班" in text(await supervisor.get(roster))
    edition = await current(house)
    kept = text(await supervisor.get(f"{HOME}/editions/{edition}"))
    assert "早班 07:00–15:00" in kept
    assert "大早班" not in kept
    assert (
        await supervisor.post(
            page, {**form, "letter": "B", "name": "通宵", "night": "1"}, key=uuid4().hex
        )
    ).status_code == 303
    refused = await supervisor.post(f"{page}/{shift}/retirement", key=uuid4().hex)
    assert "监控室的在岗要求" in text(refused)
    await house.rows(TOWER, "delete from roster_need where shift = 'early'")
    await supervisor.post(f"{page}/{shift}/retirement", key=uuid4().hex)
    assert "大早班" in text(await supervisor.get(roster)), "what is planned with it still shows it"
    _, other = await begun(house, "service")
    assert "大早班" not in text(await supervisor.get(other))


@pytest.mark.req("ROST-2")
async def test_needs_are_added_and_taken_away_and_the_roster_says_what_is_missing(
    house: House,
) -> None:
    supervisor, roster = await planned(house, (1, 8, "早"))
    team = await team_id(house, "control")
    needs = f"{HOME}/teams/{team}/needs"
    form = {"post": "control_room", "least": 3, "since": "12:00", "until": "13:00"}
    assert (
        await supervisor.post(needs, {**form, "shift": "early"}, key=uuid4().hex)
    ).status_code == 422
    assert (
        await supervisor.post(needs, {**form, "until": "11:00"}, key=uuid4().hex)
    ).status_code == 422
    assert (await supervisor.post(needs, form, key=uuid4().hex)).status_code == 303
    assert "12:00" in text(await supervisor.get(roster))
    need = await house.value(TOWER, "select id from roster_need where least = 3")
    await supervisor.post(f"{HOME}/needs/{need}/removal", key=uuid4().hex)
    assert await house.value(TOWER, "select count(*) from roster_need where least = 3") == 0
    assert (
        await supervisor.post(f"{HOME}/teams/{UUID(int=7)}/needs", form, key=uuid4().hex)
    ).status_code == 404
    await change(house, supervisor, roster, (1, 9, "早"))
    assert await one(house, 1)
