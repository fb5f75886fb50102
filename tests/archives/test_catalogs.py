"""The three catalogs: the standards' fields on the page, on ruled paper that is PDF/A, in a spreadsheet; walls hold for each."""

import io
import re
from datetime import date
from typing import Any

import pikepdf
import pytest
from python_calamine import CalamineWorkbook

from archives.shelf import class_id, file, person, volume
from archives.test_places import box, put
from archives.test_places import shelf as stand
from pdfs import signs, words
from world import TOWER, House, text

HOME = f"/p/{TOWER}/archives/catalogs"


async def made(house: House, who: str, path: str, **form: str) -> tuple[Any, str]:
    """The finished paper's bytes, and its page."""
    browser = await house.sign_in(who)
    asked = await browser.post(path, form)
    assert asked.status_code == 303, asked.text[:800]
    place = asked.headers["location"]
    await house.work()
    page = await browser.get(place)
    answer = await browser.get(f"{place}/file?download=1")
    assert answer.status_code == 200, text(page)
    return answer, place


async def shelf(house: House) -> Any:
    """A volume of two papers."""
    into = await volume(house, title="一至六层公共维修")
    await file(house, into, "电梯困人救援记录", doc_no="港物〔2026〕3号", author="工程部", pages=4)
    await file(house, into, "排水泵检修单", dated=date(2026, 4, 9), made_title=True, pages=2)
    return into


@pytest.mark.req("ARCH-4")
async def test_each_catalog_shows_the_fields_that_the_standards_name(house: House) -> None:
    into = await shelf(house)
    clerk = await house.sign_in("harbour.clerk")
    fields = {
        "kind=general": "目录号 类别 目录名称 年度 保管期限 起止案卷号 卷数 件数 存放位置 移交/销毁 备注",
        "kind=volumes": "案卷号 案卷标题 起止日期 页数 保管期限 备注",
        "kind=items": "序号 档号 文号 责任者 题名 日期 密级 页数 备注",
        f"kind=inside&volume={into}": "顺序号 文号 责任者 题名 日期 页号 备注",
    }
    for query, names in fields.items():
        shown = (await clerk.get(f"{HOME}?{query}")).text
        heads = re.findall(r"<th scope=\"col\"[^>]*>([^<]*)</th>", shown)
        assert " ".join(heads) == names
    inside = text(await clerk.get(f"{HOME}?kind=inside&volume={into}"))
    assert "[排水泵检修单]" in inside
    assert "5-6" in inside  # the last paper's first and last page
    general = text(await clerk.get(HOME))
    assert "WY06-2026-D30" in general


@pytest.mark.req("ARCH-4", "ARCH-20")
async def test_the_general_catalog_says_on_which_shelves_its_volumes_stand(house: House) -> None:
    clerk = await house.sign_in("harbour.clerk")
    for room in ("一号库房", "二号库房"):
        into = await box(house, await stand(house, room=room))
        for _ in range(2):
            assert await put(clerk, await volume(house, title=room), into) == 303
    stands = "一号库房·A柜·第1层；二号库房·A柜·第1层"
    assert stands in text(await clerk.get(HOME)).replace(" ", "")
    sheet, _ = await made(house, "harbour.clerk", f"{HOME}/papers", kind="general", output="xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()  # fmt: skip
    assert (
        dict(zip(rows[0], rows[1], strict=True))["存放位置"].replace(" ", "").replace("\n", "")
        == stands
    )
    paper, _ = await made(house, "harbour.clerk", f"{HOME}/papers", kind="general", output="pdf")
    said = signs(paper.content)
    assert said.count("一号库房") == said.count("二号库房") == 1
    narrow = f"{HOME}?class_id={await class_id(house, 'contracts')}"
    assert "一号库房" not in text(await clerk.get(narrow))


@pytest.mark.req("ARCH-4")
async def test_a_catalog_is_ruled_paper_in_an_archive_format(house: House) -> None:
    into = await shelf(house)
    answer, _ = await made(
        house, "harbour.clerk", f"{HOME}/papers", kind="inside", output="pdf", volume=str(into)
    )
    assert answer.headers["content-type"] == "application/pdf"
    found = words(answer.content)
    for said in (
        "卷内目录",
        "港物〔2026〕3号",
        "电梯困人救援记录",
        "[排水泵检修单]",
        "第1页共1页",
        "一至六层公共维修",
    ):
        assert said in found.replace(" ", "")
    with pikepdf.open(io.BytesIO(answer.content)) as paper:
        assert not paper.check_pdf_syntax()
        assert paper.open_metadata().pdfa_status == "2U"
        assert paper.Root.OutputIntents[0].DestOutputProfile.read_bytes()[36:40] == b"acsp"
        fonts = paper.pages[0].Resources.Font
        for font in fonts.values():
            assert font.DescendantFonts[0].FontDescriptor.FontFile3.Subtype == "/CIDFontType0C"
            assert font.ToUnicode
        assert [round(float(side)) for side in paper.pages[0].MediaBox] == [0, 0, 842, 595]


@pytest.mark.req("ARCH-4")
async def test_a_catalog_is_a_spreadsheet_where_numbers_are_numbers(house: House) -> None:
    await shelf(house)
    answer, _ = await made(house, "harbour.clerk", f"{HOME}/papers", kind="items", output="xlsx")
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    )
    assert rows[0] == ["序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注"]
    assert rows[1][2:5] == ["港物〔2026〕3号", "工程部", "电梯困人救援记录"]
    assert [row[7] for row in rows[1:]] == [4, 2]


@pytest.mark.req("ARCH-4", "ARCH-30")
async def test_a_printed_catalog_holds_what_who_asked_may_know_and_opens_for_nobody_else(
    house: House,
) -> None:
    await shelf(house)
    secret = await volume(house, "secret", "董事会决议")
    await file(house, secret, "收购谈判底价")
    for who, knows in (("harbour.clerk", False), ("harbour.gm", True)):
        for kind, sign in (("items", "收购谈判底价"), ("volumes", "董事会决议")):
            answer, place = await made(house, who, f"{HOME}/papers", kind=kind, output="pdf")
            assert (sign in words(answer.content)) == knows
    reception = await house.sign_in("harbour.reception1")
    assert (await reception.get(place)).status_code == 404
    assert (await reception.get(f"{place}/file")).status_code == 404


@pytest.mark.req("ARCH-4")
async def test_the_page_goes_on_where_it_stopped(house: House) -> None:
    into = await volume(house)
    owner = await house.as_owner(TOWER)
    who = await person(house, "harbour.secretary")
    await owner.execute(
        """insert into archive_item (property, id, volume, class, no, number, title, dated, secrecy, medium, term, trigger,
             filed_at, filed_by) select property, gen_random_uuid(), id, class, n, number || '-' || lpad(n::text, 3, '0'),
             '第' || n || '份', '2026-03-05', 0, 'paper', term, trigger, now(), $2
           from archive_volume, generate_series(1, 120) n where id = $1""", into, who)  # fmt: skip
    clerk = await house.sign_in("harbour.clerk")
    seen: list[str] = []
    place = f"{HOME}?kind=items&class_id={await class_id(house, 'public_repairs')}"
    while place:
        shown = (await clerk.get(place)).text
        seen += re.findall(r">第(\d+)份<", shown)
        more = re.search(r'<tr class="row-more">.*?href="([^"]+)"', shown)
        place = more[1].replace("&amp;", "&") if more else ""
    assert seen == [str(n) for n in range(1, 121)]
    assert '<td data-label="序号">120</td>' in shown
