"""Units and households come in from the user's own table: checked first, then all of it or nothing (PPL-7)."""

import io
import re

import pytest
from python_calamine import CalamineWorkbook

from hushu.foundation.sheets import Book, written
from world import RIVERSIDE, TOWER, Browser, House, text

PATH = f"/p/{TOWER}/premises/import"
HEADINGS = ["楼栋", "楼层", "房号", "户名", "联系人", "电话", "类型", "重点户"]
GOOD = [
    ["C座", "3", "01-0302", "喆犇贸易有限公司", "垚彧", "139 0000 1111", "租户", "是"],
    ["C座", "3", "01-0303", "䶮昇设计", "", "021-58880000", "自用业主", ""],
    ["A座", "5", "01-0503", "衡策律师事务所", "新联系人", "", "", ""],
]


async def sent(browser: Browser, data: bytes, name: str = "业户.xlsx", path: str = PATH) -> str:
    """Uploads a table; the address of its dry run."""
    answer = await browser.post(path, files={"file": (name, data, "application/octet-stream")})
    assert answer.status_code == 303, text(answer)
    return str(answer.headers["location"])


async def book(
    rows: list[list[str]], headings: list[str] | None = None, form: str = "xlsx"
) -> bytes:
    return await written(Book(title="业户", headings=headings or HEADINGS, rows=rows), form)  # type: ignore[arg-type]


async def count(house: House) -> int:
    return int(await house.value(TOWER, "select count(*) from household"))


@pytest.mark.req("PPL-7")
@pytest.mark.parametrize("form", ["xlsx", "csv"])
async def test_a_checked_table_is_imported_and_importing_it_again_doubles_nothing(
    house: House, form: str
) -> None:
    clerk = await house.sign_in("harbour.clerk")
    before = await count(house)
    data = await book(GOOD, form=form)
    check = await sent(clerk, data, f"业户.{form}")
    assert "新增 2 条，更新 1 条，无变化 0 条" in (await clerk.get(check)).text
    assert await count(house) == before
    done = await clerk.post(check)
    assert done.status_code == 303
    assert "新增 2 条" in (await clerk.get(done.headers["location"])).text
    rows = await house.rows(
        TOWER,
        """select u.label, h.name, h.contact, h.phone, h.kind, h.key_account from household h join unit u on u.id = h.unit
            join building b on b.id = u.building where b.name = 'C座' or h.name = '衡策律师事务所' order by u.label""",
    )
    assert [tuple(row) for row in rows] == [
        ("01-0302", "喆犇贸易有限公司", "垚彧", "13900001111", "tenant_company", True),
        ("01-0303", "䶮昇设计", "", "02158880000", "owner", False),
        ("01-0503", "衡策律师事务所", "新联系人", "13722258649", "tenant_company", True),
    ]
    again = await sent(clerk, data, f"业户.{form}")
    assert "新增 0 条，更新 0 条，无变化 3 条" in (await clerk.get(again)).text
    await clerk.post(again)
    assert await count(house) == before + 2


@pytest.mark.req("PPL-7", "TEN-9")
async def test_every_fault_is_named_by_row_and_column_and_nothing_is_written(house: House) -> None:
    clerk = await house.sign_in("harbour.clerk")
    before = await count(house)
    bad = [
        GOOD[0],
        ["C座", "", "", "没有房号", "", "", "", ""],
        ["C座", "", "01-0304", "坏电话", "", "12", "", ""],
        ["C座", "", "01-0305", "坏类型", "", "", "宾馆", ""],
        GOOD[0],
    ]
    check = await sent(clerk, await book(bad))
    page = await clerk.get(check)
    assert "有 4 处需要修改" in page.text
    assert "确认导入" not in page.text
    found = re.findall(r'<td class="num"[^>]*>(\d+)</td><td[^>]*>([^<]+)</td>', page.text)
    assert found == [("3", "房号"), ("4", "电话"), ("5", "类型"), ("6", "楼栋")]
    sheet = await clerk.get(f"{check}/faults")
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    )
    assert [row[0] for row in rows[1:]] == [3.0, 4.0, 5.0, 6.0]
    assert (await clerk.post(check)).status_code == 422
    assert await count(house) == before


@pytest.mark.req("PPL-7")
async def test_the_users_own_headings_are_guessed_or_chosen(house: House) -> None:
    clerk = await house.sign_in("harbour.clerk")
    headings = ["客户名称", "楼 号", "房间号", "我的叫法"]
    check = await sent(clerk, await book([["甲公司", "D座", "0101", "王五"]], headings))
    assert "新增 1 条" in (await clerk.get(check)).text
    choice = {"column_contact": "3"}
    page = await clerk.get(check, params=choice)
    assert 'name="column_contact" value="3"' in page.text
    await clerk.post(check, choice)
    rows = await house.rows(
        TOWER,
        "select h.name, h.contact, u.label from household h join unit u on u.id = h.unit where h.name = '甲公司'",
    )
    assert [tuple(row) for row in rows] == [("甲公司", "王五", "0101")]
    strange = await sent(clerk, await book([["甲公司", "D座", "0101"]], ["a", "b", "c"]))
    page = await clerk.get(strange)
    assert "请在下方指明表格里哪一列是" in page.text
    page = await clerk.get(
        strange, params={"column_name": "0", "column_building": "1", "column_label": "2"}
    )
    assert "无变化 1 条" in page.text


@pytest.mark.req("PPL-7")
async def test_the_template_can_be_filled_in_and_sent_back(house: House) -> None:
    clerk = await house.sign_in("harbour.clerk")
    for form in ("xlsx", "csv"):
        template = await clerk.get(f"{PATH}/template/{form}")
        assert template.headers["content-disposition"].startswith("attachment")
        check = await sent(clerk, template.content, f"模板.{form}")
        assert "新增 2 条" in (await clerk.get(check)).text
    assert (await clerk.get(f"{PATH}/template/exe")).status_code == 404


@pytest.mark.req("TEN-4", "T1", "T2")
async def test_an_upload_is_seen_by_nobody_else(house: House) -> None:
    clerk = await house.sign_in("harbour.clerk")
    check = await sent(clerk, await book(GOOD))
    file = check.rsplit("/", 1)[-1]
    manager = await house.sign_in("harbour.manager")
    assert (await manager.get(check)).status_code == 404
    stranger = await house.sign_in("riverside.manager")
    assert (await stranger.get(f"/p/{RIVERSIDE}/premises/import/{file}")).status_code == 404
    assert (await stranger.post(f"/p/{RIVERSIDE}/premises/import/{file}")).status_code == 404
    reception = await house.sign_in("harbour.reception1")
    assert (await reception.get(PATH)).status_code == 403


@pytest.mark.req("PPL-7", "T18", "T20")
async def test_what_is_no_table_is_refused_at_the_field(house: House) -> None:
    clerk = await house.sign_in("harbour.clerk")
    hostile = {
        "空.csv": b"",
        "图.png": b"\x89PNG\r\n\x1a\n" + b"0" * 99,
        "坏.xlsx": b"PK\x03\x04" + b"x" * 200,
        "页.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1zzzz",
    }
    for name, data in hostile.items():
        answer = await clerk.post(PATH, files={"file": (name, data, "text/csv")})
        assert (name, answer.status_code, 'id="f-file-error"' in answer.text) == (name, 422, True)
    assert await house.value(TOWER, "select count(*) from file") == 0
