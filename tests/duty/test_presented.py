"""What a handover presents and what is kept of it: the roster's changes, what was shown as not counted, words in one language."""

import re
from uuid import uuid4

import pytest

from custody.things import key
from desk.calls import person_id
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
    prepared,
    printed,
    signed,
    team,
    uncounted,
)
from moment import YEAR
from rosters.publishing import change, day, one, published, republish
from rosters.test_changes import act, ask, asked, granted
from world import TOWER, House, text

COUNTED = """select count(*) from duty_count c join custody_thing t on t.id = c.thing
               join duty_handover h on h.id = c.handover where t.no = $1 and h.record = $2"""


@pytest.mark.req("DUTY-3", "ROST-6", "DUTY-9")
async def test_every_change_of_a_roster_in_the_shift_is_presented_and_stands_on_the_sheet(
    house: House, at: At
) -> None:
    with at(f"{YEAR}-12-01 21:00"):
        supervisor, roster = await published(house, (1, 8, "早"), (2, 9, "中"))
    record, out, incoming = await night_on(house, at)
    with at(f"{YEAR}-12-02 02:00"):
        await change(house, supervisor, roster, (3, 10, "夜"))
        await republish(house, supervisor, roster, "迎检加一个夜班")
    with at(f"{YEAR}-12-02 03:00"):
        wish = await ask(out, day(8), taker=str(await one(house, 2)), back_day=str(day(9)))
        assert wish.status_code == 303, text(wish)
        swap = await asked(house)
        assert (await act(incoming, swap, "agreement")).status_code == 303
        assert (await granted(await house.sign_in(MANAGER), swap)).status_code == 303
    path = f"{P}/records/{record}/handover"
    with at(f"{YEAR}-12-02 06:50"):
        await incoming.post(f"{path}/coming", {"why": "顶班"}, key=uuid4().hex)
        page = text(await incoming.get(path))
        assert f"排班变更 监控室 {YEAR + 1}-01 A/1 · 迎检加一个夜班" in page
        assert f"排班变更 监控室 {YEAR + 1}-01 A/2" in page
        assert "家中有事" in page
        assert "A/0" not in page  # was in force before the shift began
        await incoming.post(f"{path}/reading", key=uuid4().hex)
        await all_accepted(incoming, record)
        await all_counted(incoming, record)
        assert (await signed(incoming, record, OUT)).status_code == 303
        _, sheet = await printed(house, incoming, f"records/{record}/handover")
    for edition in ("A/1", "A/2"):
        assert f"监控室{YEAR + 1}-01{edition}" in sheet


@pytest.mark.req("DUTY-2", "DUTY-3")
async def test_the_rest_is_what_was_shown_and_what_came_in_meanwhile_is_counted_still(
    house: House, at: At
) -> None:
    record, _, incoming = await night_on(house, at)
    path = f"{P}/records/{record}/handover"
    with at(f"{YEAR}-12-02 06:50"):
        await incoming.post(f"{path}/coming", {"why": "顶班"}, key=uuid4().hex)
        seen = uncounted((await incoming.get(path)).text)
        await key(house, "A99", "area", place="control_room", expected=3)
        lent = """insert into custody_loan (id, thing, person, out_by, out_at, count_out)
                  select gen_random_uuid(), t.id, $1, $2, now(), 1 from custody_thing t where t.no = 'A03'"""
        await house.rows(TOWER, lent, await person_id(house, IN), await person_id(house, OUT))
        rest = await incoming.post(f"{path}/counts/rest", {"seen": seen}, key=uuid4().hex)
        assert rest.status_code == 303
        for no, times in (("A04", 1), ("A99", 0), ("A03", 0)):
            assert await house.value(TOWER, COUNTED, no, record) == times
        page = await incoming.get(path)
        assert "A99 A99 号钥匙 应在 3，借出 0 未点" in text(page)
        assert [one.split()[1] for one in uncounted(page.text)] == ["3", "3"]
        again = await incoming.post(f"{path}/counts/rest", {"seen": seen}, key=uuid4().hex)
        assert again.status_code == 303  # nothing of it is left: no harm done
        await all_counted(incoming, record)
        assert await house.value(TOWER, COUNTED, "A99", record) == 1


