"""Room keys, sealed keys and radios go out and come back: by whom, for whom, confirmed by a PIN (CUST-2, CUST-3, CUST-4)."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import asyncpg
import pytest
import time_machine

from archives.shelf import person
from bench.capture import recorded
from custody.things import (
    AT,
    BORROWER,
    KEEPER,
    key,
    lend,
    page,
    soon,
    take_back,
    thing_id,
    waiting,
)
from world import GARDEN, TOWER, House, pin, text


@pytest.mark.req("CUST-2")
async def test_a_room_key_is_borrowed_with_purpose_and_time_and_comes_back_with_the_room_secured(
    house: House,
) -> None:
    one = await key(house, room="01-0402")
    for missing in ({"purpose": ""}, {"due_at": ""}, {"pin": "0000"}, {"pin": ""}):
        assert (await lend(house, one, **missing)).status_code == 422, missing
    assert (await lend(house, one)).status_code == 303
    assert "龚子墨 借出" in await page(house, KEEPER, "")
    unsecured = await take_back(house, one, power_off="")
    assert unsecured.status_code == 422
    assert "请勾选电源已切断、门窗已关闭" in text(unsecured)
    assert (await take_back(house, one)).status_code == 303
    story = await page(house, KEEPER, f"/things/{one}")
    assert "田甜 借给 龚子墨" in story
    assert "田甜 收回，龚子墨 交还" in story
    assert "电源已断、门窗已关" in story
    row = (await house.rows(TOWER, "select * from custody_loan where thing = $1", one))[0]
    assert (row["power_off"], row["shut"], row["condition"]) == (True, True, "good")


@pytest.mark.req("CUST-2")
async def test_a_contractor_borrows_only_through_a_member_of_staff_who_signs(house: House) -> None:
    one = await key(house)
    answer = await lend(house, one, firm="恒川空调维保")
    assert "单位和人员都要填" in text(answer)
    stranger = str(await person(house, "garden.steward1", GARDEN))
    outsider = await lend(house, one, person=stranger)
    assert outsider.status_code == 422
    assert "请选择" in text(outsider)
    assert (await lend(house, one, firm="恒川空调维保", visitor="曹师傅")).status_code == 303
    row = (await house.rows(TOWER, "select * from custody_loan where thing = $1", one))[0]
    assert row["person"] == await person(house, BORROWER)
    assert "恒川空调维保 曹师傅" in await page(house, KEEPER, f"/things/{one}")


@pytest.mark.req("CUST-2")
async def test_lending_and_taking_back_need_two(house: House) -> None:
    one = await key(house)
    alone = await lend(house, one, who=KEEPER)
    assert "借用须两人办理" in text(alone)
    assert (await lend(house, one)).status_code == 303
    own = await take_back(house, one, keeper=BORROWER)
    assert "归还须两人办理" in text(own)


@pytest.mark.req("CUST-6", "T27")
async def test_of_two_who_lend_one_key_at_once_one_is_told_who_has_it(house: House) -> None:
    one = await key(house)
    answers = await asyncio.gather(
        lend(house, one, keeper="harbour.reception1"),
        lend(house, one, keeper="harbour.reception2"),
        lend(house, one, keeper="harbour.clerk"),
    )
    assert sorted(a.status_code for a in answers) == [303, 409, 409]
    slower = next(a for a in answers if a.status_code == 409)
    assert "已由龚子墨借走" in text(slower)
    assert await house.value(TOWER, "select count(*) from custody_loan where thing = $1", one) == 1


@pytest.mark.req("CUST-6")
async def test_the_database_itself_holds_one_open_loan_a_thing_and_keeps_what_came_back(
    house: House,
) -> None:
    one = await key(house)
    await lend(house, one)
    again = """insert into custody_loan (id, thing, person, out_by, out_at, count_out)
               select $2, thing, person, out_by, out_at, 1 from custody_loan where thing = $1"""
    with pytest.raises(asyncpg.UniqueViolationError):
        await house.rows(TOWER, again, one, uuid4())
    with pytest.raises(asyncpg.CheckViolationError):
        await house.rows(TOWER, "update custody_thing set state = 'retired' where id = $1", one)
    await take_back(house, one)
    with pytest.raises(asyncpg.CheckViolationError):
        await house.rows(
            TOWER, "update custody_loan set back_words = 'x' where thing = $1 returning id", one
        )
    for table in ("loan", "thing", "note", "report", "sheet"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await house.rows(TOWER, f"delete from custody_{table}")


@pytest.mark.req("CUST-3")
async def test_a_sealed_keys_number_is_checked_and_a_broken_seal_is_told_to_manager_and_supervisor(
    house: House,
) -> None:
    one = await key(house, "S9", "sealed", seal="FC-77")
    wrong = await lend(house, one, seal="FC-78")
    assert "封条号应为 FC-77" in text(wrong)
    assert (await lend(house, one, seal="fc-77")).status_code == 303
    assert (await take_back(house, one, seal="FC-77")).status_code == 422
    assert (await take_back(house, one, seal="FC-79")).status_code == 303
    assert await house.value(TOWER, "select seal from custody_thing where id = $1", one) == "FC-79"
    control = await house.sign_in("harbour.control1")
    for seal, status in (("FC-77", 422), ("fc-79", 303)):
        looked = await control.post(f"{AT}/things/{one}/seal", {"seal": seal}, key=seal)
        assert looked.status_code == status
    assert "核对封条" in await page(house, KEEPER, f"/things/{one}")
    form = {"kind": "seal", "words": "巡查发现封条断开"}
    assert (await control.post(f"{AT}/things/{one}/reports", form, key="seal")).status_code == 303
    assert "报告待批复：S9 S9 号钥匙 封条破损" in await waiting(house, "harbour.manager")
    assert "封条破损：S9 S9 号钥匙" in await waiting(house, "harbour.supervisor")


@pytest.mark.req("CUST-4")
async def test_a_radio_has_one_holder_and_is_only_given_back_to_the_keeper(house: House) -> None:
    radio = await thing_id(house, "D03")
    nothing = {"purpose": "", "due_at": "", "why": ""}
    assert (await lend(house, radio, **nothing)).status_code == 303
    passed_on = await lend(house, radio, who="harbour.engineer", **nothing)
    assert passed_on.status_code == 409
    assert "对讲机不得转借" in text(passed_on)
    other = await take_back(house, radio, who="harbour.engineer")
    assert "请持机人龚子墨本人交还" in text(other)
    assert (await take_back(house, radio)).status_code == 303


@pytest.mark.req("CUST-4")
async def test_a_fault_goes_up_to_the_supervisor_and_the_manager_sends_the_radio_away_and_takes_it_back(
    house: House,
) -> None:
    radio = await thing_id(house, "D01")  # the steward holds it
    holder, manager = (
        await house.sign_in("harbour.steward1"),
        await house.sign_in("harbour.manager"),
    )
    home = f"{AT}/things/{radio}"
    assert (await holder.post(f"{home}/fault", {"words": ""}, key="a")).status_code == 422
    assert (await holder.post(f"{home}/fault", {"words": "收不到"}, key="b")).status_code == 303
    assert "对讲机故障 D01" in await waiting(house, "harbour.supervisor")
    assert "对讲机故障待送修：D01" in await waiting(house, "harbour.manager")
    still = await manager.post(f"{home}/sending", {"words": ""}, key="c")
    assert "还在冯翀手里" in text(still)
    assert (await take_back(house, radio, who="harbour.steward1")).status_code == 303
    assert (await lend(house, radio, purpose="", due_at="")).status_code == 422
    assert (await holder.post(f"{home}/sending", {"words": ""}, key="d")).status_code == 403
    for deed, state in (("sending", "repair"), ("mending", "fit")):
        assert (
            await manager.post(f"{home}/{deed}", {"words": "行政人事部"}, key=deed)
        ).status_code == 303
        assert (
            await house.value(TOWER, "select state from custody_thing where id = $1", radio)
            == state
        )
    assert (await manager.post(f"{home}/mending", {"words": ""}, key="e")).status_code == 409


@pytest.mark.req("CUST-4")
async def test_a_radio_whose_fault_is_reported_while_it_is_out_is_taken_back_as_damaged(
    house: House,
) -> None:
    radio = await thing_id(house, "D01")  # the steward holds it
    holder = await house.sign_in("harbour.steward1")
    await holder.post(f"{AT}/things/{radio}/fault", {"words": "收不到"}, key="a")
    damaged = {"condition": "damaged", "why": "天线断了"}
    answer = await take_back(house, radio, who="harbour.steward1", **damaged)
    assert answer.status_code == 303
    assert "天线断了" in await page(house, KEEPER, f"/things/{radio}")
    sql = "select state from custody_thing where id = $1"
    assert await house.value(TOWER, sql, radio) == "faulty"


@pytest.mark.req("CUST-1", "CUST-3")
async def test_a_ring_of_three_that_comes_back_as_two_is_explained_reported_and_known(
    house: House,
) -> None:
    ring = await key(house, expected=3)
    assert (await lend(house, ring)).status_code == 303
    assert (await take_back(house, ring, counted="4", why="多了")).status_code == 422
    assert (await take_back(house, ring, counted="2")).status_code == 422
    assert (await take_back(house, ring, counted="2", why="一把断在锁里")).status_code == 303
    reports = await house.rows(TOWER, "select * from custody_report where thing = $1", ring)
    assert [(r["kind"], r["counted"], r["expected"]) for r in reports] == [("count", 2, 3)]
    assert await house.value(TOWER, "select present from custody_thing where id = $1", ring) == 2
    assert (await lend(house, ring)).status_code == 303
    out = "select count_out from custody_loan where thing = $1 and back_at is null"
    assert await house.value(TOWER, out, ring) == 2


@pytest.mark.req("CUST-1")
async def test_a_key_of_which_none_is_there_is_lent_to_nobody(house: House) -> None:
    one = await key(house)
    await house.rows(TOWER, "update custody_thing set present = 0 where id = $1", one)
    answer = await lend(house, one)
    assert (answer.status_code, "一把也不在" in text(answer)) == (422, True)


@pytest.mark.req("CUST-4")
async def test_radios_are_charged_by_the_desk_and_inspected_by_the_supervisor_each_week(
    house: House,
) -> None:
    radio = str(await thing_id(house, "D04"))
    desk, supervisor = await house.sign_in(KEEPER), await house.sign_in("harbour.supervisor")
    assert "台对讲机该检查了" not in await waiting(house, "harbour.supervisor")
    with time_machine.travel(datetime.now(UTC) + timedelta(days=8)):
        assert "5 台对讲机该检查了" in await waiting(house, "harbour.supervisor")
    path = f"{AT}/radios"
    given = {"ticked": [radio], "words": ""}
    assert (await desk.post(path, given | {"deed": "charged"}, key="a")).status_code == 303
    assert (await desk.post(path, given | {"deed": "inspected"}, key="b")).status_code == 403
    assert (await supervisor.post(path, given | {"deed": "inspected"}, key="c")).status_code == 303
    nothing = await supervisor.post(path, {"deed": "inspected", "words": ""}, key="d")
    assert "请先勾选对讲机" in text(nothing)
    deeds = await house.rows(
        TOWER,
        "select deed from custody_note where thing = $1::uuid order by at desc limit 2",
        radio,
    )
    assert [row["deed"] for row in deeds] == ["inspected", "charged"]


@pytest.mark.req("CUST-2", "PPL-4")
async def test_nobody_leaves_with_a_key_in_their_hands(house: House) -> None:
    one = await key(house)
    await lend(house, one)
    manager = await house.sign_in("harbour.manager")
    path = f"/p/{TOWER}/people/{await person(house, BORROWER)}/leaving"
    assert "K1 K1 号钥匙" in text(await manager.get(path))
    await take_back(house, one)
    assert "K1 K1 号钥匙" not in text(await manager.get(path))


@pytest.mark.req("CUST-6", "T2")
async def test_lending_is_for_keepers_and_another_property_sees_nothing(house: House) -> None:
    one = await key(house)
    assert (await lend(house, one, keeper="harbour.engineer")).status_code == 403
    stranger = await house.sign_in("garden.manager")
    assert (await stranger.get(f"{AT}/things/{one}")).status_code == 404
    own = f"/p/{GARDEN}/custody/things/{one}"
    assert (await stranger.get(own)).status_code == 404
    form = {"person": str(one), "pin": pin(BORROWER), "due_at": soon(), "purpose": "x"}
    assert (await stranger.post(f"{own}/lending", form, key="x")).status_code == 404


@pytest.mark.req("CUST-6")
async def test_pages_of_custody_need_three_statements(house: House) -> None:
    keeper = await house.sign_in(KEEPER)
    one = await thing_id(house, "F02")
    for path in (
        "",
        "/account",
        "/radios",
        "/register",
        "/sheets",
        "/reports",
        f"/things/{one}",
        f"/things/{one}/return",
        "/draw",
    ):
        with recorded() as statements:
            answer = await keeper.get(f"{AT}{path}")
        assert answer.status_code == 200
        assert len(statements) <= 3, (path, [s.sql for s in statements])
