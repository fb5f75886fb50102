"""Swaps, stand-ins, open shifts: asked by one, agreed by the other, checked, approved before the shift, never in private."""

import asyncio
import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine

from rosters.publishing import (
    SHIFTS,
    begins,
    change,
    day,
    edition,
    in_force,
    off_duty,
    offers,
    one,
    published,
    republish,
    submit,
    superior,
    told,
)  # fmt: skip
from rosters.test_grid import people
from rosters.test_settled import reminded
from world import TOWER, Browser, House, pin, text

CHANGES = f"{SHIFTS}/changes"
WORDS = "家中有事"


async def ask(browser: Browser, on: date, **more: Any) -> Any:
    """Asks for a change of that day's shift."""
    return await browser.post(CHANGES, {"day": str(on), "words": WORDS, **more}, key=uuid4().hex)


async def asked(house: House) -> UUID:
    """The newest change."""
    return UUID(
        str(await house.value(TOWER, "select id from shift_change order by id desc limit 1"))
    )


async def act(browser: Browser, change_id: UUID, deed: str, **form: Any) -> Any:
    """Agrees, approves or refuses it."""
    return await browser.post(f"{CHANGES}/{change_id}/{deed}", form, key=uuid4().hex)


async def granted(browser: Browser, change_id: UUID, why: str = "") -> Any:
    """Approved with the superior's PIN."""
    return await act(browser, change_id, "approval", pin=pin(browser.username), why=why)


async def state(house: House, change_id: UUID) -> str:
    """Where it is."""
    return str(await house.value(TOWER, "select state from shift_change where id = $1", change_id))


@pytest.mark.req("ROST-7")
async def test_a_swap_counts_after_both_and_the_superior_have_said_so(house: House) -> None:
    await published(house, (1, 8, "早"), (2, 9, "中"))
    first, second = (
        await house.sign_in(f"{TOWER}.control1"),
        await house.sign_in(f"{TOWER}.control2"),
    )
    answer = await ask(first, day(8), taker=str(await one(house, 2)), back_day=str(day(9)))
    assert answer.status_code == 303, text(answer)
    wish = await asked(house)
    assert "请您顶" in await told(house, f"{TOWER}.control2")
    manager = await house.sign_in(f"{TOWER}.manager")
    assert (await granted(manager, wish)).status_code == 422, "the other one has not agreed"
    assert (await act(second, wish, "agreement")).status_code == 303
    assert (await granted(second, wish)).status_code == 422, "nobody approves a change of their own"
    wrong = await act(manager, wish, "approval", pin="000000")
    assert wrong.status_code == 422
    assert (await granted(manager, wish)).status_code == 303
    who1, who2 = await one(house, 1), await one(house, 2)
    assert await in_force(house) == {(who2, day(8)): "早", (who1, day(9)): "中"}
    assert await state(house, wish) == "granted"
    reason = await house.value(
        TOWER, "select reason from roster_edition where id = $1", await edition(house)
    )
    assert WORDS in reason
    plan = "select count(*) from roster_cell c where (c.person, c.day) in (($1, $2), ($3, $4))"
    assert await house.value(TOWER, plan, who2, day(8), who1, day(9)) == 2, "the plan follows"


@pytest.mark.req("ROST-7")
async def test_a_change_is_offered_to_the_team_and_nobody_takes_their_own_shift(
    house: House,
) -> None:
    supervisor, _ = await published(house, (1, 8, "早"))
    first = await house.sign_in(f"{TOWER}.control1")
    offered = set(re.findall(r'<option value="([^"]+)"', (await first.get(CHANGES)).text))
    desk, own = str((await people(house, "receptionist"))[0]), str(await one(house, 1))
    assert str(await one(house, 2)) in offered
    assert not {own, desk} & offered
    without_scripts = (await supervisor.get(CHANGES)).text.split("<noscript>")[1]
    assert f'value="{own}"' in without_scripts.split("</noscript>")[0], "asks for another's team"
    beside = offers(await supervisor.get(f"{CHANGES}?giver={own}"), "taker")
    assert str(await one(house, 2)) in beside, "a planner is offered the team of the shift"
    assert not {own, desk} & beside
    refused = await ask(supervisor, day(8), giver=own, taker=own)
    assert not {own, desk} & offers(refused, "taker"), "also when it was refused"
    assert refused.status_code == 422
    assert "不能由本人顶自己的班" in text(refused)
    assert (await ask(supervisor, day(8), giver=own)).status_code == 303
    naming = (await supervisor.get(CHANGES)).text.split(f'id="taker-{await asked(house)}"')[1]
    offered = set(re.findall(r'<option value="([^"]+)"', naming.split("</select>")[0]))
    assert str(await one(house, 2)) in offered
    assert not {own, desk} & offered


