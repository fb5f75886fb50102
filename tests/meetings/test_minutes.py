"""Minutes go round: written, checked, read and signed by all who came, answered, filed (MEET-3, MEET-5)."""

import asyncio
import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from python_calamine import CalamineWorkbook

from hushu.foundation import database
from hushu.meetings import commands
from meetings.held import (
    HOME,
    at_its_hour,
    coming,
    done,
    ended,
    id_of,
    noted,
    send,
    sent_round,
    sign,
    sign_until,
    waits,
)
from pdfs import words
from world import TOWER, House, pin, text

PROBLEM = "地库坡道夜间照明不足"


async def on_its_round(house: House, problem: str = PROBLEM) -> tuple[UUID, UUID]:
    """The weekly meeting held with a problem, its minutes sent round by the clerk: meeting and paper."""
    meeting = await coming(house)
    clerk = await house.sign_in("harbour.clerk")
    with await at_its_hour(house, meeting):
        await ended(house, clerk, meeting, problem=problem, decision="更换坡道灯具")
        return meeting, await sent_round(house, clerk, meeting)


async def state(house: House, meeting: UUID) -> str:
    """How far the minutes are."""
    return str(
        await house.value(TOWER, "select state from meeting_minutes where meeting = $1", meeting)
    )


async def answers(house: House, meeting: UUID, words: str, **more: Any) -> dict[str, Any]:
    """The leader's form."""
    rows = await house.rows(
        TOWER, "select id from meeting_problem where meeting = $1 order by id", meeting
    )
    return {
        "problem": [str(r["id"]) for r in rows],
        "answer": [words for _ in rows],
        "pin": pin("harbour.gm"),
        **more,
    }


@pytest.mark.req("MEET-3")
async def test_minutes_begin_with_what_was_said_and_the_pen_is_the_recorders(house: House) -> None:
    meeting = await coming(house)
    steward = await house.sign_in("harbour.steward1")
    await done(
        await send(steward, f"/{meeting}/matters", {"reason": "验房", "words": "三层灯不亮"})
    )
    clerk = await house.sign_in("harbour.clerk")
    with await at_its_hour(house, meeting):
        await done(await send(clerk, f"/{meeting}/beginning"))
        step = await house.value(
            TOWER, "select id from meeting_step where meeting = $1 and place = 3", meeting
        )
        await done(
            await send(clerk, f"/{meeting}/steps/{step}", {"words": "来访平稳", "done": "1"})
        )
        page = await clerk.get(f"{HOME}/{meeting}/minutes")
        assert "1. 总结上周工作\n来访平稳" in page.text
        assert "冯翀：三层灯不亮" in page.text
        assert (
            await send(steward, f"/{meeting}/minutes", {"version": "0", "words": "x"})
        ).status_code == 403


@pytest.mark.req("MEET-3")
async def test_all_who_came_sign_the_leader_answers_and_the_system_files(house: House) -> None:
    meeting, paper = await on_its_round(house)
    assert [(who, deed) for who, _, deed in await waits(house, paper)] == [
        ("harbour.manager", "check")
    ]
    await sign_until(house, paper, "read")
    reading = {who for who, _, _ in await waits(house, paper)}
    assert {"harbour.supervisor", "harbour.cashier", "harbour.reception1"} <= reading
    assert not {"harbour.clerk", "harbour.manager", "harbour.gm"} & reading
    gm = await house.sign_in("harbour.gm")
    page = text(await gm.get(f"{HOME}/{meeting}/minutes"))
    assert "尚未签字" in page
    assert "钱玉珍 · 传阅" in page
    assert "钱玉珍" in text(await gm.get(f"{HOME}?show=unsigned"))
    await sign_until(house, paper, "approve")
    [(who, step, _)] = await waits(house, paper)
    early = await sign(house, paper, who, step)
    assert early.status_code == 422
    assert "批准前须逐条答复问题" in text(early)
    empty = await send(gm, f"/{meeting}/minutes/answers", await answers(house, meeting, ""))
    assert empty.status_code == 422
    await done(
        await send(gm, f"/{meeting}/minutes/answers", await answers(house, meeting, "本月更换"))
    )
    said = await house.value(
        TOWER, "select opinion from signing_entry where paper = $1 and step_deed = 'approve'", paper
    )
    assert said == f"问题 1：{PROBLEM}\n答复：本月更换"
    await sign_until(house, paper, "nothing more")
    await house.work()
    assert await state(house, meeting) == "agreed"
    sql = """select i.title, c.key from archive_item i join archive_class c on c.id = i.class
              where i.source = 'signing_paper' and i.source_id = $1"""
    [item] = await house.rows(TOWER, sql, paper)
    assert item["key"] == "speeches"
    assert item["title"].endswith("部门例会纪要")
    page = text(await gm.get(f"{HOME}/{meeting}/minutes"))
    assert "已归档" in page
    assert "签字原件" in page