@pytest.mark.req("DUTY-2", "CUST-1", "CUST-6")
async def test_a_team_counts_what_hangs_at_its_own_place_and_two_teams_count_nothing_twice(
    house: House, at: At
) -> None:
    await empty(house)
    with at(f"{YEAR}-12-01 15:00"):
        guard, desk = await house.sign_in(OUT), await house.sign_in(f"{TOWER}.reception1")
        middle = await begun(house, guard, f"{YEAR}-12-01", "middle")
        day_record = await begun(house, desk, f"{YEAR}-12-01", "day", key="desk")
        room, front = [
            text(await guard.get(f"{P}/records/{record}/handover"))
            for record in (middle, day_record)
        ]
        assert ("A03" in room, "D03" in room) == (True, False)
        assert ("A03" in front, "D03" in front) == (False, True)
        boss, control = await house.sign_in(SUPERVISOR), await team(house)
        form = {"relieved_by": control, "counts_at": "cellar"}
        assert (await boss.post(f"{P}/teams/{control}", form)).status_code == 422
        everything = await boss.post(f"{P}/teams/{control}", form | {"counts_at": ""})
        assert everything.status_code == 303
        assert "交接班时清点" in text(await boss.get(f"{P}/teams"))
        room = text(await guard.get(f"{P}/records/{middle}/handover"))
        assert ("A03" in room, "D03" in room) == (True, True)


@pytest.mark.req("DUTY-1", "TEN-9")
async def test_a_record_is_written_in_one_language_whoever_writes_it(house: House, at: At) -> None:
    record, out, incoming = await night_on(house, at)
    stand_in = await house.sign_in(f"{TOWER}.security")
    for browser in (out, incoming, stand_in):
        await browser.post("/account/locale", {"locale": "en"})
    path = f"{P}/records/{record}/handover"
    check = await house.value(TOWER, "select id from duty_check where words like '设备机房外观%'")
    with at(f"{YEAR}-12-02 03:05"):
        await out.post(f"{P}/records/{record}/checks/{check}", {"found": ""})
        repair = {"kind": "repair", "what": "灯带更换中", "where": "地下二层"}
        await out.post(f"{P}/records/{record}/incidents", repair)
        [event] = await house.rows(TOWER, "select id from duty_incident where ended_at is null")
        await out.post(f"{P}/incidents/{event['id']}/end", {"ending": "已换好"})
    with at(f"{YEAR}-12-02 06:50"):
        equipment = {"kind": "equipment", "what": "二号冷水机组启动中"}
        await out.post(f"{P}/records/{record}/incidents", equipment)
        await incoming.post(f"{path}/coming", {"why": "顶班"})
        await incoming.post(f"{path}/going")
        await incoming.post(f"{path}/coming", {"why": "顶班"}, key=uuid4().hex)
        await out.post(f"{path}/unfit", {"signs": "有酒气"})
        await prepared(house, stand_in, record)
        boss = await house.sign_in(MANAGER)
        await boss.post("/account/locale", {"locale": "en"})
        assert "The handover waits:" in text(await boss.get(path))
        await boss.post(f"{path}/override", {"reason": "主管在场盯守"})
        await all_accepted(stand_in, record)
        assert (await signed(stand_in, record, OUT)).status_code == 303
    into = await house.value(
        TOWER, "select into_record from duty_handover where record = $1", record
    )
    written = await house.rows(
        TOWER, "select words || ' ' || handling as said from duty_entry where record in ($1, $2)", record, into
    )  # fmt: skip
    kept = await house.rows(TOWER, "select label || ' ' || title as said from duty_item")
    kept += await house.rows(TOWER, "select held as said from duty_override")
    lines = [row["said"] for row in written + kept]
    assert [line for line in lines if re.search("[A-Za-z]{3}", line)] == []
    for said in (
        "设备机房外观、监控画面、消防主机 正常",
        "公共区域维修：灯带更换中",
        "办结：已换好",
    ):
        assert any(said in line for line in lines), said


@pytest.mark.req("DUTY-2", "DUTY-9")
async def test_who_sees_the_demo_for_the_first_time_finds_a_handover_as_it_really_is(
    house: House,
) -> None:
    guard = await house.sign_in(OUT)
    record = await house.value(
        TOWER, "select record from duty_handover where done_at is not null order by done_at limit 1"
    )
    page = text(await guard.get(f"{P}/records/{record}/handover"))
    for said in ("当面点交", "A03", "Y01 强光手电", "上级指令", "公共区域维修"):
        assert said in page
    late = "select count(*) from duty_count c join duty_handover h on h.id = c.handover where c.at > h.done_at"
    assert await house.value(TOWER, late) == 0
    wrong = """select count(*) from duty_count c where c.out <> (
                 select coalesce(sum(l.count_out), 0) from custody_loan l where l.thing = c.thing and l.out_at <= c.at
                    and (l.back_at is null or l.back_at > c.at))"""
    assert await house.value(TOWER, wrong) == 0, (
        "what is lent now was lent since, or before it was counted"
    )
