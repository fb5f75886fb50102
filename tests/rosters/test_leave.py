"""Leave by form: in advance for personal matters, at once in illness, with a stand-in and a certificate."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from hushu.foundation import clock
from moment import today
from rosters.publishing import (
    SHIFTS,
    day,
    offers,
    one,
    planned,
    published,
    superior,
    told,
    username,
)
from rosters.test_grid import people, plan
from signing.helpers import deed
from world import TOWER, Browser, House, text

LEAVE = f"{SHIFTS}/leave"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


async def ask(
    browser: Browser, first: date, last: date, kind: str = "personal", **more: Any
) -> Any:
    """Asks for leave."""
    form = {"kind": kind, "first": str(first), "last": str(last), "words": "家中老人就医", **more}
    return await browser.post(LEAVE, form, key=uuid4().hex)


async def paper(house: House) -> UUID:
    """The paper of the newest leave."""
    return UUID(
        str(await house.value(TOWER, "select paper from leave_request order by id desc limit 1"))
    )


async def state(house: House) -> str:
    """Where the newest leave is."""
    return str(await house.value(TOWER, "select state from leave_request order by id desc limit 1"))


async def turn(house: House) -> Browser:
    """Whose turn it is on the newest leave's paper."""
    sql = "select person from signing_seat where paper = $1 limit 1"
    return await house.sign_in(
        await username(house, await house.value(TOWER, sql, await paper(house)))
    )


async def signed(house: House) -> None:
    """The superior checks, the manager approves, the clerk enters it."""
    number, step = await paper(house), 0
    while await state(house) == "asked" and step < 3:
        step += 1
        answer = await deed(await turn(house), number, step)
        assert answer.status_code == 303, text(answer)


@pytest.mark.req("ROST-7")
async def test_granted_leave_opens_the_shifts_of_its_days_to_the_team_and_stands_in_the_plan(
    house: House,
) -> None:
    supervisor, roster = await published(house, (1, 8, "早"), (1, 9, "早"), (1, 20, "早"))
    first = await house.sign_in(f"{TOWER}.control1")
    assert (await ask(first, day(8), day(10))).status_code == 303
    assert (
        await house.value(TOWER, "select count(*) from shift_change where leave is not null") == 0
    ), "only asked for yet"
    await signed(house)
    assert await state(house) == "granted"
    open_days = [
        row["day"]
        for row in await house.rows(
            TOWER, "select day from shift_change where leave is not null order by day"
        )
    ]
    assert open_days == [day(8), day(9)]
    assert "谁来顶班" in await told(house, f"{TOWER}.control2")
    answer = await plan(supervisor, roster, f"{await one(house, 1)} {day(10)} 早 .")
    assert "休假中" in text(answer) or "请假" in text(answer)


@pytest.mark.req("ROST-7")
async def test_a_named_stand_in_is_asked_before_the_team(house: House) -> None:
    await published(house, (1, 8, "早"))
    first = await house.sign_in(f"{TOWER}.control1")
    await ask(first, day(8), day(8), stand_in=str(await one(house, 2)))
    await signed(house)
    assert "请您顶" in await told(house, f"{TOWER}.control2")
    assert "谁来顶班" not in await told(house, f"{TOWER}.control3")


@pytest.mark.req("ROST-7")
async def test_personal_leave_is_asked_in_advance_and_illness_counts_at_once(house: House) -> None:
    await planned(house, (1, 1, "早"))
    first, since = await house.sign_in(f"{TOWER}.control1"), today()
    late = await ask(first, since, since)
    assert late.status_code == 422
    assert "提前申请" in text(late)
    assert (await ask(first, since, since + timedelta(days=2), "sick")).status_code == 303
    again = await ask(first, since + timedelta(days=1), since + timedelta(days=1), "sick")
    assert again.status_code == 422
    assert "已经在请假" in text(again)
    assert "报病假" in await told(house, await superior(house))


@pytest.mark.req("ROST-7")
async def test_a_certificate_follows_and_only_the_person_and_the_planner_read_it(
    house: House,
) -> None:
    since = today()
    first = await house.sign_in(f"{TOWER}.control1")
    await ask(first, since - timedelta(days=1), since, "sick")
    assert "补交医院证明" in await told(house, f"{TOWER}.control1")
    number = await house.value(TOWER, "select id from leave_request where kind = 'sick'")
    body = {"_csrf": first.csrf, "_key": uuid4().hex}
    sent = await first.client.post(
        f"{LEAVE}/{number}/certificate", data=body, files={"certificate": ("证明.png", PNG, "image/png")}
    )  # fmt: skip
    assert sent.status_code == 303, text(sent)
    assert (await first.get(f"{LEAVE}/{number}/certificate")).content[:4] == PNG[:4]
    other = await house.sign_in(f"{TOWER}.control2")
    assert (await other.get(f"{LEAVE}/{number}/certificate")).status_code == 404
    assert "补交医院证明" not in await told(house, f"{TOWER}.control1")
    wrong = await first.client.post(
        f"{LEAVE}/{number}/certificate", data={**body, "_key": uuid4().hex}, files={"certificate": ("a.png", b"text", "image/png")}
    )  # fmt: skip
    assert wrong.status_code in {409, 422}


