"""A handover is an act of two, presents everything by itself, and is refused by name while something holds it (DUTY-2 to DUTY-5)."""

import asyncio
import re
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest

from desk.calls import call, person_id, soon
from duty.shifts import (
    IN,
    MANAGER,
    OUT,
    SUPERVISOR,
    At,
    P,
    all_accepted,
    all_counted,
    begun,
    empty,
    night_on,
    planned,
    prepared,
    relieved_by_desk,
    signed,
)
from hushu.custody.queries import countables
from hushu.rosters.rules.attendance import Shown, judge
from moment import YEAR
from world import TOWER, House, pin, text

NOBODY = "接班人还没有到岗"
OPEN = "select id from duty_incident where ended_at is null and kind = 'emergency'"


@pytest.mark.req("DUTY-2")
async def test_one_comes_early_reads_asks_and_both_sign_with_their_own_pin(
    house: House, at: At
) -> None:
    record, out, incoming = await night_on(house, at)
    path = f"{P}/records/{record}/handover"
    with at(f"{YEAR}-12-02 06:30"):
        early = await incoming.post(f"{path}/coming", {"why": "顶班"})
        assert (early.status_code, "接班最早提前 15 分钟，06:45 起可以办理" in text(early)) == (
            422,
            True,
        )
    with at(f"{YEAR}-12-02 06:47"):
        order = {"words": "今晚复查水泵房"}
        boss = await house.sign_in(SUPERVISOR)
        assert (await boss.post(f"{P}/orders", order)).status_code == 303
        await incoming.post(f"{path}/coming", {"why": "顶班"})
        unread = await signed(incoming, record, OUT)
        assert (unread.status_code, "接班人还没有阅读上班记录" in text(unread)) == (422, True)
        assert "待接的班" in text(await incoming.get(f"/p/{TOWER}/inbox"))
        await incoming.post(f"{path}/reading")
        order_id = await house.value(TOWER, "select id from duty_order where done_at is null")
        item = f"order:{order_id}"
        await incoming.post(f"{path}/questions", {"key": item, "question": "看哪块压力表"})
        waiting = await signed(incoming, record, OUT)
        assert (waiting.status_code, "还有 1 个询问没有答复" in text(waiting)) == (422, True)
        await out.post(f"{path}/answers", {"key": item, "answer": "二号泵出口那块"})
        wrong = await incoming.post(path, {"pin": pin(IN), "other_pin": "000000"})
        assert (wrong.status_code, "PIN" in text(wrong)) == (422, True)
        await all_accepted(incoming, record)
        await all_counted(incoming, record)
    with at(f"{YEAR}-12-02 06:58"):
        done = await signed(incoming, record, OUT, words="北门门禁偶尔失灵")
        assert done.status_code == 303
        page = text(await incoming.get(path))
    assert "看哪块压力表" in page
    assert "二号泵出口那块" in page
    [row] = await house.rows(
        TOWER, "select * from duty_handover where done_at is not null and record = $1", record
    )
    assert (str(row["outgoing"]), str(row["incoming"])) == (
        await person_id(house, OUT),
        await person_id(house, IN),
    )
    [following] = await house.rows(
        TOWER, "select * from duty_record where id = $1", row["into_record"]
    )
    assert (str(following["person"]), following["state"]) == (str(row["incoming"]), "open")
    assert (str(following["day"]), following["ends_at"].hour) == (
        f"{YEAR}-12-02",
        7,
    )  # 15:00 in Shanghai


@pytest.mark.req("DUTY-2")
async def test_two_who_accept_one_handover_at_once_have_one_effect(house: House, at: At) -> None:
    record, out, incoming = await night_on(house, at)
    with at(f"{YEAR}-12-02 06:50"):
        await prepared(house, incoming, record)
        answers = await asyncio.gather(signed(incoming, record, OUT), signed(out, record, IN))
        assert sorted(one.status_code for one in answers) == [303, 409]
        lost = next(one for one in answers if one.status_code == 409)
        assert "这一班已经交接" in text(lost)
    assert (
        await house.value(TOWER, "select count(*) from duty_handover where record = $1", record)
        == 1
    )
    assert await house.value(TOWER, "select count(*) from duty_record where state = 'open'") == 1