@pytest.mark.req("MEET-3")
async def test_what_lies_before_the_signers_does_not_change_and_what_came_back_is_signed_anew(
    house: House,
) -> None:
    meeting, paper = await on_its_round(house)
    clerk = await house.sign_in("harbour.clerk")
    for path, form in (
        ("minutes", {"version": "1", "words": "别的"}), ("problems", {"words": "又一个"}),
        ("attendance", await noted(house, meeting, cashier=("absent", ""))), ("minutes/signing", {}),
    ):  # fmt: skip
        assert (await send(clerk, f"/{meeting}/{path}", form)).status_code == 409, path
    await sign_until(house, paper, "read")
    readers = [who for who, _, _ in await waits(house, paper)]
    who, step, _ = (await waits(house, paper))[0]
    await done(await sign(house, paper, who, step))
    who, step, _ = (await waits(house, paper))[0]
    await done(await sign(house, paper, who, step, deed="return", opinion="日期写错了"))
    assert await state(house, meeting) == "draft"
    assert "纪要被退回" in text(await clerk.get(f"{HOME}/{meeting}/minutes"))
    await done(await send(clerk, f"/{meeting}/minutes", {"version": "2", "words": "改好的纪要"}))
    await done(await send(clerk, f"/{meeting}/minutes/signing"))
    again = UUID(
        str(
            await house.value(
                TOWER, "select paper from meeting_minutes where meeting = $1", meeting
            )
        )
    )
    assert again != paper
    await sign_until(house, again, "read")
    assert [who for who, _, _ in await waits(house, again)] == readers
    assert len(readers) >= 7


@pytest.mark.req("MEET-3")
@pytest.mark.parametrize("pack_hash", ["of the former pack", ""])
async def test_the_former_chain_of_the_pack_gives_way_and_one_of_the_propertys_own_is_followed(
    house: House, pack_hash: str
) -> None:
    async with house.at(TOWER):
        await database.execute(
            """insert into chain (id, key, edition, name, subject, drafter_may_approve, steps, pack_hash, made_at)
               select gen_random_uuid(), key, edition + 1, name, 'minutes', true, $1::jsonb, $2, now() from chain
                where key = 'meeting_minutes'""",
            """[{"deed": "check", "who": "post:manager"}, {"deed": "read", "who": "post:receptionist"},
                {"deed": "approve", "who": "post:general_manager"}, {"deed": "file", "who": "post:clerk", "need": "any"}]""",
            pack_hash,
        )
    _, paper = await on_its_round(house)
    await sign_until(house, paper, "read")
    reading = {who for who, _, _ in await waits(house, paper)}
    own = {"harbour.reception1", "harbour.reception2", "harbour.reception3"}
    assert reading > own if pack_hash else reading == own


@pytest.mark.req("MEET-3")
async def test_where_any_of_a_post_may_check_the_others_who_came_still_read_and_sign(
    house: House,
) -> None:
    async with house.at(TOWER):
        await database.execute(
            """insert into chain (id, key, edition, name, subject, drafter_may_approve, steps, pack_hash, made_at)
               select gen_random_uuid(), key, edition + 1, name, 'minutes', true, $1::jsonb, '', now() from chain
                where key = 'meeting_minutes'""",
            """[{"deed": "check", "who": "post:receptionist", "need": "any"}, {"deed": "read", "who": "named:attendees"},
                {"deed": "approve", "who": "post:general_manager"}]""",
        )
    _, paper = await on_its_round(house)
    await done(await sign(house, paper, "harbour.reception1", (await waits(house, paper))[0][1]))
    assert "harbour.reception2" in {who for who, _, _ in await waits(house, paper)}


@pytest.mark.req("MEET-3")
async def test_the_approval_carries_the_answers_to_all_problems_in_their_order(
    house: House,
) -> None:
    meeting = await coming(house)
    clerk, gm = await house.sign_in("harbour.clerk"), await house.sign_in("harbour.gm")
    with await at_its_hour(house, meeting):
        await ended(house, clerk, meeting, problem=PROBLEM)
        await done(await send(clerk, f"/{meeting}/problems", {"words": "二号梯异响"}))
        paper = await sent_round(house, clerk, meeting)
    await sign_until(house, paper, "approve")
    form = await answers(house, meeting, "") | {"answer": ["本月更换", ""]}
    assert (await send(gm, f"/{meeting}/minutes/answers", form)).status_code == 422
    await done(
        await send(gm, f"/{meeting}/minutes/answers", form | {"answer": ["本月更换", "已报修"]})
    )
    sql = "select opinion from signing_entry where paper = $1 and step_deed = 'approve'"
    assert await house.value(TOWER, sql, paper) == (
        f"问题 1：{PROBLEM}\n答复：本月更换\n问题 2：二号梯异响\n答复：已报修"
    )


