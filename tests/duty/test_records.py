"""A duty record for each shift, written as it happens, never rewritten (DUTY-1, DUTY-8)."""

import asyncio
from datetime import date
from uuid import uuid4

import asyncpg
import pytest

from bench.capture import recorded
from desk.calls import person_id, written
from duty.shifts import IN, OUT, At, P, begun, empty, planned, team
from moment import YEAR
from world import TOWER, House, text


@pytest.mark.req("DUTY-1")
async def test_who_is_planned_begins_the_record_and_anybody_else_says_why(
    house: House, at: At
) -> None:
    await empty(house)
    with at(f"{YEAR}-12-01 06:50"):
        await planned(house, OUT, date(YEAR, 12, 1), "early")
        own, other = await house.sign_in(OUT), await house.sign_in(IN)
        shift = {"team": await team(house), "day": f"{YEAR}-12-01", "shift": "early"}
        refused = await other.post(P, shift)
        assert (refused.status_code, "请写明上岗原因" in text(refused)) == (422, True)
        late = await own.post(P, {**shift, "shift": "middle"})
        assert (late.status_code, "现在不是这一班的时间" in text(late)) == (422, True)
        answer = await own.post(P, shift)
        assert answer.status_code == 303
    [record] = await house.rows(TOWER, "select * from duty_record where state = 'open'")
    assert (record["planned"], record["why"], record["day"]) == (True, "", date(YEAR, 12, 1))


@pytest.mark.req("DUTY-1")
async def test_a_shift_has_one_record_however_often_and_by_whom_it_is_begun(
    house: House, at: At
) -> None:
    await empty(house)
    with at(f"{YEAR}-12-01 15:00"):
        people = [await house.sign_in(OUT), await house.sign_in(IN)]
        shift = {
            "team": await team(house),
            "day": f"{YEAR}-12-01",
            "shift": "middle",
            "why": "顶班",
        }
        key = uuid4().hex
        answers = await asyncio.gather(
            people[0].post(P, shift, key=key), people[0].post(P, shift, key=key), people[1].post(P, shift, key=uuid4().hex)
        )  # fmt: skip
    assert min(one.status_code for one in answers) == 303
    assert await house.value(TOWER, "select count(*) from duty_record where state = 'open'") == 1


@pytest.mark.req("DUTY-1")
async def test_a_night_belongs_to_the_day_on_which_it_begins(house: House, at: At) -> None:
    await empty(house)
    with at(f"{YEAR}-12-02 02:00"):
        guard = await house.sign_in(OUT)
        record = await begun(house, guard, f"{YEAR}-12-01", "night")
        assert f"{YEAR}年12月1日" in text(await guard.get(f"{P}/records/{record}"))