@pytest.mark.req("DUTY-2")
async def test_a_third_person_signs_nothing_and_nobody_relieves_themselves(
    house: House, at: At
) -> None:
    record, out, incoming = await night_on(house, at)
    path = f"{P}/records/{record}/handover"
    with at(f"{YEAR}-12-02 06:50"):
        me = await person_id(house, OUT)
        assert "不能自己接自己的班" in text(
            await out.post(f"{path}/coming", {"person": me, "why": "没人"})
        )
        await prepared(house, incoming, record)
        third = await house.sign_in(f"{TOWER}.reception1")
        assert (await signed(third, record, IN)).status_code == 403
        assert (await third.post(f"{path}/reading")).status_code == 403


@pytest.mark.req("DUTY-3")
async def test_everything_open_is_presented_by_itself(house: House, at: At) -> None:
    record, out, incoming = await night_on(house, at)
    engineer = await person_id(house, f"{TOWER}.engineer")
    with at(f"{YEAR}-12-02 02:00"):
        promise = call(
            matter="客梯异响请检修", outcome="handed", for_person=engineer, promised_at=soon(900)
        )
        assert (await out.post(f"/p/{TOWER}/log", promise)).status_code == 303
        left = call(matter="请白天回电谈车位", outcome="open", phone="13900002222")
        assert (await out.post(f"/p/{TOWER}/log", left)).status_code == 303
        message = call(
            matter="请回电谈空调", outcome="message", for_person=engineer, phone="13900003333"
        )
        assert (await out.post(f"/p/{TOWER}/log", message)).status_code == 303
        repair = {"kind": "repair", "what": "车道灯带更换中", "where": "地下二层"}
        assert (await out.post(f"{P}/records/{record}/incidents", repair)).status_code == 303
        boss = await house.sign_in(MANAGER)
        await boss.post(f"{P}/orders", {"words": "早班核对消防水带"})
    with at(f"{YEAR}-12-02 06:50"):
        await incoming.post(f"{P}/records/{record}/handover/coming", {"why": "顶班"})
        page = text(await incoming.get(f"{P}/records/{record}/handover"))
        for said in (
            "承诺事项 客梯异响请检修", "夜间待处理 请白天回电谈车位", "未读留言 请回电谈空调", "公共区域维修 车道灯带更换中",
            "上级指令 早班核对消防水带", "借出的钥匙", "项没有逐项确认",
        ):  # fmt: skip
            assert said in page
        await all_accepted(incoming, record)
        assert "逐项确认" not in text(await incoming.get(f"{P}/records/{record}/handover"))


@pytest.mark.req("DUTY-4")
@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("emergency", "紧急事件“配电间冒烟”还没有处理完毕"),
        ("major", "重大事件“配电间冒烟”还没有处理完毕"),
        ("equipment", "重大设备正在启动或停机：配电间冒烟"),
    ],
)
async def test_it_is_refused_while_something_grave_is_unfinished_with_the_way_to_it(
    house: House, at: At, kind: str, says: str
) -> None:
    record, out, incoming = await night_on(house, at)
    with at(f"{YEAR}-12-02 06:40"):
        begin = {"kind": kind, "what": "配电间冒烟", "where": "地下一层"}
        assert (await out.post(f"{P}/records/{record}/incidents", begin)).status_code == 303
        found = await house.value(TOWER, "select id from duty_incident where ended_at is null")
    with at(f"{YEAR}-12-02 06:50"):
        await prepared(house, incoming, record)
        refused = await signed(incoming, record, OUT)
        assert (refused.status_code, says in text(refused)) == (422, True)
        assert f"/duty/incidents/{found}" in refused.text
        assert (
            await out.post(f"{P}/incidents/{found}/end", {"ending": "已排除"})
        ).status_code == 303
        assert (
            await out.post(f"{P}/incidents/{found}/end", {"ending": "再排除"})
        ).status_code == 409
        assert (await signed(incoming, record, OUT)).status_code == 303


