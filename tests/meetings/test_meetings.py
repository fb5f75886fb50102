"""Meetings come by themselves, are held step by step, and nobody who cannot come is left unheard."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from bench.capture import recorded
from hushu.foundation import clock, database
from hushu.meetings import commands
from meetings.held import HOME, at_its_hour, coming, done, id_of, moment, noted, send
from moment import today
from world import GARDEN, TOWER, House, pin, text

COUNT = "select count(*) from meeting"


@pytest.mark.req("MEET-1", "MEET-2")
async def test_the_next_meetings_are_laid_by_themselves_and_a_second_run_lays_nothing(
    house: House,
) -> None:
    async with house.at(TOWER):
        await commands.plan_due()
    before = await house.value(TOWER, COUNT)
    async with house.at(TOWER):
        await commands.plan_due()
    assert await house.value(TOWER, COUNT) == before
    with time_machine.travel(clock.now() + timedelta(days=7), tick=True):
        async with house.at(TOWER):
            await commands.plan_due()
    assert await house.value(TOWER, COUNT) > before
    twice = (
        "select count(*) from (select kind, day from meeting group by 1, 2 having count(*) > 1) d"
    )
    assert await house.value(TOWER, twice) == 0


@pytest.mark.req("MEET-1")
async def test_tower_and_estate_begin_the_day_differently(house: House) -> None:
    runs = {}
    for slug in (TOWER, GARDEN):
        manager = await house.sign_in(f"{slug}.manager")
        kind = await house.value(slug, "select id from meeting_kind where key = 'morning'")
        runs[slug] = (await manager.get(f"/p/{slug}/meetings/kinds/{kind}")).text
    assert "阅读交接记录并签字" in runs[TOWER]
    assert "仪容仪表检查" in runs[TOWER]
    assert "舒展身体" in runs[GARDEN]
    assert (
        await house.value(
            GARDEN, "select jsonb_array_length(steps) from meeting_kind where key = 'morning'"
        )
        == 8
    )


@pytest.mark.req("MEET-1")
async def test_a_morning_meeting_opens_with_the_handover_and_each_signs_with_their_own_pin(
    house: House,
) -> None:
    meeting = await coming(house, "morning")
    supervisor = await house.sign_in("harbour.supervisor")
    page = text(await supervisor.get(f"{HOME}/{meeting}"))
    assert "昨夜还没有交接" in page
    steward = await id_of(house, "harbour.steward1")
    form = {"person": str(steward), "pin": pin("harbour.steward1")}
    early = await send(supervisor, f"/{meeting}/reading", form)
    assert early.status_code == 422
    assert "暂无可签的记录" in text(early)
    day = await house.value(TOWER, "select day from meeting where id = $1", meeting)
    took = await id_of(house, "harbour.supervisor")
    async with house.at(TOWER):
        sql = """insert into morning_handover (id, night, gave, took, at, lines, urgent_lines, words)
                 values ($1, $2, $3, $4, now(), 3, 1, '泵房巡查一次')"""
        await database.execute(sql, uuid4(), day - timedelta(days=1), steward, took)
    page = text(await supervisor.get(f"{HOME}/{meeting}"))
    assert "泵房巡查一次" in page
    for not_theirs in ("000000", pin("harbour.supervisor"), ""):
        wrong = await send(supervisor, f"/{meeting}/reading", form | {"pin": not_theirs})
        assert wrong.status_code == 422
    outsider = await house.sign_in("harbour.finance")
    assert (await send(outsider, f"/{meeting}/reading", form)).status_code == 403
    stranger = {"person": str(await id_of(house, "harbour.finance")), "pin": pin("harbour.finance")}
    assert (await send(outsider, f"/{meeting}/reading", stranger)).status_code == 422
    await done(await send(supervisor, f"/{meeting}/reading", form))
    own = {"person": str(took), "pin": pin("harbour.supervisor")}
    await done(await send(supervisor, f"/{meeting}/reading", own))
    await done(await send(supervisor, f"/{meeting}/reading", form))  # twice is once
    signed = "select person, read_by from meeting_attendee where meeting = $1 and read_at is not null order by person"
    rows = await house.rows(TOWER, signed, meeting)
    assert {(r["person"], r["read_by"]) for r in rows} == {
        (steward, took), (took, took),
    }  # fmt: skip


@pytest.mark.req("MEET-1")
async def test_the_run_is_ticked_with_words_and_a_stranger_to_the_pen_ticks_nothing(
    house: House,
) -> None:
    meeting = await coming(house)
    clerk, cashier = await house.sign_in("harbour.clerk"), await house.sign_in("harbour.cashier")
    step = await house.value(
        TOWER, "select id from meeting_step where meeting = $1 and place = 3", meeting
    )
    early = await send(clerk, f"/{meeting}/steps/{step}", {"words": "平稳", "done": "1"})
    assert early.status_code == 409
    with await at_its_hour(house, meeting):
        await done(await send(clerk, f"/{meeting}/beginning"))
        await done(await send(clerk, f"/{meeting}/beginning"))
        assert (
            await send(cashier, f"/{meeting}/steps/{step}", {"words": "x", "done": "1"})
        ).status_code == 403
        await done(
            await send(clerk, f"/{meeting}/steps/{step}", {"words": "本周平稳", "done": "1"})
        )
        page = text(await cashier.get(f"{HOME}/{meeting}"))
    assert "本周平稳" in page
    assert "1 / 6" in page


@pytest.mark.req("MEET-2")
async def test_who_cannot_come_says_why_and_hands_in_their_matters_and_who_has_not_is_seen(
    house: House,
) -> None:
    meeting = await coming(house)
    steward, clerk = await house.sign_in("harbour.steward1"), await house.sign_in("harbour.clerk")
    empty = await send(steward, f"/{meeting}/matters", {"reason": "验房", "words": ""})
    assert empty.status_code == 422
    await done(
        await send(steward, f"/{meeting}/matters", {"reason": "验房", "words": "三层灯不亮"})
    )
    form = await noted(house, meeting, cashier=("excused", "体检"), steward1=("excused", "验房"))
    form["state"] = ["expected" if s == "present" else s for s in form["state"]]
    await done(await send(clerk, f"/{meeting}/attendance", form))
    page = text(await clerk.get(f"{HOME}/{meeting}"))
    assert "三层灯不亮" in page
    assert page.count("尚未交书面意见") == 1
    assert "1 人未交书面意见" in text(await clerk.get(HOME))
    cashier = await house.sign_in("harbour.cashier")
    assert "提交会议书面意见" in text(await cashier.get(f"/p/{TOWER}/inbox"))
    leads = await send(clerk, f"/{meeting}/matters", {"reason": "忙", "words": "无"})
    assert leads.status_code == 422
    assert "主持人和记录人不能缺席" in text(leads)
    stranger = await house.sign_in("harbour.finance")
    assert (
        await send(stranger, f"/{meeting}/matters", {"reason": "忙", "words": "无"})
    ).status_code == 403


@pytest.mark.req("MEET-2")
async def test_two_who_note_at_once_lose_nothing_unseen(house: House) -> None:
    meeting = await coming(house)
    clerk, manager = await house.sign_in("harbour.clerk"), await house.sign_in("harbour.manager")
    form = await noted(house, meeting)
    both = await asyncio.gather(
        send(clerk, f"/{meeting}/attendance", form), send(manager, f"/{meeting}/attendance", form)
    )
    assert sorted(answer.status_code for answer in both) == [303, 409]
    late = next(answer for answer in both if answer.status_code == 409)
    assert "刚被别人改过" in text(late)


@pytest.mark.req("MEET-2")
async def test_a_meeting_ends_only_when_it_is_known_of_everybody_whether_they_came(
    house: House,
) -> None:
    meeting = await coming(house)
    clerk = await house.sign_in("harbour.clerk")
    with await at_its_hour(house, meeting):
        await done(await send(clerk, f"/{meeting}/beginning"))
        refused = await send(clerk, f"/{meeting}/end")
        assert refused.status_code == 422
        assert "请先登记这些人是否到会" in text(refused)
        unreasoned = await noted(house, meeting, cashier=("excused", ""))
        assert (await send(clerk, f"/{meeting}/attendance", unreasoned)).status_code == 422
        await done(await send(clerk, f"/{meeting}/attendance", await noted(house, meeting)))
        ended = await done(await send(clerk, f"/{meeting}/end"))
    assert ended.headers["location"].endswith("/minutes")


@pytest.mark.req("MEET-2")
async def test_a_recorder_by_name_writes_without_the_right(house: House) -> None:
    meeting = await coming(house)
    manager, steward = (
        await house.sign_in("harbour.manager"),
        await house.sign_in("harbour.steward2"),
    )
    outside = {"chair": "", "recorder": str(await id_of(house, "harbour.finance"))}
    assert (await send(manager, f"/{meeting}/people", outside)).status_code == 422
    form = {
        "chair": str(await id_of(house, "harbour.manager")),
        "recorder": str(await id_of(house, "harbour.steward2")),
    }
    assert (await send(steward, f"/{meeting}/people", form)).status_code == 403
    await done(await send(manager, f"/{meeting}/people", form))
    assert "请您担任会议记录" in text(await steward.get(f"/p/{TOWER}/inbox"))
    with await at_its_hour(house, meeting):
        await done(await send(steward, f"/{meeting}/beginning"))


@pytest.mark.req("MEET-2")
async def test_a_meeting_is_moved_or_called_off_with_a_reason_and_everybody_is_told(
    house: House,
) -> None:
    meeting = await coming(house)
    manager, cashier = (
        await house.sign_in("harbour.manager"),
        await house.sign_in("harbour.cashier"),
    )
    day = (await moment(house, meeting)).date() + timedelta(days=3)
    form = {"day": f"{day}", "starts": "10:00", "minutes": "45", "room": "大堂", "why": ""}
    silent = await send(manager, f"/{meeting}/moving", form)
    assert silent.status_code == 422
    moving = silent.text.split('id="move-form"')[1].split("</form>")[0]
    assert "field-error" in moving, "the reason stands in the form that was sent"
    assert silent.text.count('class="form-error"') == 1, "and is not said twice"
    await done(await send(manager, f"/{meeting}/moving", form | {"why": "总部检查"}))
    assert "会议改期：部门例会" in text(await cashier.get(f"/p/{TOWER}/inbox"))
    assert "因总部检查改期" in text(await cashier.get(f"{HOME}/{meeting}"))
    async with house.at(TOWER):
        await commands.plan_due()  # the Friday it was moved from stays as it is
    sql = "select count(*) from meeting where kind = (select kind from meeting where id = $1) and planned_for = (select planned_for from meeting where id = $1)"
    assert await house.value(TOWER, sql, meeting) == 1
    extra = {
        "kind": str(await house.value(TOWER, "select kind from meeting where id = $1", meeting)),
        "day": f"{day}",
        "starts": "15:00",
    }
    taken = await send(manager, "", extra)
    assert taken.status_code == 422
    assert "当天已有同类会议" in text(taken)
    await done(await send(manager, f"/{meeting}/calling-off", {"why": "停电"}))
    assert "会议取消：部门例会" in text(await cashier.get(f"/p/{TOWER}/inbox"))
    await done(await send(manager, "", extra))


@pytest.mark.req("MEET-1", "MEET-2")
async def test_the_manager_changes_a_kind_and_what_nobody_has_touched_follows(house: House) -> None:
    manager, clerk = await house.sign_in("harbour.manager"), await house.sign_in("harbour.clerk")
    kind = await house.value(TOWER, "select id from meeting_kind where key = 'weekly'")
    touched = await coming(house)
    its = (await moment(house, touched)).isoweekday()
    other = next(
        day for day in (4, 2, 1) if day not in {today().isoweekday(), its}
    )  # today's stays
    form = {
        "version": "1", "name": "部门例会", "starts": "15:00", "minutes": "50", "days": [str(other)], "off_day": "after",
        "posts": ["manager", "clerk"], "chair": "manager", "recorder": "clerk", "matters_hours": "2", "minuted": "1",
        "step_name": ["总结", "安排", ""], "step_hint": ["", "定人定时", ""], "step_shows": ["none", "decisions", "none"],
    }  # fmt: skip
    assert (await send(clerk, f"/kinds/{kind}", form)).status_code == 403
    await done(
        await send(
            await house.sign_in("harbour.steward1"),
            f"/{touched}/matters",
            {"reason": "验房", "words": "无"},
        )
    )
    await done(await send(manager, f"/kinds/{kind}", form))
    assert (await send(manager, f"/kinds/{kind}", form)).status_code == 409
    sql = """select m.id, extract(isodow from m.day)::int as day, (select count(*) from meeting_attendee a where a.meeting = m.id) as asked
               from meeting m where m.kind = $1 and m.state = 'planned' order by m.day"""
    rows = await house.rows(TOWER, sql, kind)
    assert [row["day"] for row in rows if row["id"] == touched] == [its]
    assert {(row["day"], row["asked"]) for row in rows if row["id"] != touched} == {(other, 2)}
    hollow = await send(
        manager, f"/kinds/{kind}", form | {"version": "2", "step_name": ["", "", ""]}
    )
    assert hollow.status_code == 422
    assert "至少要有一个环节" in text(hollow)
    await done(await send(manager, f"/kinds/{kind}/retirement", {"version": "2", "ended": "1"}))
    assert (
        await house.value(
            TOWER, "select count(*) from meeting where kind = $1 and state = 'planned'", kind
        )
        == 1
    )


@pytest.mark.req("MEET-1")
async def test_an_older_property_takes_the_kinds_of_its_pack_by_a_button_pressed_twice(
    house: House,
) -> None:
    async with house.at(TOWER):
        await database.execute(
            "update meeting_minutes set erased_at = now()"
        )  # what is signed could not go otherwise
        await database.execute("update meeting set chair = null, recorder = null")
        for table in ("minutes", "decision", "problem", "matter", "step", "attendee"):
            await database.execute(f"delete from meeting_{table}")
        await database.execute("delete from meeting")
        await database.execute("delete from meeting_kind")
    manager = await house.sign_in("harbour.manager")
    assert "本项目还没有设会议" in text(await manager.get(HOME))
    for _ in range(2):
        assert (await send(manager, "/pack")).status_code == 303
    assert await house.value(TOWER, "select count(*) from meeting_kind") == 2
    assert "部门例会" in text(await manager.get(HOME))


@pytest.mark.req("MEET-2")
async def test_everybody_is_told_of_tomorrows_meeting_once(house: House) -> None:
    meeting = await coming(house)
    await done(
        await send(
            await house.sign_in("harbour.steward1"),
            f"/{meeting}/matters",
            {"reason": "验房", "words": "无"},
        )
    )
    day = (await moment(house, meeting)) - timedelta(hours=24)
    told = "select count(*) from notice where kind = 'meetings.coming' and person = $1"
    with time_machine.travel(day, tick=True):
        for _ in range(2):
            async with house.at(TOWER):
                await commands.remind()
    cashier, steward = await id_of(house, "harbour.cashier"), await id_of(house, "harbour.steward1")
    assert await house.value(TOWER, told, cashier) == 1
    assert await house.value(TOWER, told, steward) == 0


@pytest.mark.req("MEET-5")
async def test_the_pages_of_meetings_ask_the_database_little(house: House) -> None:
    meeting = await coming(house)
    clerk = await house.sign_in("harbour.clerk")
    for path in ("", f"/{meeting}", "/decisions?show=open"):
        with recorded() as statements:
            answer = await clerk.get(f"{HOME}{path}")
        assert answer.status_code == 200
        assert len(statements) <= 3, [s.sql for s in statements]


@pytest.mark.req("MEET-2")
async def test_a_meeting_of_another_property_is_not_there(house: House) -> None:
    meeting = await coming(house)
    stranger = await house.sign_in("riverside.manager")
    assert (await stranger.get(f"/p/riverside/meetings/{meeting}")).status_code == 404
