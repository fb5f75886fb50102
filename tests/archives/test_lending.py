"""Loans: asked for, approved as the class says, counted out and back by two, read electronically until the day of return."""

import asyncio
from uuid import uuid4

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from archives.lent import (
    AT,
    approve,
    approved,
    ask,
    asked,
    counting,
    decide,
    in_days,
    lines,
    out,
    shelf,
    state,
)
from archives.shelf import PDF, person
from hushu.archives.rules.lending import stage, way_of
from world import TOWER, House, pin, text

BORROWER = "harbour.engineer"


@pytest.mark.req("ARCH-31")
async def test_a_paper_goes_out_and_comes_back_counted_by_keeper_and_borrower(house: House) -> None:
    into, items = await shelf(house, ("电梯维修记录", "水泵维修记录"))
    loan = await ask(house, BORROWER, into, items)
    assert await state(house, loan) == "asked"
    clerk = await house.sign_in("harbour.clerk")
    early = await counting(house, loan, "handing-out", secret=pin(BORROWER))
    assert early.status_code == 409
    await approve(house, loan)
    page = await clerk.get(f"{AT}/archives/loans/{loan}/counter")
    assert "祁大勇 的 PIN" in page.text
    assert "水泵维修记录" in page.text
    assert (await counting(house, loan, "handing-out", secret=pin(BORROWER))).status_code == 303
    row = (await lines(house, loan))[0]
    assert (row["out_by"], row["out_to"]) == (
        await person(house, "harbour.clerk"),
        await person(house, BORROWER),
    )
    part = await counting(house, loan, "taking-back", secret=pin(BORROWER), only=(items[0],))
    assert part.status_code == 303
    assert await state(house, loan) == "out"
    rest = await counting(house, loan, "taking-back", secret=pin(BORROWER), only=(items[1],))
    assert rest.status_code == 303
    assert await state(house, loan) == "back"
    story = text(await clerk.get(f"{AT}/archives/loans/{loan}"))
    assert "汤雅琴 借出，祁大勇 领取" in story
    assert "汤雅琴 收回，祁大勇 交还" in story


@pytest.mark.req("ARCH-31")
async def test_only_the_borrowers_own_pin_takes_a_paper_and_nobody_counts_alone(
    house: House,
) -> None:
    into, items = await shelf(house)
    loan = await approved(house, BORROWER, into, items)
    for wrong in (pin("harbour.clerk"), "", "0000"):
        assert (await counting(house, loan, "handing-out", secret=wrong)).status_code == 422
    assert await state(house, loan) == "approved"
    own = await ask(house, "harbour.clerk", into, items)
    await approve(house, own, "harbour.supervisor", "harbour.manager")
    alone = await counting(house, own, "handing-out", secret=pin("harbour.clerk"))
    assert alone.status_code == 422
    assert "清点须两人在场" in alone.text
    two = await counting(
        house, own, "handing-out", keeper="harbour.secretary", secret=pin("harbour.clerk")
    )
    assert two.status_code == 303


@pytest.mark.req("ARCH-31")
async def test_what_a_class_or_its_secrecy_keeps_in_the_house_is_not_lent(house: House) -> None:
    spot, records = await shelf(house, ("值班记录",), key="duty_records")
    contracts, secret = await shelf(house, ("保洁合同",), key="contracts")
    borrower = await house.sign_in(BORROWER)
    away = await asked(borrower, spot, records)
    assert away.status_code == 422
    assert "不得带离阅览室" in away.text
    assert (await asked(borrower, spot, records, way="on_the_spot")).status_code == 303
    for way in ("lend", "on_the_spot"):
        refused = await asked(borrower, contracts, secret, way=way)
        assert refused.status_code == 422
        assert "保密档案和本类档案不外借" in refused.text
    assert await house.value(TOWER, "select count(*) from archive_loan where volume = $1", contracts) == 0  # fmt: skip


@pytest.mark.req("ARCH-31")
async def test_papers_read_on_the_spot_are_due_the_day_they_are_handed_out(house: House) -> None:
    spot, records = await shelf(house, ("值班记录",), key="duty_records")
    loan = await out(house, BORROWER, spot, records, way="on_the_spot", due_on=in_days(3))
    due = await house.value(TOWER, "select due_on from archive_loan where id = $1", loan)
    assert due.isoformat() == in_days(0)


@pytest.mark.req("ARCH-31")
async def test_the_general_manager_approves_what_the_secretary_keeps(house: House) -> None:
    into, items = await shelf(house, ("物价局文件",), key="government")
    loan = await ask(house, BORROWER, into, items, way="on_the_spot")
    seats = await house.rows(
        TOWER,
        "select s.person from signing_seat s join signing_paper p on p.id = s.paper where p.subject_id = $1",
        loan,
    )
    assert [r["person"] for r in seats] == [await person(house, "harbour.gm")]
    await approve(house, loan, "harbour.gm")
    assert await state(house, loan) == "approved"