@pytest.mark.req("DUTY-4")
async def test_the_managers_override_stays_visible_on_both_records(house: House, at: At) -> None:
    record, out, incoming = await night_on(house, at)
    path = f"{P}/records/{record}/handover"
    with at(f"{YEAR}-12-02 06:50"):
        await out.post(
            f"{P}/records/{record}/incidents", {"kind": "equipment", "what": "二号冷水机组启动中"}
        )
        await prepared(house, incoming, record)
        assert (await out.post(f"{path}/override", {"reason": "自己批"})).status_code == 403
        boss = await house.sign_in(MANAGER)
        assert (
            await boss.post(f"{path}/override", {"reason": "工程部主管在场盯守"})
        ).status_code == 303
        assert (await signed(incoming, record, OUT)).status_code == 303
        into = await house.value(
            TOWER, "select into_record from duty_handover where record = $1", record
        )
        for one in (record, into):
            page = text(await boss.get(f"{P}/records/{one}"))
            assert "特批交接：工程部主管在场盯守" in page
            assert "二号冷水机组启动中" in page


@pytest.mark.req("DUTY-4")
async def test_what_begins_after_the_managers_word_holds_again(house: House, at: At) -> None:
    record, out, incoming = await night_on(house, at)
    path = f"{P}/records/{record}/handover"
    with at(f"{YEAR}-12-02 06:50"):
        boss = await house.sign_in(MANAGER)
        equipment = {"kind": "equipment", "what": "二号冷水机组启动中"}
        await out.post(f"{P}/records/{record}/incidents", equipment)
        await prepared(house, incoming, record)
        await boss.post(f"{path}/override", {"reason": "工程部主管在场盯守"})
        alarm = {"kind": "emergency", "what": "配电间冒烟", "where": "地下一层"}
        await out.post(f"{P}/records/{record}/incidents", alarm)
        await all_accepted(incoming, record)
        refused = await signed(incoming, record, OUT)
        assert (refused.status_code, "紧急事件“配电间冒烟”还没有处理完毕" in text(refused)) == (
            422,
            True,
        )
        await incoming.post(f"{path}/going")
        await out.post(f"{P}/incidents/{await house.value(TOWER, OPEN)}/end", {"ending": "已排除"})
        await boss.post(f"{path}/override", {"reason": "没有人也交"})
        nobody = await signed(out, record, IN)
        assert (nobody.status_code, NOBODY in text(nobody)) == (422, True)


@pytest.mark.req("DUTY-4")
async def test_the_manager_signs_in_place_of_an_outgoing_who_has_left(house: House, at: At) -> None:
    record, _, incoming = await night_on(house, at)
    path = f"{P}/records/{record}/handover"
    with at(f"{YEAR}-12-02 08:10"):
        boss = await house.sign_in(MANAGER)
        await prepared(house, incoming, record)
        assert (await signed(boss, record, IN)).status_code == 403
        assert (await boss.post(f"{path}/override", {"reason": "电话联系不上"})).status_code == 303
        assert (await signed(boss, record, IN)).status_code == 303
        page = text(await boss.get(f"{P}/records/{record}"))
        assert "不在场，无法签字" in page
    over = "select over_minutes from duty_record where id = $1"
    assert await house.value(TOWER, over, record) == 0, "nobody earns overtime by walking away"


@pytest.mark.req("DUTY-2")
async def test_what_was_signed_for_stays_as_it_was_signed(house: House, at: At) -> None:
    record, _, incoming = await night_on(house, at)
    with at(f"{YEAR}-12-02 06:50"):
        boss = await house.sign_in(SUPERVISOR)
        await boss.post(f"{P}/orders", {"words": "今晚复查水泵房"})
        await prepared(house, incoming, record)
        assert (await signed(incoming, record, OUT)).status_code == 303
    owner = await house.as_owner(TOWER)
    for sql in (
        "update duty_handover set words = 'x' where record = $1",
        "update duty_item set words = 'x' where handover = (select id from duty_handover where record = $1)",
        "update duty_count set words = 'x' where handover = (select id from duty_handover where record = $1)",
        "update duty_record set why = 'x' where id = $1",
        "delete from duty_handover where record = $1",
    ):
        with pytest.raises(asyncpg.IntegrityConstraintViolationError):
            await owner.execute(sql, UUID(record))


