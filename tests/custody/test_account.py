"""Every key out is accounted for each day: reminders, reasons, reports, the manager's answer (CUST-3)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from archives.shelf import person
from custody.things import (
    AT,
    BORROWER,
    KEEPER,
    counted,
    key,
    lend,
    local,
    page,
    take_back,
    thing_id,
    waiting,
)
from world import TOWER, House, text

NOON = datetime.now(UTC).replace(hour=4, minute=0, second=0, microsecond=0)  # 12:00 at the property
REPORTS = "select * from custody_report where thing = $1"


@contextmanager
def at(moment: datetime) -> Iterator[Any]:
    """The house's clock shows that moment and goes on."""
    with time_machine.travel(moment) as traveller:
        yield traveller


async def notices(house: House, username: str) -> list[str]:
    """What that person was told about loans that are late."""
    rows = await house.rows(
        TOWER, "select title from notice where person = $1 and kind = 'custody.late' order by at", await person(house, username)
    )  # fmt: skip
    return [row["title"] for row in rows]


async def lent_until(house: House, due: datetime, **more: Any) -> Any:
    """A room key that was lent at noon until then."""
    one = await key(house)
    answer = await lend(house, one, due_at=local(due), why="", **more)
    assert answer.status_code == 303, text(answer)
    return one


@pytest.mark.req("CUST-3")
async def test_borrower_and_keeper_are_reminded_when_a_key_is_late_and_it_stands_first(
    house: House,
) -> None:
    with at(NOON):
        await lent_until(house, NOON + timedelta(hours=1))
    with at(NOON + timedelta(hours=1, minutes=1)):
        await house.work()
        assert len(await notices(house, BORROWER)) == 1
        assert len(await notices(house, KEEPER)) == 1
        assert "请归还：K1 K1 号钥匙" in await waiting(house, BORROWER)
        board = await page(house, KEEPER, "?only=late")
        assert "K1 号钥匙 龚子墨 逾期" in board


@pytest.mark.req("CUST-3")
async def test_a_key_brought_back_in_time_troubles_nobody(house: House) -> None:
    with at(NOON):
        one = await lent_until(house, NOON + timedelta(hours=1))
        assert (await take_back(house, one)).status_code == 303
    with at(NOON + timedelta(days=2)):
        await house.work()
    assert await notices(house, BORROWER) == []
    assert await house.rows(TOWER, REPORTS, one) == []


@pytest.mark.req("CUST-3")
async def test_a_key_not_back_by_closing_without_a_reason_becomes_a_report(house: House) -> None:
    with at(NOON):
        one = await lent_until(house, NOON + timedelta(hours=2))
    with at(NOON + timedelta(hours=6, minutes=50)):  # 18:50, twenty minutes after closing
        await house.work()
        assert await house.rows(TOWER, REPORTS, one) == []
        assert "待说明" in await page(house, KEEPER, "/account")
    with at(NOON + timedelta(hours=7, minutes=1)):
        await house.work()
        await house.work()
        reports = await house.rows(TOWER, REPORTS, one)
        assert [(r["kind"], r["reported_by"]) for r in reports] == [("late", None)]
        assert "由龚子墨借用" in reports[0]["words"]
        assert "报告待批复：K1 K1 号钥匙 收工未还" in await waiting(house, "harbour.manager")
        assert "收工未还：K1 K1 号钥匙" in await waiting(house, "harbour.supervisor")


@pytest.mark.req("CUST-3")
async def test_a_reason_holds_for_its_day_and_the_next_day_wants_another(house: House) -> None:
    with at(NOON):
        one = await lent_until(house, NOON + timedelta(hours=2))
        loan = await house.value(TOWER, "select id from custody_loan where thing = $1", one)
        keeper = await house.sign_in(KEEPER)
        path = f"{AT}/loans/{loan}/reason"
        assert (await keeper.post(path, {"words": "", "due_at": ""}, key="a")).status_code == 422
        odd = {
            "content": b"words",
            "headers": {"content-type": "application/msgpack", "x-csrf-token": keeper.csrf},
        }
        assert (await keeper.client.post(path, **odd)).status_code == 422
        past = {"words": "检修未完", "due_at": local(NOON - timedelta(hours=1))}
        assert "应还时间已经过去" in text(await keeper.post(path, past, key="b"))
        form = {"words": "检修未完，明早归还", "due_at": local(NOON + timedelta(hours=21))}
        assert (await keeper.post(path, form, key="c")).status_code == 303
    with at(NOON + timedelta(hours=8)):
        await house.work()
        assert await house.rows(TOWER, REPORTS, one) == []
        assert "检修未完，明早归还" in await page(house, KEEPER, "/account")
    with at(NOON + timedelta(days=1, hours=8)):
        await house.work()
        assert [r["kind"] for r in await house.rows(TOWER, REPORTS, one)] == ["late"]
    engineer = await house.sign_in("harbour.engineer")
    assert (await engineer.post(path, {"words": "x"}, key="d")).status_code == 403


@pytest.mark.req("CUST-3")
async def test_the_inbox_asks_for_the_same_reasons_as_the_account_of_the_day(house: House) -> None:
    with at(NOON):
        one = await key(house)
        long = {"due_at": local(NOON + timedelta(days=3)), "why": "整改三天"}
        assert (await lend(house, one, **long)).status_code == 303
        radio = await thing_id(house, "D03")
        short = {"due_at": local(NOON + timedelta(hours=1))}
        assert (await lend(house, radio, **short)).status_code == 303
    asked = {}
    for hours in (2, 7, 24, 31):
        with at(NOON + timedelta(hours=hours)):
            shown = (await (await house.sign_in(KEEPER)).get(f"{AT}/account")).text
            inbox = await waiting(house, KEEPER)
            said = re.search(r"(\d+) 把钥匙未还，待写明今日原因", inbox)
            assert shown.count("account-waits") == (int(said[1]) if said else 0)
            mine = shown.partition("K1 号钥匙")[2].partition("</li>")[0]
            asked[hours] = "待说明" in mine
    assert asked == {2: False, 7: False, 24: False, 31: True}


