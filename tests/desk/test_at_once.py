"""Two people at the same line, matter, message or night: one deed counts, the other is told in words (T27)."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from httpx import Response

from desk.calls import person_id, soon, written
from moment import YEAR
from world import TOWER, Browser, House, pin

At = Callable[[str], Any]


async def at_once(path: str, *forms: tuple[Browser, dict[str, Any]]) -> list[Response]:
    """All these forms sent to the same place in the same moment, each from a rendering of its own."""
    return await asyncio.gather(
        *(who.post(f"/p/{TOWER}{path}", form, key=uuid4().hex) for who, form in forms)
    )


def statuses(answers: list[Response]) -> list[int]:
    return sorted(answer.status_code for answer in answers)


@pytest.mark.req("DESK-13", "T27")
async def test_a_matter_is_answered_once_and_nothing_is_written_on_it_afterwards(
    house: House,
) -> None:
    desk, clerk = await house.sign_in("harbour.reception1"), await house.sign_in("harbour.clerk")
    owner = await person_id(house, "harbour.engineer")
    line = await written(desk, outcome="open", for_person=owner, promised_at=soon())
    matter = await house.value(TOWER, "select id from matter where line = $1", line)
    other = await person_id(house, "harbour.clerk")
    passed = {"for_person": other, "promised_at": soon(90), "words": ""}
    answers = await at_once(
        f"/matters/{matter}/answer", *((who, {"answer": "周六休息"}) for who in (desk, clerk) * 3)
    )
    assert statuses(answers) == [303] + [409] * 5
    late = await at_once(f"/matters/{matter}/owner", (desk, passed))
    again = await at_once(
        f"/matters/{matter}/promise", (desk, {"promised_at": soon(90), "why": "x"})
    )
    assert statuses(late + again) == [409, 409]
    rows = await house.rows(TOWER, "select deed from desk_step where line = $1 order by at", line)
    assert [row["deed"] for row in rows] == ["handed", "answered"]
    assert await house.value(TOWER, "select count(*) from matter where line = $1", line) == 1


@pytest.mark.req("DESK-12", "T27")
async def test_a_message_is_dealt_with_once(house: House) -> None:
    desk, engineer = (
        await house.sign_in("harbour.reception1"),
        await house.sign_in("harbour.engineer"),
    )
    absent = await person_id(house, "harbour.engineer")
    line = await written(desk, outcome="message", for_person=absent, matter="请回电")
    message = await house.value(TOWER, "select id from message where line = $1", line)
    answers = await at_once(f"/messages/{message}/done", *[(engineer, {"reply": "已回电"})] * 5)
    assert statuses(answers) == [303] + [422] * 4
    told = await at_once(f"/messages/{message}/told", *[(desk, {"words": "已口头告知"})] * 3)
    assert statuses(told) == [422] * 3
    rows = await house.rows(TOWER, "select deed from desk_step where message = $1", message)
    assert sorted(row["deed"] for row in rows) == ["read", "replied"]


@pytest.mark.req("DESK-15", "T27")
async def test_a_night_is_taken_over_once_line_by_line_and_as_a_whole(house: House, at: At) -> None:
    guard = await house.sign_in("harbour.control1")
    day = [await house.sign_in(f"harbour.reception{n}") for n in (1, 2)]
    gave, engineer = (
        await person_id(house, "harbour.control1"),
        await person_id(house, "harbour.engineer"),
    )
    await house.rows(TOWER, "update log_line set state = 'done'")
    with at(f"{YEAR}-12-01 23:40"):
        line = await written(guard, outcome="open", matter="夜里的事")
    with at(f"{YEAR}-12-02 08:40"):
        handed = {"deed": "handed", "for_person": engineer, "promised_at": f"{YEAR}-12-02T12:00"}
        answers = await at_once(f"/morning/lines/{line}", *((who, handed) for who in day * 3))
        assert statuses(answers) == [303] + [409] * 5
        finished = await at_once(
            "/morning", *((who, {"gave": gave, "pin": pin(who.username)}) for who in day)
        )
        assert statuses(finished) == [303, 409]
    assert await house.value(TOWER, "select count(*) from matter where line = $1", line) == 1
    nights = f"select count(*) from morning_handover where night = '{YEAR}-12-01'"
    assert await house.value(TOWER, nights) == 1
