"""Sheets: tables out as .xlsx and .csv where text stays text, uploaded tables in as plain text (T18, T19)."""

import asyncio
import csv
import io
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Literal
from unicodedata import east_asian_width

import msgspec
import structlog

from hushu.foundation.confined import Confined, Failed, Overrun
from hushu.foundation.files import CSV, XLSX
from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_

log = structlog.get_logger()
Cell = str | int | None
Format = Literal["xlsx", "csv"]
MEDIA: dict[str, str] = {"xlsx": XLSX, "csv": CSV}

# What a spreadsheet takes for the beginning of a formula, also in full width; and our own mark against it.
FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
MARK = "'"
LONGEST_CELL = 32_000
LARGEST_UPLOAD = 5_000_000
MEASURED = 200  # rows whose cells say how wide the columns are; the rest go by one after another
READ_SECONDS, READ_MEMORY = 20.0, 768

_reader = Confined("hushu.foundation.sheets_child", seconds=READ_SECONDS, memory=READ_MEMORY)
REASONS = {
    "empty": N_("This table is empty."),
    "large": N_("This table is too large: at most 10,000 rows and 60 columns. Please split it."),
    "unreadable": N_(
        "This file cannot be read as a table. Save it as .xlsx or .csv and try again."
    ),
}


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """A table to export: every row as long as the headings."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]


async def written(book: Book, form: Format) -> bytes:
    """The table's bytes, made beside the event loop."""
    return await asyncio.to_thread(xlsx if form == "xlsx" else delimited, book)


def xlsx(book: Book) -> bytes:
    """As .xlsx: text is text whatever it begins with, the heading stays in sight, columns as wide as their words."""
    import xlsxwriter  # not in every web worker's memory

    coming = iter(book.rows)
    first = list(islice(coming, MEASURED))
    made = io.BytesIO()
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(made, options) as workbook:
        sheet = workbook.add_worksheet(_sheet_name(book.title))
        text = workbook.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        head = workbook.add_format(
            {"bold": True, "bg_color": "#E8F0EF", "bottom": 1, "num_format": "@"}
        )
        for column, width in enumerate(_widths(book.headings, first)):
            sheet.set_column(column, column, width, text)
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(book.headings):
            sheet.write_string(0, column, heading, head)
        for number, row in enumerate(chain(first, coming), 1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell[:LONGEST_CELL], text)
                elif cell is not None:
                    sheet.write_number(number, column, cell)
    return made.getvalue()


def delimited(book: Book) -> bytes:
    """As .csv for a spreadsheet that opens it by itself: UTF-8 with its mark, every cell quoted, no cell a formula."""
    made = io.StringIO()
    writer = csv.writer(made, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([harmless(heading) for heading in book.headings])
    writer.writerows(
        [harmless("" if cell is None else str(cell)) for cell in row] for row in book.rows
    )
    return made.getvalue().encode("utf-8-sig", "replace")


def harmless(cell: str) -> str:
    """A leading apostrophe before what would begin a formula; `as_typed` takes it away again."""
    return MARK + cell if cell[:1] in FORMULA or cell[:1] == MARK else cell


def as_typed(cell: str) -> str:
    """The cell without our mark: `as_typed(harmless(cell)) == cell` for every cell."""
    return cell[1:] if cell[:1] == MARK and (cell[1:2] in FORMULA or cell[1:2] == MARK) else cell


async def read(data: bytes, *, field: str = "file") -> list[list[str]]:
    """An uploaded .xlsx, .xls or .csv as rows of text, the first table that holds anything. Raises Refused."""
    if len(data) > LARGEST_UPLOAD:
        raise Refused(field, N_("This file is larger than 5 MB. Please split it."))
    try:
        answer = await _reader.ask(data)
    except Overrun as fault:
        log.warning("sheet_overrun", size=len(data))
        raise Refused(field, REASONS["unreadable"]) from fault
    except Failed as fault:
        raise Refused(field, REASONS.get(str(fault), REASONS["unreadable"])) from fault
    return msgspec.msgpack.decode(answer, type=list[list[str]])


def _sheet_name(title: str) -> str:
    return "".join(sign for sign in title if sign not in "[]:*?/\\'")[:31] or "1"


def _widths(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Columns as wide as the longest of these cells, between 8 and 48 signs; Chinese counts twice."""
    wide = [_width(heading) + 2 for heading in headings]
    for row in rows:
        for column, cell in enumerate(row):
            wide[column] = max(wide[column], _width(str(cell or "")) + 2)
    return [min(max(width, 8), 48) for width in wide]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text.split("\n", 1)[0][:60])