@pytest.mark.req("DUTY-4")
async def test_an_unfit_successor_is_replaced_by_a_stand_in(house: House, at: At) -> None:
    record, out, incoming = await night_on(house, at)
    path = f"{P}/records/{record}/handover"
    stand_in = f"{TOWER}.security"
    with at(f"{YEAR}-12-02 06:50"):
        await incoming.post(f"{path}/coming", {"why": "顶班"})
        assert (await incoming.post(f"{path}/unfit", {"signs": "没有"})).status_code == 403
        assert (await out.post(f"{path}/unfit", {"signs": "有酒气，站不稳"})).status_code == 303
        assert "已被认定不适合上岗，还没有找到顶班人" in text(await out.get(path))
        again = await incoming.post(f"{path}/coming", {"why": "没事了"})
        assert (again.status_code, "请另找顶班人" in text(again)) == (422, True)
        other = await house.sign_in(stand_in)
        await prepared(house, other, record)
        assert (await signed(out, record, stand_in)).status_code == 303
        assert "有酒气，站不稳" in text(await out.get(f"{P}/records/{record}"))


@pytest.mark.req("DUTY-4")
async def test_a_stand_in_goes_through_everything_again(house: House, at: At) -> None:
    record, out, incoming = await night_on(house, at)
    path, stand_in = f"{P}/records/{record}/handover", f"{TOWER}.security"
    with at(f"{YEAR}-12-02 06:50"):
        boss = await house.sign_in(SUPERVISOR)
        await boss.post(f"{P}/orders", {"words": "今晚复查水泵房"})
        await prepared(house, incoming, record)
        assert "各项都已确认" in text(await incoming.get(path))
    with at(f"{YEAR}-12-02 06:52"):
        assert (await out.post(f"{path}/unfit", {"signs": "说话含糊"})).status_code == 303
    with at(f"{YEAR}-12-02 06:55"):
        other = await house.sign_in(stand_in)
        await other.post(f"{path}/coming", {"why": "顶班"})
        await other.post(f"{path}/reading")
        early = text(await signed(out, record, stand_in))
        assert "项没有逐项确认" in early
        assert re.search(r"还没有点交：A01 .*等，共 \d+ 项。", text(await out.get(path)))
        await all_accepted(out, record)  # at the outgoing's screen, in the stand-in's name
        await all_counted(out, record)
        assert (await signed(out, record, stand_in)).status_code == 303
    said = """select t.person::text from duty_item t join duty_handover h on h.id = t.handover where h.record = $1
              union select t.person::text from duty_count t join duty_handover h on h.id = t.handover where h.record = $1"""
    assert await house.rows(TOWER, said, record) == [(await person_id(house, stand_in),)]


@pytest.mark.req("DUTY-4")
async def test_what_was_let_pass_for_one_who_came_is_not_let_pass_for_their_stand_in(
    house: House, at: At
) -> None:
    record, out, incoming = await night_on(house, at)
    path, stand_in = f"{P}/records/{record}/handover", f"{TOWER}.security"
    with at(f"{YEAR}-12-02 06:50"):
        await incoming.post(f"{path}/coming", {"why": "顶班"})
        manager = await house.sign_in(MANAGER)
        let = {"reason": "人已在岗，来不及清点"}
        assert (await manager.post(f"{path}/override", let)).status_code == 303
    with at(f"{YEAR}-12-02 06:52"):
        assert (await out.post(f"{path}/unfit", {"signs": "说话含糊"})).status_code == 303
    with at(f"{YEAR}-12-02 06:55"):
        other = await house.sign_in(stand_in)
        assert (await other.post(f"{path}/coming", {"why": "顶班"})).status_code == 303
        assert (await signed(out, record, stand_in)).status_code == 422
        again = {"reason": "顶班人也来不及清点"}
        assert (await manager.post(f"{path}/override", again)).status_code == 303
        assert (await signed(out, record, stand_in)).status_code == 303


