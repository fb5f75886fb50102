"""The report of a major event, the day's signature, orders, what holds a leaver, papers (DUTY-3, DUTY-6, DUTY-7, DUTY-9)."""

from io import BytesIO
from uuid import UUID, uuid4

import asyncpg
import msgspec
import pikepdf
import pytest
from httpx import Response
from selectolax.lexbor import LexborHTMLParser

from desk.calls import person_id
from duty.shifts import IN, MANAGER, OUT, SUPERVISOR, At, P, begun, empty, prepared, printed, signed
from hushu.duty.module import MODULE
from hushu.foundation.opened import here, standing_open
from moment import YEAR
from world import GARDEN, TOWER, Browser, House, pin, text


async def with_event(house: House, at: At) -> tuple[Browser, str, str]:
    """Water in the basement at night, with its course: who was on duty, the record, the event."""
    await empty(house)
    with at(f"{YEAR}-12-01 23:00"):
        guard = await house.sign_in(OUT)
        record = await begun(house, guard, f"{YEAR}-12-01", "night")
    with at(f"{YEAR}-12-02 01:10"):
        await guard.post(
            f"{P}/records/{record}/incidents", {"kind": "major", "sort": "water", "what": "消防管爆裂", "where": "地下二层"}
        )  # fmt: skip
    event = str(await house.value(TOWER, "select id from duty_incident where ended_at is null"))
    with at(f"{YEAR}-12-02 01:25"):
        line = {"words": "工程部到场", "handling": "关闭三号阀"}
        assert (await guard.post(f"{P}/incidents/{event}/lines", line)).status_code == 303
    with at(f"{YEAR}-12-02 02:40"):
        await guard.post(f"{P}/incidents/{event}/end", {"ending": "止水并排空"})
    return guard, record, event


def hidden(page: Response) -> list[str]:
    """The records that a day's page asks to be signed."""
    return [
        str(one.attributes["value"])
        for one in LexborHTMLParser(page.text).css("#sight input[name=record]")
    ]


@pytest.mark.req("DUTY-6")
async def test_a_major_event_is_reported_in_writing_by_the_next_day(house: House, at: At) -> None:
    guard, _, event = await with_event(house, at)
    with at(f"{YEAR}-12-03 09:05"):
        await house.work()
        inbox = text(await guard.get(f"/p/{TOWER}/inbox"))
        assert "待写的书面报告" in inbox
        page = text(await guard.get(f"{P}/incidents/{event}"))
        for told in (
            "一、事件经过概要",
            "消防管爆裂",
            "工程部到场。关闭三号阀",
            "止水并排空",
            "四、原因、损失与整改措施",
        ):
            assert told in page
    with at(f"{YEAR}-12-04 00:01"):
        await house.work()
        boss = await house.sign_in(MANAGER)
        assert "已逾期" in text(await boss.get(f"/p/{TOWER}/inbox"))
        stranger = await house.sign_in(IN)
        assert (
            await stranger.post(f"{P}/incidents/{event}/report", {"text": "替他写"})
        ).status_code == 403
        report = {"text": "消防管老化爆裂，已更换", "deed": "hand_in"}
        assert (
            await guard.post(f"{P}/incidents/{event}/report", {**report, "deed": "keep"})
        ).status_code == 303
        assert (await guard.post(f"{P}/incidents/{event}/report", report)).status_code == 303
        assert (await guard.post(f"{P}/incidents/{event}/report", report)).status_code == 409
        assert "待审阅的报告" in text(await boss.get(f"/p/{TOWER}/inbox"))
        assert (await guard.post(f"{P}/incidents/{event}/reading")).status_code == 403
        assert (await boss.post(f"{P}/incidents/{event}/reading")).status_code == 303
        assert "待审阅的报告" not in text(await boss.get(f"/p/{TOWER}/inbox"))
        data, said = await printed(house, boss, f"incidents/{event}")
    owner = await house.as_owner(TOWER)
    for sql in (
        "update duty_report set words = 'x' where incident = $1",
        "update duty_incident set ended_words = 'x' where id = $1",
        "delete from duty_report where incident = $1",
    ):
        with pytest.raises(asyncpg.IntegrityConstraintViolationError):
            await owner.execute(sql, UUID(event))
    assert data.startswith(b"%PDF")
    assert "重大事件报告" in said
    assert "消防管老化爆裂" in said