@pytest.mark.req("ARCH-31")
async def test_an_electronic_file_is_read_from_approval_to_the_day_of_return_and_no_longer(
    house: House,
) -> None:
    into, items = await shelf(house, ("巡检照片",), key="quality_records", data=PDF, medium="electronic")  # fmt: skip
    leaf = await house.value(TOWER, "select id from archive_leaf where item = $1", items[0])
    path = f"{AT}/archives/items/{items[0]}/files/{leaf}"
    borrower = await house.sign_in(BORROWER)
    assert (await borrower.get(path)).status_code == 403
    loan = await ask(house, BORROWER, into, items, due_on=in_days(5))
    assert (await borrower.get(path)).status_code == 403
    await approve(house, loan)
    assert (await borrower.get(path)).content == PDF
    other = await house.sign_in("harbour.security")
    assert (await other.get(path)).status_code == 403
    sql = "update archive_loan set due_on = $2 where id = $1"
    async with house.at(TOWER):
        from hushu.foundation import clock, database

        yesterday = clock.today().fromordinal(clock.today().toordinal() - 1)
        await database.execute(sql, loan, yesterday)
    assert (await borrower.get(path)).status_code == 403
    async with house.at(TOWER):
        from hushu.archives import commands

        await commands.remind()
    assert await state(house, loan) == "back"


@pytest.mark.req("ARCH-31", "T27")
async def test_one_paper_is_in_one_persons_hands_at_a_time(house: House) -> None:
    into, items = await shelf(house)
    first = await approved(house, BORROWER, into, items)
    second = await approved(house, "harbour.steward1", into, items)
    answers = await asyncio.gather(
        counting(house, first, "handing-out", secret=pin(BORROWER)),
        counting(house, second, "handing-out", keeper="harbour.secretary", secret=pin("harbour.steward1")),
    )  # fmt: skip
    assert sorted(a.status_code for a in answers) == [303, 422]
    held = "select count(*) from archive_loan_item where item = $1 and out_at is not null and back_at is null"
    assert await house.value(TOWER, held, items[0]) == 1
    assert await house.value(TOWER, "select archive_out($1)", items[0]) is True
    refused = next(a for a in answers if a.status_code == 422)
    assert "已由 JY" in refused.text


@pytest.mark.req("ARCH-31", "T26", "T27")
async def test_two_clerks_counting_the_same_papers_count_them_once(house: House) -> None:
    into, items = await shelf(house)
    loan = await approved(house, BORROWER, into, items)
    answers = await asyncio.gather(
        *(
            counting(house, loan, "handing-out", keeper=keeper, secret=pin(BORROWER))
            for keeper in ("harbour.clerk", "harbour.secretary") * 2
        )
    )
    assert sorted(a.status_code for a in answers) == [303, 409, 409, 409]
    back = await asyncio.gather(
        *(
            counting(house, loan, "taking-back", keeper=keeper, secret=pin(BORROWER))
            for keeper in ("harbour.clerk", "harbour.secretary") * 2
        )
    )
    assert sorted(a.status_code for a in back) == [303, 409, 409, 409]
    assert await house.value(TOWER, "select archive_out($1)", items[0]) is False


@pytest.mark.req("ARCH-31", "T26")
async def test_a_double_click_asks_once(house: House) -> None:
    into, items = await shelf(house)
    borrower = await house.sign_in(BORROWER)
    form = {"volume": str(into), "items": [str(items[0])], "purpose": "核对", "way": "lend", "due_on": in_days(5)}  # fmt: skip
    key = uuid4().hex
    answers = await asyncio.gather(
        *(borrower.post(f"{AT}/archives/loans", form, key=key) for _ in range(3))
    )
    assert {a.headers["location"] for a in answers} == {answers[0].headers["location"]}
    assert await house.value(TOWER, "select count(*) from archive_loan where volume = $1", into) == 1  # fmt: skip


@pytest.mark.req("ARCH-31")
async def test_the_database_itself_lends_nothing_that_was_not_approved(house: House) -> None:
    into, items = await shelf(house)
    loan = await ask(house, BORROWER, into, items)
    clerk, borrower = await person(house, "harbour.clerk"), await person(house, BORROWER)
    sql = "update archive_loan_item set out_at = now(), out_by = $2, out_to = $3 where loan = $1"
    with pytest.raises(Exception, match="may not go out"):
        await house.rows(TOWER, sql, loan, clerk, borrower)
    await approve(house, loan)
    with pytest.raises(Exception, match="check constraint"):
        await house.rows(TOWER, sql, loan, clerk, clerk)