@pytest.mark.req("DUTY-4")
async def test_two_who_are_not_fit_both_stay_away(house: House, at: At) -> None:
    record, out, _ = await night_on(house, at)
    path = f"{P}/records/{record}/handover"
    with at(f"{YEAR}-12-02 06:50"):
        for who in (IN, f"{TOWER}.security"):
            browser = await house.sign_in(who)
            assert (await browser.post(f"{path}/coming", {"why": "顶班"})).status_code == 303
            assert (await out.post(f"{path}/unfit", {"signs": "有酒气"})).status_code == 303
        for who in (IN, f"{TOWER}.security"):
            browser = await house.sign_in(who)
            assert (await browser.post(f"{path}/coming", {"why": "没事了"})).status_code == 422


@pytest.mark.req("DUTY-2")
async def test_who_takes_over_says_so_themselves_or_whoever_they_relieve_and_can_go_again(
    house: House, at: At
) -> None:
    record, out, incoming = await night_on(house, at)
    path = f"{P}/records/{record}/handover"
    with at(f"{YEAR}-12-02 06:50"):
        desk = await house.sign_in(f"{TOWER}.reception1")
        given = {"person": await person_id(house, IN), "why": "顶班"}
        assert (await desk.post(f"{path}/coming", given)).status_code == 403
        assert (await out.post(f"{path}/coming", given)).status_code == 303
        assert (await desk.post(f"{path}/going")).status_code == 403
        assert (await incoming.post(f"{path}/going")).status_code == 303
        assert NOBODY in text(await out.get(path))
        await prepared(house, desk, record)
        assert (await signed(out, record, desk.username)).status_code == 303
        assert "不再接班" in text(await out.get(f"{P}/records/{record}"))


@pytest.mark.req("DUTY-2")
async def test_what_was_lent_after_the_count_is_counted_again(house: House, at: At) -> None:
    record, _, incoming = await night_on(house, at)
    with at(f"{YEAR}-12-02 06:50"):
        await prepared(house, incoming, record)
        sql = """insert into custody_loan (id, thing, person, out_by, out_at, count_out)
                 select gen_random_uuid(), t.id, $1, $2, now(), 1 from custody_thing t where t.no = 'D05'"""
        await house.rows(TOWER, sql, await person_id(house, IN), await person_id(house, OUT))
        assert "还没有点交：D05" in text(await signed(incoming, record, OUT))
        page = text(await incoming.get(f"{P}/records/{record}/handover"))
        assert "D05 对讲机 5 号 应在 0，借出 1（卜向东） 实点 1 需重新清点" in page
        await all_counted(incoming, record)
        assert (await signed(incoming, record, OUT)).status_code == 303


@pytest.mark.req("DUTY-5")
async def test_nobody_leaves_until_relieved_and_the_leader_hears_after_ten_minutes(
    house: House, at: At
) -> None:
    record, out, incoming = await night_on(house, at)
    leader = await person_id(house, f"{TOWER}.steward2")
    await house.rows(TOWER, "delete from on_call")
    await house.rows(
        TOWER,
        f"insert into on_call (id, person, starts_at, ends_at) values (gen_random_uuid(), $1, '{YEAR}-12-01 12:00+08', '{YEAR}-12-02 12:00+08')",
        leader,
    )
    told = "select person::text from notice where kind = 'duty.unrelieved'"
    with at(f"{YEAR}-12-02 07:05"):
        await house.work()
        assert await house.rows(TOWER, told) == []
        early = await out.post(P, {"team": str(await house.value(TOWER, "select team from duty_record where id = $1", record)),
                                   "day": f"{YEAR}-12-02", "shift": "early", "why": "接着干"})  # fmt: skip
        assert (early.status_code, "上一班还没有交接" in text(early)) == (422, True)
    with at(f"{YEAR}-12-02 07:10"):
        await house.work()
        await house.work()
        assert [one[0] for one in await house.rows(TOWER, told)] == [leader]
        assert "07:00 起无人接班" in text(await out.get(P))
    with at(f"{YEAR}-12-02 07:42"):
        await prepared(house, incoming, record)
        assert (await signed(incoming, record, OUT)).status_code == 303
        assert "42 分钟" in text(await out.get(f"{P}/records/{record}"))
    assert (
        await house.value(TOWER, "select over_minutes from duty_record where id = $1", record) == 42
    )