@pytest.mark.req("MEET-3")
async def test_minutes_sent_back_to_a_recorder_who_left_wait_for_whoever_led(house: House) -> None:
    meeting, paper = await on_its_round(house)
    clerk = await id_of(house, "harbour.clerk")
    async with house.at(TOWER):
        await database.execute("update person set closed_at = now() where id = $1", clerk)
    [(who, step, _)] = await waits(house, paper)
    await done(
        await sign(house, paper, who, step, deed="return", opinion="日期写错了", back_to="drafter")
    )
    assert await house.value(TOWER, "select recorder from meeting where id = $1", meeting) is None
    manager = await house.sign_in("harbour.manager")
    assert "撰写会议纪要" in text(await manager.get(f"/p/{TOWER}/inbox"))


@pytest.mark.req("MEET-3")
async def test_two_who_write_at_once_and_a_double_click_have_one_effect(house: House) -> None:
    meeting = await coming(house)
    clerk, manager = await house.sign_in("harbour.clerk"), await house.sign_in("harbour.manager")
    with await at_its_hour(house, meeting):
        await ended(house, clerk, meeting)
        form = {"version": "0", "words": "第一稿"}
        both = await asyncio.gather(
            *(send(one, f"/{meeting}/minutes", form) for one in (clerk, manager))
        )
        assert sorted(one.status_code for one in both) == [303, 409]
        twice = await asyncio.gather(
            *(send(one, f"/{meeting}/minutes/signing") for one in (clerk, manager))
        )
        assert sorted(one.status_code for one in twice) == [303, 409]
    assert (
        await house.value(
            TOWER, "select count(*) from signing_paper where subject_id = $1", meeting
        )
        == 1
    )


@pytest.mark.req("MEET-3")
async def test_nobody_else_answers_for_the_leader(house: House) -> None:
    meeting, paper = await on_its_round(house)
    await sign_until(house, paper, "approve")
    manager = await house.sign_in("harbour.manager")
    form = await answers(house, meeting, "好", pin=pin("harbour.manager"))
    assert (await send(manager, f"/{meeting}/minutes/answers", form)).status_code == 403
    assert (
        await house.value(TOWER, "select answer from meeting_problem where meeting = $1", meeting)
        == ""
    )


@pytest.mark.req("MEET-3")
async def test_the_recorder_is_urged_while_minutes_are_owed(house: House) -> None:
    meeting = await coming(house)
    clerk = await house.sign_in("harbour.clerk")
    with await at_its_hour(house, meeting):
        await ended(house, clerk, meeting)
    assert "撰写会议纪要" in text(await clerk.get(f"/p/{TOWER}/inbox"))
    owed = "select count(*) from notice where kind = 'meetings.unwritten' and person = $1"
    for hours, expected in ((40, 0), (50, 1), (50, 1)):
        ended_at = await house.value(TOWER, "select ended_at from meeting where id = $1", meeting)
        with time_machine.travel(ended_at + timedelta(hours=hours), tick=True):
            async with house.at(TOWER):
                await commands.remind()
        assert await house.value(TOWER, owed, await id_of(house, "harbour.clerk")) == expected


@pytest.mark.req("MEET-5")
async def test_the_printed_minutes_have_attendance_signatures_and_who_has_not_signed(
    house: House,
) -> None:
    meeting, paper = await on_its_round(house)
    await sign_until(house, paper, "read")
    clerk = await house.sign_in("harbour.clerk")
    made = await done(await send(clerk, f"/{meeting}/minutes/print"))
    await house.work()
    pdf = (await clerk.get(f"{made.headers['location']}/file")).content
    said = words(pdf)
    for expected in (
        "部门例会纪要",
        "出席情况",
        "龚子墨",
        PROBLEM,
        "更换坡道灯具",
        "签字",
        "沈若瑜",
    ):
        assert expected in said, expected
    lines = [line for line in said.splitlines() if "尚未签字" in line]
    assert any("钱玉珍" in line for line in lines)
    assert not any("沈若瑜" in line for line in lines)


@pytest.mark.req("MEET-5")
async def test_the_register_is_filtered_and_exported_exactly_as_shown(house: House) -> None:
    meeting, _ = await on_its_round(house)
    clerk = await house.sign_in("harbour.clerk")
    assert "本周工作总结" not in text(await clerk.get(f"{HOME}?q=没有这样的话"))
    found = await clerk.get(f"{HOME}?q=本周工作总结")
    assert str(meeting) in found.text
    sheet = await clerk.get(f"{HOME}/export.xlsx?show=unsigned")
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    )
    assert rows[0][0] == "日期"
    shown = await house.value(TOWER, "select count(*) from meeting_minutes where state = 'signing'")
    assert len(rows) == shown + 1
    assert any("沈若瑜" in str(row[14]) for row in rows[1:])
