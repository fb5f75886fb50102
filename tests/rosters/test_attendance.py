"""Attendance: signed by PIN or by the post's code, judged by the shift in force then, corrected with a reason, reported."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine

from hushu.rosters.rules.attendance import Shown, judge, nearest, period
from rosters.publishing import begins, day, one, published, republish
from signing.helpers import deed
from world import TOWER, Browser, House, pin, text

HOME = f"/p/{TOWER}/attendance"
SIX, FOURTEEN = datetime(2026, 12, 1, 6, tzinfo=UTC), datetime(2026, 12, 1, 14, tzinfo=UTC)


def shown(on: int | None, off: int | None, leave: str = "") -> Any:
    """A shift from six to fourteen, with minutes after its beginning and after its end."""
    came = None if on is None else SIX + timedelta(minutes=on)
    went = None if off is None else FOURTEEN + timedelta(minutes=off)
    return judge(Shown(SIX, FOURTEEN, came, went, 30, leave), FOURTEEN + timedelta(hours=13))


@pytest.mark.req("ROST-10")
def test_late_early_absent_and_over_are_told_from_the_moments() -> None:
    assert shown(-10, 5).state == "present"
    assert (shown(7, 0).state, shown(7, 0).late) == ("late", 7)
    assert (shown(0, -20).state, shown(0, -20).early) == ("early", 20)
    assert shown(7, -20).state == "late_early"
    assert shown(None, None).state == "absent"
    assert shown(None, None, "sick").state == "leave"
    assert shown(0, None).state == "no_off"
    assert (shown(0, 10).over, shown(0, 45).over) == (0, 45), "handing over is no overtime yet"
    assert shown(0, 0).worked == 8 * 60 - 30


@pytest.mark.req("ROST-10", "ROST-11")
def test_who_signs_between_two_shifts_means_the_one_that_runs_or_the_nearer() -> None:
    night = (SIX - timedelta(hours=8), SIX)
    early = (SIX, FOURTEEN)
    assert nearest([night, early], SIX - timedelta(minutes=5)) == night
    assert nearest([night, early], SIX + timedelta(minutes=1)) == early
    assert nearest([early], SIX - timedelta(hours=5)) is None
    assert nearest([early], FOURTEEN + timedelta(hours=3)) == early


@pytest.mark.req("ROST-10")
def test_a_report_reaches_from_the_last_closing_day_to_the_day_before_this_one_so_that_all_of_it_is_worked() -> (
    None
):
    assert period(date(2026, 12, 3), 25) == (date(2026, 11, 25), date(2026, 12, 24))
    assert period(date(2027, 1, 1), 25) == (date(2026, 12, 25), date(2027, 1, 24))


@contextmanager
def moment(at: datetime) -> Iterator[None]:
    """It is that moment."""
    with time_machine.travel(at, tick=True):
        yield


async def signed(browser: Browser, who: UUID, what: str, code: str) -> Any:
    """Signs at the shared desk."""
    form = {"person": str(who), "deed": what, "pin": code}
    return await browser.post(f"{HOME}/signing", form, key=uuid4().hex)


@pytest.mark.req("ROST-10")
async def test_at_the_desk_one_signs_with_ones_own_pin_and_only_to_a_shift_of_ones_own(
    house: House,
) -> None:
    await published(house, (1, 8, "早"))
    at, who, other = await begins(house), await one(house, 1), await one(house, 2)
    with moment(at - timedelta(minutes=6)):
        desk = await house.sign_in(f"{TOWER}.reception1")
        assert "PIN" in text(await signed(desk, who, "on", "000000"))
        assert (await signed(desk, who, "on", pin(f"{TOWER}.control1"))).status_code == 303
        assert "已在" in text(await signed(desk, who, "on", pin(f"{TOWER}.control1"))), (
            "twice is told"
        )
        assert "没有您的班次" in text(await signed(desk, other, "on", pin(f"{TOWER}.control2")))
        assert "在岗" in text(await desk.get(HOME))
    with moment(at + timedelta(hours=8, minutes=40)):
        desk = await house.sign_in(f"{TOWER}.reception1")
        assert (await signed(desk, who, "off", pin(f"{TOWER}.control1"))).status_code == 303
        manager = await house.sign_in(f"{TOWER}.manager")
        month = text(await manager.get(f"{HOME}/month?month={clock_month(at)}"))
        assert "√" in month
        assert "0.7/0.0/0.0" in month, "forty minutes over on a working day"


def clock_month(at: datetime) -> str:
    """The month whose period holds the eighth."""
    return f"{at:%Y-%m}"


@pytest.mark.req("ROST-10")
async def test_a_posts_code_signs_on_with_ones_own_phone_until_it_is_renewed(house: House) -> None:
    await published(house, (1, 8, "早"))
    at = await begins(house)
    manager = await house.sign_in(f"{TOWER}.manager")
    team = await house.value(TOWER, "select id from roster_team where key = 'control'")
    await manager.post(f"{HOME}/codes/{team}", key=uuid4().hex)
    code = await house.value(TOWER, "select code from attendance_post")
    with moment(at + timedelta(minutes=12)):
        phone = await house.sign_in(f"{TOWER}.control1")
        assert "签到上岗" in text(await phone.get(f"{HOME}/posts/{code}"))
        await phone.post(f"{HOME}/posts/{code}/signing", {"deed": "on"}, key=uuid4().hex)
        assert "签退离岗" in text(await phone.get(f"{HOME}/posts/{code}"))
        keeper = await house.sign_in(f"{TOWER}.manager")
        assert "迟到 12 分钟" in text(await keeper.get(HOME))
        await keeper.post(f"{HOME}/codes/{team}", key=uuid4().hex)
        assert (await phone.get(f"{HOME}/posts/{code}")).status_code == 404
        assert (await phone.get(f"{HOME}/posts/nonsense")).status_code == 404


@pytest.mark.req("ROST-10")
async def test_a_correction_needs_a_reason_and_what_stood_there_stays_to_be_seen(
    house: House,
) -> None:
    await published(house, (1, 8, "早"))
    at, who, on = await begins(house), await one(house, 1), day(8)
    with moment(at + timedelta(days=1)):
        keeper = await house.sign_in(f"{TOWER}.clerk")
        page = f"{HOME}/people/{who}/{on}"
        assert "旷工" in text(await keeper.get(page))
        local = at + timedelta(hours=8)
        form = {
            "on_at": f"{local:%Y-%m-%dT%H:%M}",
            "off_at": f"{local + timedelta(hours=8):%Y-%m-%dT%H:%M}",
            "reason": "",
        }
        assert (await keeper.post(f"{page}/correction", form, key=uuid4().hex)).status_code == 422
        form["reason"] = "忘记签到，同班证实"
        assert (await keeper.post(f"{page}/correction", form, key=uuid4().hex)).status_code == 303
        seen = text(await keeper.get(page))
        assert "忘记签到，同班证实" in seen
        assert "正常" in seen
        reader = await house.sign_in(f"{TOWER}.control2")
        assert (await reader.post(f"{page}/correction", form, key=uuid4().hex)).status_code == 403
        backwards = {**form, "off_at": form["on_at"]}
        assert (
            await keeper.post(f"{page}/correction", backwards, key=uuid4().hex)
        ).status_code == 422


@pytest.mark.req("ROST-10", "ROST-6")
async def test_a_shift_is_judged_by_the_edition_that_was_in_force_when_it_was_worked(
    house: House,
) -> None:
    """Later editions change the days to come, not what was worked."""
    supervisor, roster = await published(house, (1, 8, "早"), (1, 20, "早"))
    at, who, later, first = await begins(house), await one(house, 1), day(20), day(1)
    with moment(at + timedelta(hours=9)):
        supervisor = await house.sign_in(f"{TOWER}.supervisor")
        answer = await supervisor.post(
            f"{roster}/cells", {"cell": [f"{who} {later} 夜 早"]}, key=uuid4().hex
        )
        assert answer.status_code in {200, 303}
        await republish(house, supervisor, roster, "改夜班")
        rows = await house.rows(
            TOWER,
            "select s.day, k.letter from roster_shift s join shift k on k.id = s.shift where s.day >= $1 order by 1",
            first,
        )
        assert [row["letter"] for row in rows] == ["早", "夜"]
        assert "旷工" in text(await supervisor.get(f"{HOME}/people/{who}/{rows[0]['day']}"))


async def older_than_the_chain(house: House) -> None:
    """A property that was unpacked before its pack knew of this chain."""
    owner = await house.as_owner(TOWER)
    await owner.execute("delete from chain where key = 'attendance_report'")


@pytest.mark.req("ROST-10")
async def test_the_month_is_reported_on_the_25th_frozen_and_signed(house: House) -> None:
    await published(house, (1, 8, "早"))
    month, eighth, early, closing = f"{day(1):%Y-%m}", day(8), day(24), day(25)
    clerk = await house.sign_in(f"{TOWER}.clerk")
    with moment(datetime(early.year, early.month, early.day, 4, tzinfo=UTC)):
        clerk = await house.sign_in(f"{TOWER}.clerk")
        refused = await clerk.post(f"{HOME}/reports", {"month": month}, key=uuid4().hex)
        assert "最后一班结束后可以上报" in text(refused)
    with moment(datetime(closing.year, closing.month, closing.day, 4, tzinfo=UTC)):
        clerk = await house.sign_in(f"{TOWER}.clerk")
        await older_than_the_chain(house)
        answer = await clerk.post(f"{HOME}/reports", {"month": month}, key=uuid4().hex)
        assert answer.status_code == 303, text(answer)
        twice = await clerk.post(f"{HOME}/reports", {"month": month}, key=uuid4().hex)
        assert twice.status_code == 409
        paper = UUID(answer.headers["location"].rsplit("/", 1)[1])
        for step, name in enumerate(("supervisor", "manager"), 1):
            assert (
                await deed(await house.sign_in(f"{TOWER}.{name}"), paper, step)
            ).status_code == 303
        assert "已报行政人事部" in text(await clerk.get(f"{HOME}/month?month={month}"))
        sql = """select one->'signs'->>$1 from attendance_report r, jsonb_array_elements(r.rows) one
                  where r.state = 'reported' and one->>'name' = '郝建国'"""
        assert await house.value(TOWER, sql, str(eighth)) == "旷"