@pytest.mark.req("DUTY-7")
async def test_the_supervisor_reads_and_signs_the_days_records_with_one_pin(
    house: House, at: At
) -> None:
    _, record, _ = await with_event(house, at)
    boss = await house.sign_in(SUPERVISOR)
    with at(f"{YEAR}-12-02 06:55"):
        incoming = await house.sign_in(IN)
        await prepared(house, incoming, record)
        assert (await signed(incoming, record, OUT)).status_code == 303
    with at(f"{YEAR}-12-02 08:30"):
        inbox = text(await boss.get(f"/p/{TOWER}/inbox"))
        assert f"{YEAR}-12-01：1 份" in inbox
        day = f"{P}/days/{YEAR}-12-01"
        page = text(await boss.get(day))
        assert "消防管爆裂" in page
        assert "未签字" in page
        shown = hidden(await boss.get(day))
        assert (await incoming.post(day, {"record": shown, "pin": pin(IN)})).status_code == 403
        wrong = await boss.post(day, {"record": shown, "pin": "0000"})
        assert (wrong.status_code, await house.value(TOWER, "select count(*) from duty_sight")) == (
            422,
            0,
        )
        sight = {"record": shown, "pin": pin(SUPERVISOR)}
        assert (await boss.post(day, sight)).status_code == 303
        assert (await boss.post(day, sight)).status_code == 409
        name = await house.value(
            TOWER, "select name from person where id = $1", UUID(await person_id(house, SUPERVISOR))
        )
        page = text(await boss.get(day))
        assert f"{name} 12-02 08:30" in page
        assert "未签字" not in page
        assert f"{YEAR}-12-01：" not in text(await boss.get(f"/p/{TOWER}/inbox"))


@pytest.mark.req("DUTY-7")
async def test_nobody_signs_a_record_that_was_not_shown_to_them(house: House, at: At) -> None:
    await empty(house)
    boss = await house.sign_in(SUPERVISOR)
    guard, incoming = await house.sign_in(OUT), await house.sign_in(IN)
    with at(f"{YEAR}-12-01 07:00"):
        early = await begun(house, guard, f"{YEAR}-12-01", "early")
    with at(f"{YEAR}-12-01 14:55"):
        await prepared(house, incoming, early)
        assert (await signed(incoming, early, OUT)).status_code == 303
        shown = hidden(await boss.get(f"{P}/days/{YEAR}-12-01"))
        assert shown == [early]
    with at(f"{YEAR}-12-01 22:55"):
        middle = str(await house.value(TOWER, "select id from duty_record where state = 'open'"))
        await prepared(house, guard, middle)
        assert (await signed(guard, middle, IN)).status_code == 303
        sight = {"record": shown, "pin": pin(SUPERVISOR)}
        assert (await boss.post(f"{P}/days/{YEAR}-12-01", sight)).status_code == 303
        assert hidden(await boss.get(f"{P}/days/{YEAR}-12-01")) == [middle]
        other_day = {"record": [middle], "pin": pin(SUPERVISOR)}
        assert (await boss.post(f"{P}/days/{YEAR}-12-02", other_day)).status_code == 409


@pytest.mark.req("DUTY-7")
async def test_a_day_that_is_no_day_is_not_here(house: House) -> None:
    boss = await house.sign_in(SUPERVISOR)
    for day in ("2026-13-01", "0001-01-01", "9999-12-31"):
        assert (await boss.get(f"{P}/days/{day}")).status_code == 404
    assert (
        await boss.post(f"{P}/days/heute", {"record": [str(uuid4())], "pin": "1"})
    ).status_code == 404