@pytest.mark.req("DUTY-5")
async def test_a_shift_relieved_in_time_disturbs_nobody(house: House, at: At) -> None:
    record, _, incoming = await night_on(house, at)
    with at(f"{YEAR}-12-02 06:50"):
        await prepared(house, incoming, record)
        assert (await signed(incoming, record, OUT)).status_code == 303
    with at(f"{YEAR}-12-02 07:30"):
        await house.work()
    assert (
        await house.value(TOWER, "select count(*) from notice where kind = 'duty.unrelieved'") == 0
    )
    assert (
        await house.value(TOWER, "select over_minutes from duty_record where id = $1", record) == 0
    )


@pytest.mark.req("DUTY-4", "DESK-15")
async def test_the_night_is_not_handed_to_the_day_desk_while_a_line_has_no_answer(
    house: House, at: At
) -> None:
    await relieved_by_desk(house)
    record, out, _ = await night_on(house, at)
    desk, day = await house.sign_in(f"{TOWER}.reception1"), f"{TOWER}.reception1"
    with at(f"{YEAR}-12-02 03:00"):
        await out.post(f"/p/{TOWER}/log", call(matter="请白天回电谈车位", outcome="open"))
    with at(f"{YEAR}-12-02 08:31"):
        await prepared(house, desk, record)
        refused = await signed(desk, record, OUT)
        assert (refused.status_code, "夜间事项“请白天回电谈车位”还没有答复" in text(refused)) == (
            422,
            True,
        )
        assert "/morning" in refused.text
        line = await house.value(TOWER, "select id from log_line where matter = '请白天回电谈车位'")
        await desk.post(f"/p/{TOWER}/morning/lines/{line}", {"deed": "answered", "words": "已回电"})
        assert (await signed(desk, record, OUT)).status_code == 303
    [morning] = await house.rows(
        TOWER, f"select * from morning_handover where night = '{YEAR}-12-01'"
    )
    assert (str(morning["gave"]), str(morning["took"]), morning["lines"]) == (
        await person_id(house, OUT), await person_id(house, day), 1
    )  # fmt: skip


@pytest.mark.req("DUTY-3", "DESK-15")
async def test_one_guard_relieves_another_and_the_morning_stays_with_the_desk(
    house: House, at: At
) -> None:
    record, out, incoming = await night_on(house, at)
    with at(f"{YEAR}-12-02 03:00"):
        await out.post(f"/p/{TOWER}/log", call(matter="请白天回电谈车位", outcome="open"))
    with at(f"{YEAR}-12-02 08:40"):  # late: the day desk may take the night over by now
        await prepared(house, incoming, record)
        assert (await signed(incoming, record, OUT)).status_code == 303
        desk = await house.sign_in(f"{TOWER}.reception1")
        line = await house.value(TOWER, "select id from log_line where matter = '请白天回电谈车位'")
        await desk.post(f"/p/{TOWER}/morning/lines/{line}", {"deed": "answered", "words": "已回电"})
        took = {"gave": await person_id(house, OUT), "pin": pin(desk.username)}
        assert (await desk.post(f"/p/{TOWER}/morning", took)).status_code == 303


