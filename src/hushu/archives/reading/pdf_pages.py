"""PDF by PDFium: the text of each page, a drawing of those without, and the first page small."""

from typing import Any

import pypdfium2 as pdfium

from hushu.archives.reading import pictures
from hushu.archives.reading.messages import Found
from hushu.foundation.confined import Failed

MOST_PAGES = 300  # read for finding; the viewer opens every page
MOST_BLIND = 40
FEWEST_SIGNS = 12  # a page with fewer is a picture with a page number
MOST_SIGNS = 2_000_000
INCH = 72


def opened(data: bytes) -> Any:
    """The document. Raises Failed `locked` or `unreadable`."""
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as fault:
        raise Failed("locked" if "assword" in str(fault) else "unreadable") from fault


def read(data: bytes) -> Found:
    """The text of its pages, and a drawing of each page that has none."""
    document = opened(data)
    pages = len(document)
    if not pages:
        raise Failed("unreadable")
    said: list[str] = []
    blind: list[bytes] = []
    unread = max(0, pages - MOST_PAGES)
    for number in range(min(pages, MOST_PAGES)):
        text = _text(document[number])
        if len("".join(text.split())) >= FEWEST_SIGNS:
            said.append(text)
        elif len(blind) < MOST_BLIND:
            blind.append(pictures.jpeg(_drawn(document[number], pictures.SIGHT)))
        else:
            unread += 1
    thumb = pictures.jpeg(_drawn(document[0], pictures.THUMB), 70)
    return Found("\n".join(said)[:MOST_SIGNS], pages, thumb, tuple(blind), unread)


def _text(page: Any) -> str:
    found: str = page.get_textpage().get_text_bounded()
    return found.replace("\r\n", "\n").replace("\ufffe", "")


def _drawn(page: Any, longer: int) -> Any:
    width, height = page.get_size()
    scale = longer / max(width, height, INCH)
    return page.render(scale=scale, may_draw_forms=False).to_pil()


def draw(data: bytes, page: int, width: int) -> bytes:
    """One page for the viewer, as JPEG. Raises Failed `page` when there is no such page."""
    document = opened(data)
    if not 0 < page <= len(document):
        raise Failed("page")
    return pictures.jpeg(_drawn(document[page - 1], width))