@pytest.mark.req("ROST-7")
async def test_leave_that_is_not_granted_says_why_and_nobody_asks_for_another_without_the_right(
    house: House,
) -> None:
    first = await house.sign_in(f"{TOWER}.control1")
    await ask(first, day(8), day(9))
    number = await paper(house)
    await deed(await turn(house), number, 1, "return", opinion="当周人手不足")
    assert await state(house) == "refused"
    assert "当周人手不足" in text(await first.get(LEAVE))
    assert (await ask(first, day(8), day(9))).status_code == 303, "asked again"
    foreign = await ask(first, day(15), day(15), person=str(await one(house, 2)))
    assert foreign.status_code == 403


@pytest.mark.req("ROST-7", "PPL-1")
async def test_who_is_ill_today_is_away_for_the_whole_house_until_it_is_not_granted(
    house: House,
) -> None:
    first = await house.sign_in(f"{TOWER}.control1")
    async with house.at(TOWER):
        today = clock.today()
    away = "select leave_from is not null from person where id = $1"
    await ask(first, today, today + timedelta(days=3), "sick")
    assert await house.value(TOWER, away, await one(house, 1)) is True
    await deed(await turn(house), await paper(house), 1, "return", opinion="请本人来电说明")
    assert await state(house) == "refused"
    assert await house.value(TOWER, away, await one(house, 1)) is False


@pytest.mark.req("ROST-7")
async def test_shifts_opened_by_an_illness_are_closed_again_when_it_is_not_granted_or_ends_earlier(
    house: House,
) -> None:
    await published(house, (1, 8, "早"), (1, 9, "早"), (1, 20, "早"), (1, 21, "早"))
    first = await house.sign_in(f"{TOWER}.control1")
    await ask(first, day(8), day(9), "sick")
    asked = "select count(*) from shift_change where leave is not null and state = 'asked'"
    assert await house.value(TOWER, asked) == 2
    await deed(await turn(house), await paper(house), 1, "return", opinion="请本人来电说明")
    assert await state(house) == "refused"
    assert await house.value(TOWER, asked) == 0
    await ask(first, day(20), day(21), "sick")
    await signed(house)
    supervisor = await house.sign_in(f"{TOWER}.supervisor")
    number = await house.value(TOWER, "select id from leave_request where state = 'granted'")
    back = {"last": str(day(20)), "why": "提前康复"}
    assert (await first.post(f"{LEAVE}/{number}/end", back, key=uuid4().hex)).status_code == 403
    assert (
        await supervisor.post(f"{LEAVE}/{number}/end", back, key=uuid4().hex)
    ).status_code == 303
    assert await house.value(TOWER, asked) == 1, "the day on which they are back needs nobody"
    again = await ask(first, day(21), day(21), "sick")
    assert again.status_code == 303, "and may be asked for anew"


@pytest.mark.req("ROST-7")
async def test_a_stand_in_who_cannot_leaves_the_shift_to_the_team(house: House) -> None:
    await published(house, (1, 8, "早"))
    first, second = (
        await house.sign_in(f"{TOWER}.control1"),
        await house.sign_in(f"{TOWER}.control2"),
    )
    await ask(first, day(8), day(8), stand_in=str(await one(house, 2)))
    await signed(house)
    number = await house.value(
        TOWER, "select id from shift_change where leave is not null and state = 'asked'"
    )
    answer = await second.post(
        f"{SHIFTS}/changes/{number}/refusal", {"why": "当天有课"}, key=uuid4().hex
    )
    assert answer.status_code == 303, text(answer)
    kinds = [
        row["kind"]
        for row in await house.rows(
            TOWER, "select kind from shift_change where leave is not null and state = 'asked'"
        )
    ]
    assert kinds == ["open"]


@pytest.mark.req("ROST-7", "PPL-1")
async def test_who_is_on_leave_today_is_away_for_the_whole_house(house: House) -> None:
    first, since = await house.sign_in(f"{TOWER}.control1"), today()
    await ask(first, since, since + timedelta(days=2), "sick")
    away = await house.value(
        TOWER, "select leave_until from person where id = $1", await one(house, 1)
    )
    assert away == since + timedelta(days=2)


@pytest.mark.req("ROST-7")
async def test_the_form_of_leave_offers_who_may_stand_in_and_takes_nobody_else(
    house: House,
) -> None:
    first, supervisor = (
        await house.sign_in(f"{TOWER}.control1"),
        await house.sign_in(f"{TOWER}.supervisor"),
    )
    team = {str(await one(house, number)) for number in range(1, 6)}
    own, desk = str(await one(house, 1)), str((await people(house, "receptionist"))[0])
    offered = offers(await first.get(LEAVE), "stand_in")
    assert team - {own} <= offered
    assert not {own, desk} & offered
    refused = await ask(first, day(8), day(8), stand_in=desk)
    assert refused.status_code == 422
    assert "只有本班组的人可以顶班" in refused.text.split('id="f-stand_in-error"')[1][:60]
    assert (await ask(first, day(8), day(8), stand_in=str(await one(house, 2)))).status_code == 303
    beside = offers(await supervisor.get(f"{LEAVE}?person={desk}"), "stand_in")
    assert beside, "a planner is offered the team of whoever is to be away"
    assert not {*team, desk} & beside
