"""Sheets: what goes out is text and comes back the same; what comes in hostile is refused politely."""

import csv
import io
import random
import zipfile

import pytest

from hushu.foundation import sheets
from hushu.foundation.refusals import Refused
from hushu.foundation.sheets import Book, written

NASTY = "=+-@\t'\"＝＋－＠,;|%!{}()_x0041 \n0123456789eE.-/:房号垚彧䶮𬱖abc"
SEEDS = ["=1+1", "+86", "-5", "@SUM(A1)", "\t=1", "'=1", "''", "01-0302", "13912345678", "1e5", "0001", "_x0041_",
         "=cmd|' /C calc'!A0", "http://a.test", "2026-11-22", "TRUE", "1/2", "＝1+1", "\n=1", '="a"', "是"]  # fmt: skip


def cells(count: int) -> list[str]:
    """Cells as people and attackers write them, as the form layer leaves them: composed and without unseen signs."""
    draw = random.Random(20261122)
    made = ["".join(draw.choices(NASTY, k=draw.randint(1, 24))) for _ in range(count - len(SEEDS))]
    return SEEDS + made


@pytest.mark.req("T19")
async def test_ten_thousand_cells_hold_no_formula_and_come_back_the_same() -> None:
    ten = [f"列{n}" for n in range(10)]
    every = cells(10_000)
    rows = [every[n : n + 10] for n in range(0, 10_000, 10)]
    book = Book(title="=试/验", headings=ten, rows=rows)
    xlsx, text = await written(book, "xlsx"), await written(book, "csv")
    with zipfile.ZipFile(io.BytesIO(xlsx)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
        sheet = parts["xl/worksheets/sheet1.xml"]
        assert "<f" not in sheet
        assert "hyperlink" not in sheet
        assert "externalLink" not in "".join(parts)
        assert sheet.count('t="inlineStr"') + sheet.count('t="s"') == 10_010
    shown = list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")))
    assert [cell for row in shown for cell in row if cell[:1] in sheets.FORMULA and cell] == []
    assert await sheets.read(xlsx) == [ten, *rows]
    assert await sheets.read(text) == [ten, *rows]


@pytest.mark.req("PPL-7", "T19")
async def test_rooms_and_phones_stay_text_in_every_encoding() -> None:
    table = [["房号", "电话"], ["01-0302", "013912345678"], ["0001", "+8613912345678"]]
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        for delimiter in (",", ";", "\t"):
            text = "\r\n".join(delimiter.join(row) for row in table).encode(encoding)
            assert await sheets.read(text) == table


def archive(**parts: str | bytes) -> bytes:
    """A zip file of these parts, dots and slashes written as `__` and `_s_`."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in parts.items():
            zipped.writestr(name.replace("_s_", "/").replace("__", "."), data)
    return made.getvalue()


def workbook(sheet: str | bytes, strings: str = "") -> bytes:
    """An .xlsx of one sheet, as small as calamine takes it."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    book = f'<workbook xmlns="{main}" xmlns:r="{kinds}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    related = (
        f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{kinds}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{kinds}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("[Content_Types].xml", "<Types/>")
        zipped.writestr("xl/workbook.xml", book)
        zipped.writestr("xl/_rels/workbook.xml.rels", related)
        zipped.writestr("xl/sharedStrings.xml", strings or f'<sst xmlns="{main}"/>')
        zipped.writestr("xl/worksheets/sheet1.xml", sheet)
    return made.getvalue()


def cell_at(*places: str) -> str:
    rows = "".join(
        f'<row><c r="{place}" t="inlineStr"><is><t>x</t></is></c></row>' for place in places
    )
    return f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'


LAUGHS = (
    '<!DOCTYPE s [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><sst><si><t>&j;</t></si></sst>"
)


def bombs() -> dict[str, bytes]:
    """A dozen and more ways to hurt a reader of tables."""
    small = workbook(cell_at("A1"))
    return {
        "far corner": workbook(cell_at("A1", "XFD1048576")),
        "far row": workbook(cell_at("A1", "B1048576")),
        "far beyond": workbook(cell_at("A1", "ZZZZZZ99999999999")),
        "zeros": workbook(b"\x00" * 200_000_000),
        "spaces": workbook(cell_at("A1").encode() + b" " * 150_000_000),
        "laughs": workbook(cell_at("A1"), LAUGHS),
        "deep": workbook("<a>" * 300_000),
        "many parts": archive(**{f"p{n}": "x" for n in range(2_000)}),
        "cut": small[: len(small) // 2],
        "no parts": archive(),
        "lying sizes": small.replace(b"PK\x01\x02", b"PK\x01\x03"),
        "noise xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(1).randbytes(60_000),
        "wide": b"a," * 5_000,
        "long": b"a\n" * 20_000,
        "binary": b"\x00\x01\x02" * 4_000,
        "empty": b"",
        "blank": b" \n,,\n",
        "large": b"a" * 5_000_001,
    }  # fmt: skip


@pytest.mark.req("T18")
async def test_bombs_are_refused_politely_and_the_next_table_is_read() -> None:
    outcomes: dict[str, str] = {}
    for name, data in bombs().items():
        try:
            await sheets.read(data)
            outcomes[name] = "read"
        except Refused as refusal:
            outcomes[name] = next(iter(refusal.errors.values()))[0]
    polite = {*sheets.REASONS.values(), "This file is larger than 5 MB. Please split it."}
    assert {name: outcome for name, outcome in outcomes.items() if outcome not in polite} == {}
    assert await sheets.read("房号\n01-0302".encode()) == [["房号"], ["01-0302"]]
