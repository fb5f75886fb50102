"""Handing in is an act of two: one brings, the other confirms each paper."""

from datetime import timedelta

import pytest

from hushu.foundation import clock
from world import TOWER, Browser, House, text

PLACE = f"/p/{TOWER}/archives/handing-in"
MEETING = {
    "kind": "meeting",
    "meeting": "区物业行业例会",
    "department": "",
    "note": "",
    "title": ["会议材料", "讲话稿"],
    "pages": ["12", "3"],
}


async def written(browser: Browser, **form: object) -> str:
    answer = await browser.post(PLACE, form)
    assert answer.status_code == 303
    return str(answer.headers["location"])


@pytest.mark.req("ARCH-8")
async def test_the_giver_brings_and_the_keeper_confirms_each_paper(house: House) -> None:
    steward, secretary = (
        await house.sign_in("harbour.steward1"),
        await house.sign_in("harbour.secretary"),
    )
    place = await written(steward, **MEETING)
    assert (await steward.post(f"{place}/giving", {})).status_code == 303
    assert "待接收" in text(await secretary.get(f"/p/{TOWER}/inbox"))
    lines = [
        str(r["id"])
        for r in await house.rows(TOWER, "select id from archive_handin_line order by place")
    ]
    half = {"line": lines, "verdict": ["taken", ""], "said": ["", ""]}
    assert (await secretary.post(f"{place}/taking", half)).status_code == 422
    whole = {"line": lines, "verdict": ["taken", "missing"], "said": ["", "缺第二页"]}
    assert (await secretary.post(f"{place}/taking", whole)).status_code == 303
    assert "缺第二页" in (await steward.get(place)).text
    assert (await secretary.post(f"{place}/taking", whole)).status_code == 409


@pytest.mark.req("ARCH-8")
async def test_nobody_takes_over_what_they_bring_themselves(house: House) -> None:
    secretary = await house.sign_in("harbour.secretary")
    place = await written(secretary, **MEETING)
    await secretary.post(f"{place}/giving", {})
    lines = [
        str(r["id"])
        for r in await house.rows(TOWER, "select id from archive_handin_line order by place")
    ]
    answer = await secretary.post(
        f"{place}/taking", {"line": lines, "verdict": ["taken"] * 2, "said": ["", ""]}
    )
    assert answer.status_code == 409
    assert "由别人接收" in text(answer)


@pytest.mark.req("ARCH-8")
async def test_papers_of_a_meeting_outside_that_were_not_brought_are_seen_to_be_overdue(
    house: House,
) -> None:
    steward, secretary = (
        await house.sign_in("harbour.steward1"),
        await house.sign_in("harbour.secretary"),
    )
    async with house.at(TOWER):
        day = (clock.today() - timedelta(days=9)).isoformat()
    await written(steward, **(MEETING | {"held_on": day}))
    assert "未移交：" in text(await secretary.get(f"/p/{TOWER}/inbox"))
    assert "已逾期" in text(await secretary.get(PLACE))


@pytest.mark.req("ARCH-8")
async def test_another_colleague_does_not_see_the_list(house: House) -> None:
    steward, reception = (
        await house.sign_in("harbour.steward1"),
        await house.sign_in("harbour.reception1"),
    )
    place = await written(steward, **MEETING)
    assert (await reception.get(place)).status_code == 404


@pytest.mark.req("ARCH-8", "T9")
async def test_pages_that_are_no_number_are_refused_however_long(house: House) -> None:
    steward = await house.sign_in("harbour.steward1")
    for pages in ("x", "0", "-3", "12345", "9" * 5_000):
        answer = await steward.post(
            PLACE, {"kind": "department", "department": "工程部", "title": "维修单", "pages": pages}
        )
        assert answer.status_code == 422, pages[:20]
