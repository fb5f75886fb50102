"""Messages for the absent and matters with a promised time: nothing is ever dropped."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from desk.calls import call, person_id, soon, written
from hushu.desk.module import MODULE
from moment import YEAR
from world import TOWER, Browser, House, text

At = Callable[[str], Any]


async def desk_and_engineer(house: House) -> tuple[Browser, Browser]:
    """Who writes it down, and for whom."""
    return await house.sign_in("harbour.reception1"), await house.sign_in("harbour.engineer")


async def left(house: House, desk: Browser, **more: Any) -> str:
    """A line with a message for the engineer; the message's id."""
    engineer = await person_id(house, "harbour.engineer")
    line = await written(
        desk, outcome="message", for_person=engineer, matter="请回电谈电梯保养", **more
    )
    return str(await house.value(TOWER, "select id from message where line = $1", line))


@pytest.mark.req("DESK-12")
async def test_opening_a_message_is_its_receipt_and_the_sender_sees_when(
    house: House, at: At
) -> None:
    with at(f"{YEAR}-12-01 10:00"):
        desk, engineer = await desk_and_engineer(house)
        message = await left(house, desk)
        assert "请回电谈电梯保养" in (await engineer.get(f"/p/{TOWER}/inbox")).text
        page = await engineer.get(f"/p/{TOWER}/messages/{message}")
        assert f"/messages/{message}/receipt" in page.text
        assert (
            await house.value(TOWER, "select read_at from message where id = $1", message) is None
        )  # looking changes nothing
        await desk.post(
            f"/p/{TOWER}/messages/{message}/receipt"
        )  # the sender's own look is no receipt
        assert (
            await house.value(TOWER, "select read_at from message where id = $1", message) is None
        )
    with at(f"{YEAR}-12-01 10:12"):
        await engineer.post(f"/p/{TOWER}/messages/{message}/receipt", htmx=True)
    with at(f"{YEAR}-12-01 10:20"):
        assert "12-01 10:12已读" in text(await desk.get(f"/p/{TOWER}/messages/{message}"))
        await engineer.post(f"/p/{TOWER}/messages/{message}/done", {"reply": "已约明天上门"})
        assert "已约明天上门" in text(await desk.get(f"/p/{TOWER}/inbox"))
        assert (
            await house.value(
                TOWER,
                "select state from log_line l join message g on g.line = l.id where g.id = $1",
                message,
            )
            == "done"
        )
    other = await house.sign_in("harbour.cashier")
    assert (await other.get(f"/p/{TOWER}/messages/{message}")).status_code == 404


@pytest.mark.req("DESK-12")
async def test_an_unread_message_comes_back_to_the_desk_after_its_time_and_a_read_one_does_not(
    house: House, at: At
) -> None:
    with at(f"{YEAR}-12-01 10:00"):
        desk, engineer = await desk_and_engineer(house)
        unread, read = await left(house, desk), await left(house, desk, phone="13900004444")
        await engineer.post(f"/p/{TOWER}/messages/{read}/receipt")
    with at(f"{YEAR}-12-01 10:29"):
        await house.work()
        assert "祁大勇未读" not in text(await desk.get(f"/p/{TOWER}/desk/board"))
    with at(f"{YEAR}-12-01 10:31"):
        await house.work()
        await house.work()
        board = await desk.get(f"/p/{TOWER}/desk/board")
        assert f"/messages/{unread}" in board.text
        assert f"/messages/{read}" not in board.text
        told = "select count(*) from notice n join person p on p.id = n.person where n.kind = 'desk.message_unread' and p.id = $1"
        assert await house.value(TOWER, told, await person_id(house, "harbour.reception1")) == 1
        await desk.post(f"/p/{TOWER}/messages/{unread}/told", {"words": "对讲机告知"})
        assert f"/messages/{unread}" not in (await desk.get(f"/p/{TOWER}/desk/board")).text


@pytest.mark.req("DESK-13")
async def test_what_cannot_be_answered_needs_a_name_and_a_time_in_the_future(
    house: House, at: At
) -> None:
    with at(f"{YEAR}-12-01 10:00"):
        desk = await house.sign_in("harbour.reception1")
        engineer = await person_id(house, "harbour.engineer")
        before = await house.value(TOWER, "select count(*) from log_line")
        tries: list[dict[str, Any]] = [
            {"outcome": "open"}, {"outcome": "handed", "promised_at": soon()}, {"outcome": "later", "for_person": engineer},
            {"outcome": "open", "for_person": engineer, "promised_at": soon(-5)}, {"outcome": "message"},
            {"outcome": "handed", "for_person": "00000000-0000-0000-0000-000000000000", "promised_at": soon()},
        ]  # fmt: skip
        for wrong in tries:
            answer = await desk.post(f"/p/{TOWER}/log", call(**wrong))
            assert (answer.status_code, "field-error" in answer.text) == (422, True), wrong
        assert await house.value(TOWER, "select count(*) from log_line") == before
        line = await written(desk, outcome="open", for_person=engineer, promised_at=soon())
    row = (await house.rows(TOWER, "select * from matter where line = $1", line))[0]
    assert (str(row["owner"]), row["state"], row["promised_at"].isoformat()) == (
        engineer,
        "open",
        f"{YEAR}-12-01T03:00:00+00:00",
    )