@pytest.mark.req("DUTY-4", "DESK-15")
async def test_a_line_that_the_manager_let_pass_keeps_the_morning_due_at_the_desk(
    house: House, at: At
) -> None:
    await relieved_by_desk(house)
    record, out, _ = await night_on(house, at)
    desk, boss = await house.sign_in(f"{TOWER}.reception1"), await house.sign_in(MANAGER)
    with at(f"{YEAR}-12-02 03:00"):
        await out.post(f"/p/{TOWER}/log", call(matter="请白天回电谈车位", outcome="open"))
    with at(f"{YEAR}-12-02 08:31"):
        await prepared(house, desk, record)
        path = f"{P}/records/{record}/handover"
        assert (await boss.post(f"{path}/override", {"reason": "白天再回"})).status_code == 303
        assert (await signed(desk, record, OUT)).status_code == 303
    assert (
        await house.value(
            TOWER, f"select count(*) from morning_handover where night = '{YEAR}-12-01'"
        )
        == 0
    )


@pytest.mark.req("DUTY-2")
async def test_a_day_desk_is_relieved_by_the_control_room_that_is_there_already(
    house: House, at: At
) -> None:
    await empty(house)
    with at(f"{YEAR}-12-01 15:00"):
        guard = await house.sign_in(OUT)
        middle = await begun(house, guard, f"{YEAR}-12-01", "middle")
        desk = await house.sign_in(f"{TOWER}.reception1")
        day = await begun(house, desk, f"{YEAR}-12-01", "day", key="desk")
    with at(f"{YEAR}-12-01 18:28"):
        await prepared(house, guard, day)
        assert (await signed(guard, day, f"{TOWER}.reception1")).status_code == 303
    assert (
        str(
            await house.value(TOWER, "select into_record from duty_handover where record = $1", day)
        )
        == middle
    )


@pytest.mark.req("DUTY-2", "DUTY-5")
async def test_a_day_desk_goes_over_into_the_night_when_the_evening_is_handed_over_already(
    house: House, at: At
) -> None:
    await empty(house)
    desk_person = f"{TOWER}.reception1"
    with at(f"{YEAR}-12-01 15:00"):
        guard, follower = await house.sign_in(OUT), await house.sign_in(IN)
        desk = await house.sign_in(desk_person)
        middle = await begun(house, guard, f"{YEAR}-12-01", "middle")
        day = await begun(house, desk, f"{YEAR}-12-01", "day", key="desk")
    with at(f"{YEAR}-12-01 22:50"):
        await prepared(house, follower, middle)
        assert (await signed(follower, middle, OUT)).status_code == 303
        await prepared(house, follower, day)
        assert (await signed(follower, day, desk_person)).status_code == 303
    into = "select into_record from duty_handover where record = $1"
    assert await house.value(TOWER, into, middle) == await house.value(TOWER, into, day)


@pytest.mark.req("DUTY-5")
async def test_who_is_relieved_in_the_afternoon_hands_over_to_the_shift_of_the_afternoon(
    house: House, at: At
) -> None:
    record, _, incoming = await night_on(house, at)
    with at(f"{YEAR}-12-02 15:30"):
        await prepared(house, incoming, record)
        assert (await signed(incoming, record, OUT)).status_code == 303
    key = """select s.key from duty_handover h join duty_record r on r.id = h.into_record join shift s on s.id = r.shift
              where h.record = $1"""
    assert await house.value(TOWER, key, record) == "middle"


@pytest.mark.req("DUTY-2", "DUTY-5")
@pytest.mark.parametrize(
    ("hour", "follows"),
    [
        ("00:05", "night"),
        ("06:30", "night"),
        ("06:50", "early"),
        ("11:20", "early"),
        ("14:49", "early"),
        ("14:50", "middle"),
        ("22:45", "middle"),
        ("22:50", "night"),
        ("23:55", "night"),
    ],
)
async def test_a_shift_is_taken_over_at_whatever_hour_it_ends(
    house: House, at: At, hour: str, follows: str
) -> None:
    record, _, incoming = await night_on(house, at)
    with at(f"{YEAR}-12-03 {hour}"):
        end = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(minutes=10)
        owner = await house.as_owner(TOWER)
        await owner.execute(
            "update duty_record set day = day - 30, begins_at = $2::timestamptz - interval '8 hours', ends_at = $2 where id = $1",
            UUID(record), end,
        )  # fmt: skip
        await prepared(house, incoming, record)
        assert (await signed(incoming, record, OUT)).status_code == 303
    key = """select s.key from duty_handover h join duty_record r on r.id = h.into_record join shift s on s.id = r.shift
              where h.record = $1"""
    assert await house.value(TOWER, key, record) == follows