@pytest.mark.req("ROST-7")
async def test_a_change_that_would_break_a_rule_is_refused_with_the_rule(house: House) -> None:
    """Who worked the night before cannot stand in on the early shift."""
    await published(house, (1, 8, "早"), (2, 7, "夜"))
    first = await house.sign_in(f"{TOWER}.control1")
    refused = await ask(first, day(8), taker=str(await one(house, 2)))
    assert refused.status_code == 422
    assert "休息" in text(refused)
    busy = await ask(first, day(8), taker=str(await one(house, 2)), back_day=str(day(9)))
    assert busy.status_code == 422
    assert "没有班次可以换回" in text(busy)


@pytest.mark.req("ROST-7")
async def test_a_planner_may_break_a_rule_in_need_and_says_why_for_all_to_see(house: House) -> None:
    await published(house, (1, 8, "早"), (2, 7, "夜"))
    supervisor, manager = (
        await house.sign_in(f"{TOWER}.supervisor"),
        await house.sign_in(f"{TOWER}.manager"),
    )
    answer = await ask(
        supervisor, day(8), giver=str(await one(house, 1)), taker=str(await one(house, 2))
    )
    assert answer.status_code == 303, text(answer)
    wish = await asked(house)
    assert (await act(supervisor, wish, "agreement")).status_code == 303, "on behalf"
    assert "写明为什么" in text(await granted(manager, wish))
    assert (await granted(manager, wish, "突发，无人可替")).status_code == 303
    page = text(await manager.get(f"/p/{TOWER}/rosters/editions/{await edition(house)}"))
    assert "突发，无人可替" in page


@pytest.mark.req("ROST-7")
async def test_an_open_shift_is_taken_by_one_of_the_team_only(house: House) -> None:
    await published(house, (1, 8, "早"))
    first = await house.sign_in(f"{TOWER}.control1")
    await ask(first, day(8))
    wish = await asked(house)
    assert "谁来顶班" in await told(house, f"{TOWER}.control3")
    stranger = await house.sign_in(f"{TOWER}.reception1")
    assert (await act(stranger, wish, "agreement")).status_code == 422
    third, second = (
        await house.sign_in(f"{TOWER}.control3"),
        await house.sign_in(f"{TOWER}.control2"),
    )
    answers = await asyncio.gather(act(third, wish, "agreement"), act(second, wish, "agreement"))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert (await act(first, wish, "agreement")).status_code == 409


@pytest.mark.req("ROST-7", "ROST-6")
async def test_a_swap_under_way_is_looked_at_again_when_the_roster_changes(house: House) -> None:
    supervisor, roster = await published(house, (1, 8, "早"), (2, 9, "中"))
    first = await house.sign_in(f"{TOWER}.control1")
    await ask(first, day(8), taker=str(await one(house, 2)), back_day=str(day(9)))
    wish = await asked(house)
    await change(house, supervisor, roster, (2, 9, "."), was="中")
    await change(house, supervisor, roster, (3, 9, "中"))
    await republish(house, supervisor, roster, "温少华改班")
    assert await state(house, wish) == "lapsed"
    assert "调班未成" in await told(house, f"{TOWER}.control1")


@pytest.mark.req("ROST-7")
async def test_what_is_told_of_one_change_is_seen_beside_another_that_waits(house: House) -> None:
    await published(house, (1, 8, "早"), (2, 15, "早"))
    first, second = (
        await house.sign_in(f"{TOWER}.control1"),
        await house.sign_in(f"{TOWER}.control2"),
    )
    await ask(second, day(15), taker=str(await one(house, 1)))
    waits = await asked(house)
    await ask(first, day(8), taker=str(await one(house, 2)))
    await act(second, await asked(house), "refusal", why="当天有课")
    inbox = await told(house, f"{TOWER}.control1")
    assert "请您顶" in inbox
    assert f"{day(8):%m-%d} 的调班未成：当天有课" in inbox
    sql = "select id from notice where link like '%' || $1 and read_at is null"
    number = await house.value(TOWER, sql, f"#change-{waits}")
    opened = await first.post(f"/p/{TOWER}/notices/{number}/reading", key=uuid4().hex)
    assert opened.headers["location"] == f"{CHANGES}#change-{waits}"