@pytest.mark.req("DESK-13")
async def test_an_overdue_promise_is_red_on_the_desk_and_told_to_owner_and_superior_once(
    house: House, at: At
) -> None:
    with at(f"{YEAR}-12-01 10:00"):
        desk, engineer = await desk_and_engineer(house)
        owner = await person_id(house, "harbour.engineer")
        line = await written(
            desk, outcome="handed", for_person=owner, promised_at=soon(60), matter="几时来修门"
        )
        matter = await house.value(TOWER, "select id from matter where line = $1", line)
    with at(f"{YEAR}-12-01 11:05"):
        await house.work()
        await house.work()
        board = await desk.get(f"/p/{TOWER}/desk/board")
        assert 'class="row-late"' in board.text
        told = {
            str(r["person"])
            for r in await house.rows(
                TOWER,
                "select person from notice where kind = 'desk.overdue' and link like '%' || $1",
                str(matter),
            )
        }
        above = str(await house.value(TOWER, "select superior from person where id = $1", owner))
        assert told == {owner, above}
        no_reason = await engineer.post(
            f"/p/{TOWER}/matters/{matter}/promise", {"promised_at": soon(30), "why": ""}
        )
        assert no_reason.status_code == 422
        await engineer.post(
            f"/p/{TOWER}/matters/{matter}/promise", {"promised_at": soon(30), "why": "等配件"}
        )
        assert (
            'class="row-late"'
            not in (await desk.get(f"/p/{TOWER}/desk/board"))
            .text.split("几时来修门")[0]
            .rsplit("<tr", 1)[1]
        )
        done = await engineer.post(f"/p/{TOWER}/matters/{matter}/answer", {"answer": "下午三点到"})
        assert done.status_code == 303
        twice = await engineer.post(f"/p/{TOWER}/matters/{matter}/answer", {"answer": "再答一次"})
        assert twice.status_code == 409
    assert (
        await house.value(
            TOWER,
            "select count(*) from notice where kind = 'desk.overdue' and link like '%' || $1",
            str(matter),
        )
        == 2
    )
    assert await house.value(TOWER, "select state from log_line where id = $1", line) == "done"
    deeds = [
        r["deed"]
        for r in await house.rows(
            TOWER, "select deed from desk_step where line = $1 order by id", line
        )
    ]
    assert deeds == ["handed", "overdue", "promised_again", "answered"]


@pytest.mark.req("DESK-13")
@pytest.mark.req("PPL-4")
async def test_open_matters_hold_a_leaver_until_somebody_takes_them(house: House, at: At) -> None:
    with at(f"{YEAR}-12-01 10:00"):
        desk = await house.sign_in("harbour.reception1")
        leaver = await person_id(house, "harbour.engineer")
        heir = await person_id(house, "harbour.security")
        line = await written(desk, outcome="handed", for_person=leaver, promised_at=soon(60))
        assert MODULE.blocks_leaving is not None
        assert MODULE.hand_over is not None
        async with house.at(TOWER):
            assert any(
                o.title == call()["matter"] for o in await MODULE.blocks_leaving(UUID(leaver))
            )
            await MODULE.hand_over(UUID(leaver), UUID(heir))
            assert await MODULE.blocks_leaving(UUID(leaver)) == []
    assert str(await house.value(TOWER, "select owner from matter where line = $1", line)) == heir


@pytest.mark.req("PPL-8")
@pytest.mark.req("T10")
async def test_a_callers_number_is_masked_until_it_is_asked_for_and_that_is_kept(
    house: House, at: At
) -> None:
    with at(f"{YEAR}-12-01 10:00"):
        desk, engineer = await desk_and_engineer(house)
        message = await left(house, desk)
        page = await engineer.get(f"/p/{TOWER}/messages/{message}")
        full = await engineer.post(f"/p/{TOWER}/messages/{message}/phone", htmx=True)
    assert "13900001111" not in page.text
    assert "tel:13900001111" in full.text
    assert (
        await house.value(
            TOWER,
            "select count(*) from reveal where subject = 'message' and subject_id = $1",
            message,
        )
        == 1
    )
