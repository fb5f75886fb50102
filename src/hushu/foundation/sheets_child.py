"""Uploaded tables become rows of text inside the confined child, which may die of them (T18)."""

import csv
import io
import unicodedata
import zipfile
from datetime import datetime, time
from typing import Any

import msgspec
from python_calamine import CalamineWorkbook

from hushu.foundation.confined import Failed
from hushu.foundation.confined_child import serve
from hushu.foundation.received import UNSEEN
from hushu.foundation.sheets import as_typed

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 10_001, 60, 4_000
LARGEST_UNPACKED, MOST_PARTS = 80_000_000, 400
LARGEST_WHOLE = 1e15
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def work(data: bytes) -> bytes:
    """The rows, as msgpack. Raises Failed: `empty`, `large` or `unreadable`."""
    rows = _from_book(data) if data.startswith((ZIP, OLE)) else _from_text(data)
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise Failed("empty")
    return msgspec.msgpack.encode(rows)


def _from_book(data: bytes) -> list[list[str]]:
    """The first sheet that holds anything."""
    if data.startswith(ZIP):
        _look_before_unpacking(data)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
            raise Failed("large")
        rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        if any(any(row) for row in rows):
            return rows
    return []


def _look_before_unpacking(data: bytes) -> None:
    """What the archive says it unpacks to; one that lies meets the memory limit instead."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise Failed("large")


def _from_text(data: bytes) -> list[list[str]]:
    text = _decoded(data)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(LONGEST_CELL * 4)
    rows: list[list[str]] = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False):
        if len(rows) >= MOST_ROWS or len(row) > MOST_COLUMNS:
            raise Failed("large")
        rows.append([as_typed(_clean(cell)) for cell in row])
    return rows


def _decoded(data: bytes) -> str:
    """UTF-8 or UTF-16 by its mark, else UTF-8 where it is valid, else what Chinese Windows writes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Failed("unreadable")


def _text(cell: Any) -> str:
    """A cell as a person reads it: whole numbers without a point, days as 2026-11-22."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < LARGEST_WHOLE:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes") if cell.time() != time() else cell.date().isoformat()
    return "" if cell is None else _clean(str(cell))


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFC", UNSEEN.sub("", cell)).replace("\r\n", "\n")[:LONGEST_CELL]


if __name__ == "__main__":
    serve(work)
