"""Papers of rosters as tests ask for them: asked on a page, made by the worker, opened by who asked."""

import io
import re
from typing import Any

import pikepdf
from python_calamine import CalamineWorkbook

from world import Browser, House, text


async def made(house: House, browser: Browser, path: str, **form: str) -> bytes:
    """The finished paper's bytes."""
    asked = await browser.post(path, form)
    assert asked.status_code == 303, text(asked)[:800]
    place = asked.headers["location"]
    await house.work()
    answer = await browser.get(f"{place}/file?download=1")
    assert answer.status_code == 200, text(await browser.get(place))
    return bytes(answer.content)


def sheets(pdf: bytes) -> list[tuple[int, int]]:
    """The pages' sizes in millimetres."""
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        assert not paper.check_pdf_syntax()
        assert re.search(rb"pdfaid:part>2<", bytes(paper.Root.Metadata.read_bytes()))
        return [
            (round(float(box[2]) / 72 * 25.4), round(float(box[3]) / 72 * 25.4))
            for box in (page.mediabox for page in paper.pages)
        ]


def table(xlsx: bytes) -> list[list[Any]]:
    """The first sheet's rows."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx))
    return book.get_sheet_by_index(0).to_python()