@pytest.mark.req("ARCH-31")
async def test_a_refused_loan_says_why_and_one_given_up_is_over(house: House) -> None:
    into, items = await shelf(house)
    loan = await ask(house, BORROWER, into, items)
    await decide(house, loan, "harbour.clerk", deed="refuse", opinion="原件正在修补")
    borrower = await house.sign_in(BORROWER)
    assert "原件正在修补" in (await borrower.get(f"{AT}/archives/loans/{loan}")).text
    assert await state(house, loan) == "refused"
    second = await approved(house, BORROWER, into, items)
    given_up = await borrower.post(f"{AT}/archives/loans/{second}/giving-up", {})
    assert given_up.status_code == 303
    assert await state(house, second) == "withdrawn"


@pytest.mark.req("ARCH-31")
async def test_others_do_not_see_what_a_colleague_borrows(house: House) -> None:
    into, items = await shelf(house)
    loan = await approved(house, BORROWER, into, items)
    stranger, manager = await house.sign_in("harbour.cashier"), await house.sign_in("harbour.manager")  # fmt: skip
    assert (await stranger.get(f"{AT}/archives/loans/{loan}")).status_code == 404
    assert "核对维修合同" in (await manager.get(f"{AT}/archives/loans/{loan}")).text
    number = await house.value(TOWER, "select number from archive_loan where id = $1", loan)
    assert number not in (await stranger.get(f"{AT}/archives/loans?view=all")).text
    assert number in (await manager.get(f"{AT}/archives/loans?view=handing")).text
    clerk = await house.sign_in("harbour.clerk")
    assert (await clerk.get(f"{AT}/archives/counter?q={number}")).headers["location"].endswith(f"{loan}/counter")  # fmt: skip


@pytest.mark.req("ARCH-33")
@given(st.integers(-10, 400))
def test_no_stage_of_a_reminder_lies_ahead_and_none_is_older_than_a_week(days: int) -> None:
    reached = stage(days)
    assert (reached is None) == (days < -1)
    if reached is not None:
        assert reached <= days < reached + 7
        assert reached in {-1, 0, 1, 3} or reached % 7 == 0


@pytest.mark.req("ARCH-31")
@given(st.sampled_from(["lend", "on_the_spot", "never"]), st.sampled_from([0, 1, 2]), st.booleans())
def test_nothing_confidential_is_ever_taken_away(lending: str, secrecy: int, leave: bool) -> None:
    way = way_of(lending, secrecy, leave=leave)
    assert way != "lend" or (secrecy == 0 and lending == "lend")
    assert way == "never" or secrecy < 2
    assert secrecy == 0 or leave or way == "never"


@pytest.mark.req("ARCH-33")
async def test_the_borrower_is_reminded_and_from_overdue_on_the_superior_too(house: House) -> None:
    from hushu.archives import commands

    into, items = await shelf(house)
    loan = await out(house, BORROWER, into, items, due_on=in_days(5))
    start = await house.value(TOWER, "select due_on from archive_loan where id = $1", loan)
    told: dict[int, tuple[int, int]] = {}
    above = "select superior from person where id = $1"
    borrower = await person(house, BORROWER)
    superior = await house.value(TOWER, above, borrower)
    count = "select count(*) from notice where kind = 'archives.due' and person = $1"
    for day in range(-3, 16):
        moment = f"{start.fromordinal(start.toordinal() + day).isoformat()}T02:00:00Z"
        with time_machine.travel(moment, tick=True):
            for _ in range(2):
                async with house.at(TOWER):
                    await commands.remind()
        told[day] = (
            await house.value(TOWER, count, borrower),
            await house.value(TOWER, count, superior),
        )
    grew = [day for day in range(-2, 16) if told[day][0] > told[day - 1][0]]
    assert grew == [-1, 0, 1, 3, 7, 14]
    assert told[15] == (6, 4)
    page = await (await house.sign_in("harbour.clerk")).get(f"{AT}/archives/loans?view=overdue")
    assert "没有借阅" in page.text


@pytest.mark.req("ARCH-33")
async def test_overdue_papers_stand_in_the_list_and_wait_in_the_inbox(house: House) -> None:
    into, items = await shelf(house)
    loan = await out(house, BORROWER, into, items)
    number = await house.value(TOWER, "select number from archive_loan where id = $1", loan)
    await house.rows(
        TOWER, "update archive_loan set due_on = $2::text::date where id = $1", loan, in_days(-9)
    )
    clerk, borrower = await house.sign_in("harbour.clerk"), await house.sign_in(BORROWER)
    listed = text(await clerk.get(f"{AT}/archives/loans?view=overdue"))
    assert number in listed
    assert "逾期 9 天" in listed
    assert f"待归还：{number}" in text(await borrower.get(f"{AT}/inbox"))
