"""HTML to PDF inside the confined child: reads nothing but what came with the job and our own print files (T16)."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from hushu.foundation.confined import Failed
from hushu.foundation.confined_child import serve
from hushu.foundation.places import STATIC

HOME = "https://house.invalid/"  # what relative addresses are completed to; nothing is ever asked of it
OURS = {"css/print": "text/css", "img": "image/svg+xml"}
MARK = re.compile(
    r"^/static/([0-9a-f]{10,16}/)?"
)  # the address with or without its mark of the content
LARGEST_DATA = 12_000_000
MOST_PAGES = 500


class Job(msgspec.Struct):
    """A page to print, and what metadata it carries."""

    html: str
    identifier: str = ""
    pdf_variant: str = ""


class OwnFilesOnly(URLFetcher):  # type: ignore[misc] # weasyprint carries no types
    """Gives `data:` and our own static print files by name; everything else does not exist."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """The resource. Raises ValueError for whatever is not ours, which WeasyPrint takes as missing."""
        if url[:5].lower() == "data:" and len(url) <= LARGEST_DATA:
            return super().fetch(url, headers)
        if not url.startswith(f"{HOME}static/"):
            raise ValueError("not one of our own files")
        file = (STATIC / MARK.sub("", urlsplit(url).path, count=1)).resolve()
        kind = _kind(file)
        if kind is None or not file.is_file():
            raise ValueError("not one of our own files")
        return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})


def _kind(file: Path) -> str | None:
    """The media type when the file lies in one of the folders that papers may use."""
    if not file.is_relative_to(STATIC):
        return None
    return OURS.get(str(file.parent.relative_to(STATIC)))


_fetcher = OwnFilesOnly(allowed_protocols=("data",), allow_redirects=False)
_fonts = FontConfiguration()


def work(job: bytes) -> bytes:
    """The PDF. Raises Failed with `pages` when it would be longer than any paper of ours."""
    wanted = msgspec.msgpack.decode(job, type=Job)
    options: dict[str, Any] = {"pdf_variant": wanted.pdf_variant} if wanted.pdf_variant else {}
    document = weasyprint.HTML(string=wanted.html, base_url=HOME, url_fetcher=_fetcher).render(
        font_config=_fonts, **options
    )
    if len(document.pages) > MOST_PAGES:
        raise Failed("pages")
    made: bytes | None = document.write_pdf(
        pdf_identifier=wanted.identifier.encode() or None, **options
    )
    return made or b""


if __name__ == "__main__":
    serve(work)