@pytest.mark.req("CUST-3", "PPL-4")
async def test_the_supervisor_hears_of_a_late_key_whose_keeper_has_left(house: House) -> None:
    with at(NOON):
        await lent_until(house, NOON + timedelta(hours=1))
        await house.rows(
            TOWER, "update person set closed_at = now() where id = $1", await person(house, KEEPER)
        )
    with at(NOON + timedelta(hours=1, minutes=1)):
        await house.work()
    assert await notices(house, KEEPER) == []
    assert len(await notices(house, "harbour.supervisor")) == 1


@pytest.mark.req("CUST-3")
async def test_a_key_lent_after_closing_is_looked_for_when_it_is_due_and_reported_next_day(
    house: House,
) -> None:
    evening = NOON + timedelta(hours=8)
    with at(evening):
        one = await lent_until(house, evening + timedelta(hours=2))
        assert "K1 K1 号钥匙 龚子墨" in (account := await page(house, KEEPER, "/account"))
        assert "待说明" not in account.partition("K1 K1 号钥匙")[2].partition("写明原因")[0]
    with at(evening + timedelta(hours=3)):
        await house.work()
        assert await house.rows(TOWER, REPORTS, one) == []
        assert "待说明" in (await page(house, KEEPER, "/account")).partition("K1 K1 号钥匙")[2]
    with at(NOON + timedelta(days=1, hours=7, minutes=1)):
        await house.work()
        assert [r["kind"] for r in await house.rows(TOWER, REPORTS, one)] == ["late"]


@pytest.mark.req("CUST-1", "CUST-3")
async def test_area_keys_are_looked_for_when_their_shift_ends_not_when_the_desk_closes(
    house: House,
) -> None:
    end = NOON + timedelta(hours=11)
    with at(NOON):
        answer = await counted(house, "draw", {"A05": ("2", "")}, due_at=local(end))
        assert answer.status_code == 303
    one = await house.value(TOWER, "select id from custody_thing where no = 'A05'")
    with at(NOON + timedelta(hours=8)):
        await house.work()
        assert await house.rows(TOWER, REPORTS, one) == []
    with at(end + timedelta(minutes=31)):
        await house.work()
        assert [r["kind"] for r in await house.rows(TOWER, REPORTS, one)] == ["late"]


@pytest.mark.req("CUST-3")
async def test_what_is_lost_is_written_down_and_waits_until_the_manager_has_answered(
    house: House,
) -> None:
    one = await key(house)
    await lend(house, one)
    steward, manager = await house.sign_in(BORROWER), await house.sign_in("harbour.manager")
    path = f"{AT}/things/{one}/reports"
    assert (await steward.post(path, {"kind": "lost", "words": ""}, key="a")).status_code == 422
    form = {"kind": "lost", "words": "看房途中遗失，已沿路寻找。"}
    made = await steward.post(path, form, key="b")
    assert made.status_code == 303
    report = made.headers["location"]
    assert "报告待批复：K1 K1 号钥匙" in await waiting(house, "harbour.manager")
    assert "遗失" in await page(house, KEEPER, f"/things/{one}")
    assert (await lend(house, one)).status_code == 422
    assert (await steward.post(f"{report}/answer", {"words": "好"}, key="c")).status_code == 403
    assert (await manager.post(f"{report}/answer", {"words": ""}, key="d")).status_code == 422
    assert (
        await manager.post(f"{report}/answer", {"words": "当日换锁"}, key="e")
    ).status_code == 303
    assert (await manager.post(f"{report}/answer", {"words": "再答"}, key="f")).status_code == 409
    assert "报告待批复：K1" not in await waiting(house, "harbour.manager")
    assert "您关于K1 K1 号钥匙的报告已有批复" in await waiting(house, BORROWER)
    assert "当日换锁" in text(await steward.get(report))
    supervisor = await house.sign_in("harbour.supervisor")
    found = f"{AT}/things/{one}/found"
    assert (await supervisor.post(found, {"words": "在配电间"}, key="g")).status_code == 303
    assert (await lend(house, one)).status_code == 303


@pytest.mark.req("CUST-3")
async def test_a_key_that_comes_back_damaged_is_reported_in_writing(house: House) -> None:
    one = await key(house)
    await lend(house, one)
    assert (await take_back(house, one, condition="damaged")).status_code == 422
    assert (await take_back(house, one, condition="damaged", why="齿口弯了")).status_code == 303
    rows = await house.rows(TOWER, REPORTS, one)
    assert [(r["kind"], r["words"]) for r in rows] == [("damaged", "齿口弯了")]
    assert "报告待批复：K1 K1 号钥匙 损坏" in await waiting(house, "harbour.manager")


@pytest.mark.req("CUST-3")
async def test_the_morning_reminds_of_what_is_late_and_from_the_second_day_the_superior_too(
    house: House,
) -> None:
    from hushu.custody.commands import remind_all

    with at(NOON):
        await lent_until(house, NOON + timedelta(hours=1))
    with at(NOON + timedelta(days=2)):
        async with house.at(TOWER):
            await remind_all()
    above = await house.value(
        TOWER, "select superior from person where id = $1", await person(house, BORROWER)
    )
    told = "select count(*) from notice where person = $1 and kind = 'custody.late' and details::text like '%K1%'"
    assert await house.value(TOWER, told, await person(house, BORROWER)) == 1
    assert await house.value(TOWER, told, above) == 1