@pytest.mark.req("ROST-7")
async def test_declined_withdrawn_and_decided_changes_stay_as_they_are(house: House) -> None:
    await published(house, (1, 8, "早"), (1, 10, "早"))
    first, second = (
        await house.sign_in(f"{TOWER}.control1"),
        await house.sign_in(f"{TOWER}.control2"),
    )
    await ask(first, day(8), taker=str(await one(house, 2)))
    wish = await asked(house)
    assert "写明原因" in text(await act(second, wish, "refusal"))
    assert (await act(second, wish, "refusal", why="当天有课")).status_code == 303
    assert await state(house, wish) == "declined"
    assert (await act(second, wish, "agreement")).status_code == 409
    await ask(first, day(8), taker=str(await one(house, 2)))
    assert (await ask(first, day(8), taker=str(await one(house, 3)))).status_code == 409, (
        "asked once at a time"
    )
    again = await asked(house)
    assert (await act(first, again, "refusal")).status_code == 303
    assert await state(house, again) == "withdrawn"
    assert (
        await act(await house.sign_in(f"{TOWER}.reception1"), again, "approval", pin="1")
    ).status_code in {409, 422}


@pytest.mark.req("ROST-7")
async def test_nothing_is_swapped_once_the_shift_has_begun_and_a_stand_in_is_still_found_by_the_planner(
    house: House,
) -> None:
    await published(house, (1, 8, "早"))
    who, at = await one(house, 1), await begins(house)
    stand_in, on = await one(house, 2), day(8)
    with time_machine.travel(at + timedelta(minutes=10), tick=True):
        first = await house.sign_in(f"{TOWER}.control1")
        assert "已经开始" in text(await ask(first, on))
        supervisor, manager = (
            await house.sign_in(f"{TOWER}.supervisor"),
            await house.sign_in(f"{TOWER}.manager"),
        )
        answer = await ask(supervisor, on, giver=str(who), taker=str(stand_in))
        assert answer.status_code == 303, text(answer)
        wish = await asked(house)
        await act(supervisor, wish, "agreement")
        assert (await granted(manager, wish)).status_code == 303
        assert (stand_in, on) in await in_force(house, on)


@pytest.mark.req("ROST-7", "ROST-6")
async def test_a_change_waits_while_an_edition_is_being_signed_and_keeps_what_the_planner_plans(
    house: House,
) -> None:
    supervisor, roster = await published(house, (1, 8, "早"), (2, 12, "中"))
    first, second = (
        await house.sign_in(f"{TOWER}.control1"),
        await house.sign_in(f"{TOWER}.control2"),
    )
    manager = await house.sign_in(f"{TOWER}.manager")
    await ask(first, day(8), taker=str(await one(house, 2)))
    wish = await asked(house)
    await act(second, wish, "agreement")
    await change(house, supervisor, roster, (3, 20, "夜"))
    paper = (await submit(supervisor, roster, "加一个夜班")).headers["location"]
    assert (await granted(manager, wish)).status_code == 409
    from signing.helpers import deed

    await deed(manager, UUID(paper.rsplit("/", 1)[1]), 1, "return", opinion="再议")
    assert (await granted(manager, wish)).status_code == 303
    assert (await one(house, 3), day(20)) not in await in_force(house)
    planned = await house.value(
        TOWER,
        "select count(*) from roster_cell where person = $1 and day >= $2",
        await one(house, 3),
        day(1),
    )
    assert planned == 1, "what is planned and not published stays planned"


@pytest.mark.req("ROST-11", "ROST-7")
async def test_who_leaves_within_the_month_leaves_their_shifts_open_to_the_team(
    house: House,
) -> None:
    leaver, other = (await off_duty(house))[:2]
    await published(house, (leaver, 8, "早"), (leaver, 9, "早"), (other, 9, "中"))
    manager, who = await house.sign_in(f"{TOWER}.manager"), await one(house, leaver)
    form = {"reason": "辞职", "successor": str(await one(house, other))}
    answer = await manager.post(f"/p/{TOWER}/people/{who}/leaving", form, key=uuid4().hex)
    assert answer.status_code == 303, text(answer)
    sql = "select day from shift_change where giver = $1 and state = 'asked' and day >= $2 order by day"
    assert [row["day"] for row in await house.rows(TOWER, sql, who, day(1))] == [day(8), day(9)]
    assert "已离职" in await told(house, f"{TOWER}.supervisor")
    second = await house.sign_in(f"{TOWER}.control{other}")
    wish = await house.value(
        TOWER, "select id from shift_change where giver = $1 and day = $2", who, day(8)
    )
    assert (await act(second, wish, "agreement")).status_code == 303
    assert (await granted(manager, wish)).status_code == 303
    assert (await in_force(house))[await one(house, other), day(8)] == "早"
    still = await house.rows(TOWER, sql, who, day(1))
    assert [row["day"] for row in still] == [day(9)], "the other one still looks for somebody"