@pytest.mark.req("DUTY-1")
async def test_a_line_stays_as_it_was_written_and_a_correction_is_added(
    house: House, at: At
) -> None:
    await empty(house)
    with at(f"{YEAR}-12-01 09:10"):
        guard = await house.sign_in(OUT)
        record = await begun(house, guard, f"{YEAR}-12-01", "early")
        line = {"kind": "situation", "words": "五号梯停运", "handling": "已报修", "place": "五号梯"}
        assert (await guard.post(f"{P}/records/{record}/entries", line)).status_code == 303
        entry = await house.value(TOWER, "select id from duty_entry where words = '五号梯停运'")
    for sql in (
        "update duty_entry set words = '没事' where id = $1",
        "delete from duty_entry where id = $1",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await house.rows(TOWER, sql, entry)
    owner = await house.as_owner(TOWER)
    for sql in (
        "update duty_entry set words = '没事' where id = $1",
        "delete from duty_entry where id = $1",
    ):
        with pytest.raises(asyncpg.IntegrityConstraintViolationError):
            await owner.execute(sql, entry)
    with at(f"{YEAR}-12-01 09:30"):
        await guard.post(f"{P}/records/{record}/entries/{entry}", {"words": "应为四号梯"})
        page = text(await guard.get(f"{P}/records/{record}"))
    assert "五号梯停运" in page
    assert "对 09:10 的记录 ：应为四号梯" in page


@pytest.mark.req("DUTY-1", "DUTY-8")
async def test_lights_and_areas_are_checked_at_their_hours_by_the_season(
    house: House, at: At
) -> None:
    await empty(house)
    with at(f"{YEAR}-12-01 15:00"):
        guard = await house.sign_in(OUT)
        record = await begun(house, guard, f"{YEAR}-12-01", "middle")
    with at(f"{YEAR}-12-01 18:10"):
        page = text(await guard.get(P))
        ahead = await house.value(
            TOWER, "select id from duty_check where at = '22:00' and kind = 'post'"
        )
        early = await guard.post(f"{P}/records/{record}/checks/{ahead}", {"found": ""})
        assert (early.status_code, "这一项 22:00 才到时间" in text(early)) == (422, True)
        assert "17:30 开灯 外墙效果灯、景观灯 逾期未查" in page
        assert "18:30 开灯" not in page
        check = await house.value(
            TOWER, "select id from duty_check where at = '17:30' and kind = 'lights_on'"
        )
        path = f"{P}/records/{record}/checks/{check}"
        bad = await guard.post(path, {"fault": "1"})
        assert (bad.status_code, "请写明异常情况" in text(bad)) == (422, True)
        assert (await guard.post(path, {"found": ""})).status_code == 303
        assert (await guard.post(path, {"found": ""})).status_code == 409
        assert "18:10 正常" in text(await guard.get(P))
    summer = await house.value(
        TOWER, "select id from duty_check where at = '18:30' and kind = 'lights_on'"
    )
    with at(f"{YEAR}-12-01 18:40"):
        assert (await guard.post(f"{P}/records/{record}/checks/{summer}")).status_code == 404


@pytest.mark.req("DUTY-1")
async def test_calls_of_the_log_are_part_of_the_record_of_who_took_them(
    house: House, at: At
) -> None:
    await empty(house)
    with at(f"{YEAR}-12-01 20:00"):
        guard = await house.sign_in(OUT)
        record = await begun(house, guard, f"{YEAR}-12-01", "middle")
    with at(f"{YEAR}-12-01 20:20"):
        await written(guard, matter="问夜间停车怎么收费")
    with at(f"{YEAR}-12-01 20:30"):
        assert "20:20 问夜间停车怎么收费" in text(await guard.get(f"{P}/records/{record}"))


@pytest.mark.req("DUTY-8")
async def test_the_emergency_button_tells_everybody_who_decides_at_once(
    house: House, at: At
) -> None:
    await empty(house)
    leader = await person_id(house, f"{TOWER}.steward1")
    await house.rows(TOWER, "delete from on_call")
    await house.rows(
        TOWER,
        f"insert into on_call (id, person, starts_at, ends_at) values (gen_random_uuid(), $1, '{YEAR}-12-01 12:00+08', '{YEAR}-12-02 12:00+08')",
        leader,
    )
    with at(f"{YEAR}-12-01 23:05"):
        guard = await house.sign_in(OUT)
        record = await begun(house, guard, f"{YEAR}-12-01", "night")
        assert "值班领导" in text(await guard.get(P))
        path = f"{P}/records/{record}/incidents"
        alarm = {"kind": "emergency", "sort": "fire", "what": "配电间冒烟", "where": ""}
        assert "请写明地点" in text(await guard.post(path, alarm))
        assert (await guard.post(path, {**alarm, "where": "地下一层"})).status_code == 303
    told = await house.rows(TOWER, "select person::text from notice where kind = 'duty.alarm'")
    asked = [leader] + [
        await person_id(house, f"{TOWER}.{who}") for who in ("manager", "supervisor")
    ]
    assert sorted(one[0] for one in told) == sorted(asked)


@pytest.mark.req("DUTY-8")
async def test_the_screen_and_the_handover_ask_the_database_little(house: House, at: At) -> None:
    with at(f"{YEAR}-12-01 15:00"):
        await empty(house)
        guard = await house.sign_in(OUT)
        record = await begun(house, guard, f"{YEAR}-12-01", "middle")
        for path in (
            "",
            f"/records/{record}",
            f"/records/{record}/handover",
            "/records",
            "/incidents",
            "/orders",
            f"/days/{YEAR}-12-01",
        ):
            with recorded() as statements:
                answer = await guard.get(f"{P}{path}")
            assert answer.status_code == 200
            assert len(statements) <= 3, (path, [s.sql for s in statements])


@pytest.mark.req("DUTY-1", "DUTY-2")
async def test_the_supervisor_sets_who_relieves_whom_and_what_is_checked(
    house: House, at: At
) -> None:
    await empty(house)
    boss, guard = await house.sign_in(f"{TOWER}.supervisor"), await house.sign_in(OUT)
    control, desk = await team(house), await team(house, "desk")
    check = {"team": control, "hour": "09:30", "kind": "area", "words": "地下二层水泵房"}
    for season, said in (
        ({"since": "05-01"}, "要么都填，要么都留空"),
        ({"since": "02-30", "until": "09-30"}, "请按“05-01”的格式"),
    ):
        wrong = await boss.post(f"{P}/checks", {**check, **season})
        assert (wrong.status_code, said in text(wrong)) == (422, True)
    assert (await guard.post(f"{P}/checks", check)).status_code == 403
    assert (await boss.post(f"{P}/checks", check)).status_code == 303
    assert "09:30 区域 地下二层水泵房 全年" in text(await boss.get(f"{P}/teams"))
    with at(f"{YEAR}-12-01 09:31"):
        record = await begun(house, guard, f"{YEAR}-12-01", "early")
        made = await house.value(
            TOWER, "select id from duty_check where words = $1", check["words"]
        )
        done = await guard.post(f"{P}/records/{record}/checks/{made}", {"found": ""})
        assert done.status_code == 303
        assert (await boss.post(f"{P}/checks/{made}")).status_code == 303
        assert (await boss.post(f"{P}/checks/{made}")).status_code == 404
        assert "地下二层水泵房" in text(await guard.get(f"{P}/records/{record}"))
        assert "地下二层水泵房" not in text(await boss.get(f"{P}/teams"))
    path, relief = f"{P}/teams/{control}", "select relieved_by from duty_team where team = $1"
    nobody = await boss.post(path, {"relieved_by": str(uuid4())})
    assert (nobody.status_code, "请选择一个值班班组" in text(nobody)) == (422, True)
    assert (await boss.post(f"{P}/teams/{uuid4()}", {"relieved_by": desk})).status_code == 404
    assert (await boss.post(path, {"relieved_by": desk})).status_code == 303
    assert str(await house.value(TOWER, relief, control)) == desk
