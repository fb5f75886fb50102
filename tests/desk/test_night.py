"""The night register and the morning that takes it over."""

from collections.abc import Callable
from typing import Any

import pytest

from desk.calls import call, person_id, soon, written
from moment import YEAR
from world import TOWER, House, pin, text

At = Callable[[str], Any]


@pytest.mark.req("DESK-15")
async def test_the_morning_is_blocked_until_every_line_of_the_night_is_answered_done_or_handed_on(
    house: House, at: At
) -> None:
    guard, desk = await house.sign_in("harbour.control1"), await house.sign_in("harbour.reception1")
    gave, engineer = (
        await person_id(house, "harbour.control1"),
        await person_id(house, "harbour.engineer"),
    )
    await house.rows(
        TOWER,
        "update log_line set state = 'done'",
    )
    with at(f"{YEAR}-12-01 23:40"):
        page = text(await guard.get(f"/p/{TOWER}/"))
        assert "夜间登记" in page
        lines = [
            await written(guard, outcome="open", matter=f"夜里的事{n}", phone=f"1390000500{n}")
            for n in (1, 2, 3)
        ]
    with at(f"{YEAR}-12-02 02:10"):
        await written(
            guard,
            outcome="answered",
            urgent="1",
            matter="三楼水管爆裂，已关阀",
            phone="13900005009",
        )
        urgent = await guard.post(
            f"/p/{TOWER}/log", call(outcome="open", urgent="1", phone="13900005008")
        )
        assert urgent.status_code == 422
        early = await desk.post(
            f"/p/{TOWER}/morning", {"gave": gave, "pin": pin("harbour.reception1")}
        )
        assert early.status_code == 422
    nights = {
        str(r["register_day"])
        for r in await house.rows(
            TOWER,
            f"select register_day from log_line where at > '{YEAR}-12-01' and register = 'night'",
        )
    }
    assert nights == {f"{YEAR}-12-01"}
    with at(f"{YEAR}-12-02 08:25"):
        assert "夜间有3条事项" in text(await desk.get(f"/p/{TOWER}/"))
        morning = text(await desk.get(f"/p/{TOWER}/morning"))
        assert "三楼水管爆裂，已关阀" in morning
        path = f"/p/{TOWER}/morning"
        assert (
            await desk.post(path, {"gave": gave, "pin": pin("harbour.reception1")})
        ).status_code == 422
        assert (
            await desk.post(f"{path}/lines/{lines[0]}", {"deed": "answered", "words": ""})
        ).status_code == 422
        assert (
            await desk.post(f"{path}/lines/{lines[0]}", {"deed": "answered", "words": "已回电说明"})
        ).status_code == 303
        assert (
            await desk.post(f"{path}/lines/{lines[0]}", {"deed": "done", "words": "重复"})
        ).status_code == 409
        await desk.post(f"{path}/lines/{lines[1]}", {"deed": "done", "words": "侧门已开"})
        blocked = await desk.post(path, {"gave": gave, "pin": pin("harbour.reception1")})
        assert (blocked.status_code, "夜里的事3" in text(blocked)) == (422, True)
        await desk.post(
            f"{path}/lines/{lines[2]}",
            {"deed": "handed", "for_person": engineer, "promised_at": soon(90)},
        )
        wrong = await desk.post(path, {"gave": gave, "pin": "0000"})
        assert "PIN不正确" in wrong.text
        assert await house.value(TOWER, "select count(*) from morning_handover") == 0
        assert (
            await desk.post(path, {"gave": gave, "pin": pin("harbour.reception1")})
        ).status_code == 303
        again = await desk.post(path, {"gave": gave, "pin": pin("harbour.reception1")})
        assert again.status_code == 409
    record = (await house.rows(TOWER, "select * from morning_handover"))[0]
    assert (str(record["night"]), str(record["gave"]), record["lines"], record["urgent_lines"]) == (
        f"{YEAR}-12-01",
        gave,
        4,
        1,
    )
    assert str(record["took"]) == await person_id(house, "harbour.reception1")
    assert (
        str(await house.value(TOWER, "select owner from matter where line = $1", lines[2]))
        == engineer
    )


@pytest.mark.req("DESK-15")
async def test_who_has_no_right_to_the_night_may_not_leave_a_line_without_a_name(
    house: House, at: At
) -> None:
    steward = await house.sign_in("harbour.steward1")
    with at(f"{YEAR}-12-01 22:00"):
        refused = await steward.post(f"/p/{TOWER}/log", call(outcome="open"))
    assert refused.status_code == 422
    assert "请选择由谁答复" in refused.text