@pytest.mark.req("ROST-7")
async def test_what_waits_for_the_superior_stands_where_the_notice_sends_them(house: House) -> None:
    """The control room reports to the security post, which plans no rosters."""
    await published(house, (1, 8, "早"))
    first, second = (
        await house.sign_in(f"{TOWER}.control1"),
        await house.sign_in(f"{TOWER}.control2"),
    )
    await ask(first, day(8), taker=str(await one(house, 2)))
    wish = await asked(house)
    await act(second, wish, "agreement")
    name = await superior(house)
    assert "待批准" in await told(house, name)
    above = await house.sign_in(name)
    assert f"change-{wish}" in (await above.get(CHANGES)).text
    assert (await granted(above, wish)).status_code == 303


@pytest.mark.req("ROST-7")
async def test_whoever_agreed_for_a_colleague_does_not_approve_it_too(house: House) -> None:
    await published(house, (1, 8, "早"))
    supervisor = await house.sign_in(f"{TOWER}.supervisor")
    await ask(supervisor, day(8), giver=str(await one(house, 1)), taker=str(await one(house, 2)))
    wish = await asked(house)
    await act(supervisor, wish, "agreement")
    assert "另一位" in text(await granted(supervisor, wish))
    assert (await granted(await house.sign_in(f"{TOWER}.manager"), wish)).status_code == 303


@pytest.mark.req("ROST-7", "ROST-5")
async def test_a_change_of_two_leaves_the_others_asked_to_confirm(house: House) -> None:
    await published(house, (1, 8, "早"), (3, 9, "夜"))
    first, second = (
        await house.sign_in(f"{TOWER}.control1"),
        await house.sign_in(f"{TOWER}.control2"),
    )
    await ask(first, day(8), taker=str(await one(house, 2)))
    wish = await asked(house)
    await act(second, wish, "agreement")
    await granted(await house.sign_in(f"{TOWER}.manager"), wish)
    sql = "select asked from roster_copy where edition = $1 and person = $2"
    assert await house.value(TOWER, sql, await edition(house), await one(house, 3)) is True


@pytest.mark.req("ROST-7")
async def test_a_shift_of_another_month_or_team_is_not_given_in_return(house: House) -> None:
    """The week after the month is seen by the rules; it is not the month's to give away."""
    await published(house, (1, 8, "早"))
    later = day(31) + timedelta(days=2)
    sql = """insert into roster_cell (id, roster, person, day, shift)
             select gen_random_uuid(), r.id, $1, $2, s.id from roster r, shift s where r.month = $3 and s.key = 'day' limit 1"""
    await house.rows(TOWER, sql, await one(house, 2), later, day(1))
    first = await house.sign_in(f"{TOWER}.control1")
    refused = await ask(first, day(8), taker=str(await one(house, 2)), back_day=str(later))
    assert refused.status_code == 422
    assert "同一班组同一个月" in text(refused)
    desk = await ask(first, day(8), taker=str((await people(house, "receptionist"))[0]))
    assert "本班组" in text(desk)


@pytest.mark.req("ROST-7", "ROST-10")
async def test_a_swap_is_not_approved_once_one_of_its_days_was_worked(house: House) -> None:
    await published(house, (1, 20, "早"), (2, 10, "中"))
    first, second = (
        await house.sign_in(f"{TOWER}.control1"),
        await house.sign_in(f"{TOWER}.control2"),
    )
    await ask(first, day(20), taker=str(await one(house, 2)), back_day=str(day(10)))
    wish = await asked(house)
    await act(second, wish, "agreement")
    ends = await house.value(TOWER, "select ends_at from roster_shift where day = $1", day(10))
    with time_machine.travel(ends + timedelta(hours=1), tick=True):
        assert "已经开始" in text(await granted(await house.sign_in(f"{TOWER}.manager"), wish))
    with time_machine.travel(ends + timedelta(days=30), tick=True):
        await reminded(house)
        assert await state(house, wish) == "lapsed"