@pytest.mark.req("DUTY-5", "ROST-10")
@pytest.mark.parametrize(
    ("moment", "state", "minutes"),
    [(f"{YEAR}-12-02 06:50", "present", 0), (f"{YEAR}-12-02 07:42", "present", 42)],
)
async def test_who_is_relieved_in_time_has_not_gone_early_and_who_is_late_works_over(
    house: House, at: At, moment: str, state: str, minutes: int
) -> None:
    await planned(house, OUT, date(YEAR, 12, 1), "night")
    record, _, incoming = await night_on(house, at)
    with at(moment):
        await prepared(house, incoming, record)
        assert (await signed(incoming, record, OUT)).status_code == 303
    [row] = await house.rows(
        TOWER,
        f"select * from attendance where person = $1 and day = '{YEAR}-12-01'",
        await person_id(house, OUT),
    )
    judged = judge(
        Shown(row["begins_at"], row["ends_at"], row["on_at"], row["off_at"]), row["off_at"]
    )
    assert (judged.state, judged.over) == (state, minutes)


@pytest.mark.req("DUTY-2")
async def test_the_next_shift_is_called_before_the_end(house: House, at: At) -> None:
    record, _, _ = await night_on(house, at)
    await planned(house, IN, date(YEAR, 12, 2), "early")
    with at(f"{YEAR}-12-02 06:31"):
        await house.work()
        incoming = await house.sign_in(IN)
        assert "请于 06:45 起到岗，接监控室夜班的班" in text(
            await incoming.get(f"/p/{TOWER}/inbox")
        )
    with at(f"{YEAR}-12-02 06:50"):
        came = await incoming.post(f"{P}/records/{record}/handover/coming", key=uuid4().hex)
        assert came.status_code == 303  # who is planned gives no reason


@pytest.mark.req("DUTY-2", "DUTY-4")
async def test_what_is_missing_is_counted_explained_and_reported_to_its_keeper(
    house: House, at: At
) -> None:
    record, _, incoming = await night_on(house, at)
    path = f"{P}/records/{record}/handover"
    with at(f"{YEAR}-12-02 06:50"):
        await incoming.post(f"{path}/coming", {"why": "顶班"})
        await incoming.post(f"{path}/reading")
        await all_accepted(incoming, record)
        waiting = await signed(incoming, record, OUT)
        assert (waiting.status_code, "还没有点交：" in text(waiting)) == (422, True)
        async with house.at(TOWER):
            things = await countables().rows()
        ring = next(one for one in things if one.expected > 1 and one.place == "control_room")
        lacks = {"thing": str(ring.id), "counted": str(ring.expected - 1)}
        silent = await incoming.post(f"{path}/counts", lacks)
        assert (silent.status_code, "请写明差异的情况" in text(silent)) == (422, True)
        for _ in range(2):  # said twice, reported once
            said = await incoming.post(f"{path}/counts", {**lacks, "known": "少一把，正在查找"})
            assert said.status_code == 303
        await all_counted(incoming, record)
        assert "待批复的报告" in text(await incoming.get(path))  # is handed over, too
        await all_accepted(incoming, record)
        assert (await signed(incoming, record, OUT)).status_code == 303
        assert "少一把，正在查找" in text(await incoming.get(path))
    reports = "select count(*) from custody_report where thing = $1 and words = '少一把，正在查找'"
    assert await house.value(TOWER, reports, ring.id) == 1