@pytest.mark.req("DUTY-3")
async def test_an_order_stands_until_it_is_carried_out_or_its_last_day_is_over(
    house: House, at: At
) -> None:
    await empty(house)
    with at(f"{YEAR}-12-01 10:00"):
        boss, guard = await house.sign_in(SUPERVISOR), await house.sign_in(OUT)
        await begun(house, guard, f"{YEAR}-12-01", "early")
        assert (await guard.post(f"{P}/orders", {"words": "自己给自己派活"})).status_code == 403
        past = await boss.post(f"{P}/orders", {"words": "太晚", "until": f"{YEAR}-11-30"})
        assert (past.status_code, "截止日已经过去" in text(past)) == (422, True)
        for words, until in (("核对水带", ""), ("今天补灯", f"{YEAR}-12-01")):
            assert (
                await boss.post(f"{P}/orders", {"words": words, "until": until})
            ).status_code == 303
        page = text(await guard.get(P))
        assert "核对水带" in page
        assert "今天补灯" in page
        order = await house.value(TOWER, "select id from duty_order where words = '核对水带'")
        assert (
            await guard.post(f"{P}/orders/{order}", {"words": "三十二条都在"})
        ).status_code == 303
        assert (await guard.post(f"{P}/orders/{order}", {"words": "又核一遍"})).status_code == 409
    with at(f"{YEAR}-12-02 10:00"):
        page = text(await guard.get(P))
        assert "核对水带" not in page
        assert "今天补灯" not in page
        assert "三十二条都在" in text(await boss.get(f"{P}/orders"))


@pytest.mark.req("DUTY-9")
async def test_the_record_and_the_handover_sheet_are_printed_with_both_signatures(
    house: House, at: At
) -> None:
    guard, record, _ = await with_event(house, at)
    with at(f"{YEAR}-12-02 06:55"):
        incoming = await house.sign_in(IN)
        await prepared(house, incoming, record)
        await signed(incoming, record, OUT, words="北门门禁偶尔失灵")
        record_paper, noted = await printed(house, guard, f"records/{record}")
        sheet, handed = await printed(house, guard, f"records/{record}/handover")
    names = [
        await house.value(
            TOWER, "select name from person where id = $1", UUID(await person_id(house, who))
        )
        for who in (OUT, IN)
    ]
    for paper, said in ((record_paper, noted), (sheet, handed)):
        with pikepdf.open(BytesIO(paper)) as document:
            assert document.pages
        assert all(f"{name}12-0206:55" in said for name in names)
    assert "值班记录" in noted
    assert "工程部到场" in noted
    assert "交接班表" in handed
    assert "北门门禁偶尔失灵" in handed


@pytest.mark.req("DUTY-5", "DUTY-6")
async def test_an_open_shift_and_an_unwritten_report_hold_a_leaver(house: House, at: At) -> None:
    _, _, event = await with_event(house, at)
    person = UUID(await person_id(house, OUT))
    heir = UUID(await person_id(house, IN))
    assert MODULE.blocks_leaving is not None
    assert MODULE.hand_over is not None
    async with house.at(TOWER):
        assert {one.kind for one in await MODULE.blocks_leaving(person)} == {
            "Shift not handed over",
            "Report to write",
        }
        await MODULE.hand_over(person, heir)
        assert {one.kind for one in await MODULE.blocks_leaving(person)} == {
            "Shift not handed over"
        }
        assert [one.href for one in await MODULE.blocks_leaving(heir)] == [
            f"/p/{TOWER}/duty/incidents/{event}"
        ]


@pytest.mark.req("DUTY-8")
async def test_an_event_is_found_by_its_words_and_a_property_without_teams_takes_the_packs(
    house: House, at: At
) -> None:
    _, _, event = await with_event(house, at)
    assert MODULE.search is not None
    async with house.at(TOWER):
        with standing_open(msgspec.structs.replace(here(), roles=("manager",))):
            assert [one.href for one in await MODULE.search("爆裂")] == [
                f"/p/{TOWER}/duty/incidents/{event}"
            ]
        assert await MODULE.search("爆裂") == []  # nobody, and so without the right
    await house.rows(GARDEN, "delete from duty_check")
    await house.rows(GARDEN, "delete from duty_team")
    boss = await house.sign_in(f"{GARDEN}.supervisor")
    assert "取用内容包" in text(await boss.get(f"/p/{GARDEN}/duty"))
    assert (await boss.post(f"/p/{GARDEN}/duty/pack")).status_code == 303
    assert (await boss.post(f"/p/{GARDEN}/duty/pack")).status_code == 303
    assert await house.value(GARDEN, "select count(*) from duty_team") == 2
