"""The year's report: numbers per class, for headquarters too, and for nobody a count of what they may not know."""

import io

import pytest
from python_calamine import CalamineWorkbook

from archives.shelf import file, volume
from archives.test_catalogs import made
from pdfs import signs
from world import TOWER, House, text

HOME = f"/p/{TOWER}/archives/figures"


async def shelf(house: House) -> None:
    """Three repairs and a secret."""
    into = await volume(house, "public_repairs")
    for n in range(3):
        await file(house, into, f"第{n}份")
    await file(house, await volume(house, "secret", "决议"), "底价")


@pytest.mark.req("ARCH-51")
async def test_the_years_numbers_stand_per_class_on_page_paper_and_sheet(house: House) -> None:
    await shelf(house)
    answer, _ = await made(house, "harbour.clerk", f"{HOME}/papers", year="2026", output="xlsx")
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    )
    assert rows[0][:6] == ["类别", "类别名称", "馆藏卷数", "馆藏件数", "本年归档", "本年借出"]
    assert rows[1][0] == "WY06"
    assert rows[1][2:] == [1, 3, 3, 0, 0, 0, 0]
    assert rows[2] == ["合计", "", 1, 3, 3, 0, 0, 0, 0]
    paper, _ = await made(house, "harbour.clerk", f"{HOME}/papers", year="2026", output="pdf")
    assert "档案年度统计" in signs(paper.content)
    assert "没有馆藏" in text(await (await house.sign_in("harbour.clerk")).get(f"{HOME}?year=2019"))


@pytest.mark.req("ARCH-51", "ARCH-30")
async def test_a_secret_is_counted_only_for_whoever_may_know_of_it(house: House) -> None:
    await shelf(house)
    for who, all_together in (("harbour.clerk", "1 3 3 0"), ("harbour.gm", "2 4 4 0")):
        shown = text(await (await house.sign_in(who)).get(HOME)).split("合计")[1]
        assert shown.split()[:4] == all_together.split()
