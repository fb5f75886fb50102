"""Rosters on paper: one sheet a month, told apart by what they are worth, and the pages that hang at posts."""

import pytest

from pdfs import signs
from rosters.paper import made, sheets, table
from rosters.publishing import SHORT, change, day, edition, planned, published, republish
from world import RIVERSIDE, TOWER, House

ROSTERS, ATTENDANCE = f"/p/{TOWER}/rosters", f"/p/{TOWER}/attendance"
A3, A4 = (420, 297), (297, 210)


@pytest.mark.req("ROST-5", "ROST-8")
async def test_an_edition_is_one_sheet_of_a3_or_a4_with_everything_that_makes_it_count(
    house: House,
) -> None:
    supervisor, _ = await published(house, (1, 1, "早"), (2, 1, "中"), (3, 2, "夜"))
    path = f"{ROSTERS}/editions/{await edition(house)}/papers"
    reader = await house.sign_in(f"{TOWER}.control1")
    large = await made(house, reader, path, output="a3")
    small = await made(house, supervisor, path, output="a4")
    assert (sheets(large), sheets(small)) == ([A3], [A4])
    for said in map(signs, (large, small)):
        assert "监控室排班表" in said
        assert f"{day(1):%Y-%m}" in said
        assert "版次A/0" in said
        assert "次日" in said
        assert "黑底白字" in said
        assert SHORT in said
        assert "制表：" in said
        assert "审批：" in said
        assert "草稿" not in said
        assert "早班人数" in said


@pytest.mark.req("ROST-5", "ROST-6")
async def test_a_plan_says_that_it_does_not_count_and_an_edition_taken_back_says_so_across_the_sheet(
    house: House,
) -> None:
    supervisor, roster = await planned(house, (1, 1, "早"))
    draft = signs(await made(house, supervisor, f"{roster}/papers", output="a4"))
    assert "草稿" in draft
    assert "此表不作为上班依据" in draft
    await republish(house, supervisor, roster)
    first = f"{ROSTERS}/editions/{await edition(house)}"
    await change(house, supervisor, roster, (2, 1, "中"))
    await republish(house, supervisor, roster, "增加一个中班")
    recalled = signs(await made(house, supervisor, f"{first}/papers", output="a4"))
    assert "已收回" in recalled
    assert "不再有效" in recalled


@pytest.mark.req("ROST-8")
async def test_a_month_as_a_table_has_a_column_a_day_and_the_sums(house: House) -> None:
    supervisor, roster = await published(house, (1, 1, "早"), (1, 2, "夜"))
    rows = table(await made(house, supervisor, f"{roster}/papers", output="xlsx"))
    assert rows[0][:3] == [f"姓名 {day(1):%Y-%m}", "1", "2"]
    assert rows[0][-4:] == ["工时", "夜班", "周末", "节假日"]
    worked = next(row for row in rows if row[1] == "早")
    assert worked[2] == "夜"
    assert worked[-3] == "1"
    assert any(str(row[0]).startswith("早 早班") for row in rows)


@pytest.mark.req("ROST-10")
async def test_the_months_attendance_is_printed_as_it_stands_by_those_who_may_read_it(
    house: House,
) -> None:
    await published(house, (1, 1, "早"), (2, 1, "中"))
    clerk = await house.sign_in(f"{TOWER}.clerk")
    asked = {"month": f"{day(1):%Y-%m}"}
    paper = await made(house, clerk, f"{ATTENDANCE}/papers", output="a4", **asked)
    assert sheets(paper) == [A4]
    said = signs(paper)
    assert "月度考勤表" in said
    assert "尚未上报人事部门" in said
    rows = table(await made(house, clerk, f"{ATTENDANCE}/papers", output="xlsx", **asked))
    assert rows[0][0] == "姓名"
    assert f"{day(1):%m-%d}" in rows[0]
    assert sum("卜向东" in row for row in rows) == 1
    control = await house.sign_in(f"{TOWER}.control1")
    answer = await control.post(f"{ATTENDANCE}/papers", {"output": "a4", **asked})
    assert answer.status_code == 403


@pytest.mark.req("ROST-10")
async def test_every_post_has_a_page_with_its_code_to_hang_up(house: House) -> None:
    clerk = await house.sign_in(f"{TOWER}.clerk")
    paper = await made(house, clerk, f"{ATTENDANCE}/papers/posts")
    teams = await house.rows(TOWER, "select name from roster_team")
    said = signs(paper)
    assert all(row["name"] in said for row in teams)
    assert "扫描此码" in said
    assert await house.value(TOWER, "select count(*) from attendance_post") == len(teams)
    manager = await house.sign_in(f"{TOWER}.supervisor")
    place = (await clerk.post(f"{ATTENDANCE}/papers/posts")).headers["location"]
    assert (await manager.get(place)).status_code == 404, (
        "a code is a secret of whoever asked for it"
    )


@pytest.mark.req("ROST-8", "TEN-4")
async def test_papers_of_another_property_are_asked_by_nobody(house: House) -> None:
    _, roster = await planned(house, (1, 1, "早"))
    stranger = await house.sign_in(f"{RIVERSIDE}.manager")
    there = roster.replace(TOWER, RIVERSIDE)
    assert (await stranger.post(f"{there}/papers", {"output": "a4"})).status_code == 404
    assert (await stranger.post(f"{roster}/papers", {"output": "a4"})).status_code == 404
    assert (await stranger.post(f"{there}/papers", {"output": "a5"})).status_code == 422
