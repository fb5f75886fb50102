"""What comes from outside is known by its bytes, kept in the store, and never becomes a page of ours."""

import io
import time
from email.message import EmailMessage
from typing import Any

import docx
import pytest
import xlsxwriter

from foundation.hostile_files import bomb, corpus, long_list, picture, zipped
from hushu.foundation import files
from hushu.foundation.refusals import Refused
from hushu.foundation.settings import settings
from world import TOWER, House

ARCHIVE = files.KNOWN - {files.CSV}


def document() -> bytes:
    """A real Word document."""
    made = io.BytesIO()
    paper = docx.Document()
    paper.add_paragraph("会议纪要")
    paper.save(made)
    return made.getvalue()


def workbook() -> bytes:
    """A real Excel workbook."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        book.add_worksheet().write(0, 0, "房号")
    return made.getvalue()


def letter(*, hops: int = 0) -> bytes:
    """A real letter that went through so many hands."""
    made = EmailMessage()
    for hop in range(hops):
        made["Received"] = (
            f"from relay{hop}.example by relay{hop + 1}.example with ESMTPS; Mon, 23 Nov 2026 09:00:00 +0800"
        )
    made["From"], made["To"], made["Subject"] = "a@example.com", "b@example.com", "报修"
    made["Date"] = "Mon, 23 Nov 2026 09:00:00 +0800"
    made.set_content("水管漏水")
    return made.as_bytes()


REAL: list[tuple[str, Any]] = [
    (files.DOCX, document()),
    (files.XLSX, workbook()),
    (files.PPTX, zipped(("ppt/presentation.xml", b"<p/>"))),
    (files.OFD, zipped(("OFD.xml", b"<o/>"))),
    (files.ZIP, zipped(("a.txt", b"a"))),
    (files.EML, letter()),
    (files.EML, letter(hops=200)),
    (files.TEXT, "值班记录：一切正常\n".encode()),
    (files.TEXT, "值班记录".encode("gb18030")),
    (files.TEXT, b"\xff\xfe" + "值班".encode("utf-16-le")),
    (files.TIFF, picture("TIFF")),
    (files.WEBP, picture("WEBP")),
    (files.PNG, picture()),
    (files.JPEG, picture("JPEG")),
    (files.PDF, b"%PDF-1.7\n"),
    (files.DOC, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")),
]  # fmt: skip


@pytest.mark.req("T20")
@pytest.mark.parametrize(("kind", "data"), REAL, ids=[kind.rsplit(".", 1)[-1] for kind, _ in REAL])
def test_a_real_file_is_known_by_its_bytes(kind: str, data: bytes) -> None:
    assert files.sniffed(data, ARCHIVE) == kind
    with pytest.raises(Refused, match="cannot be taken here"):
        files.sniffed(data, files.KNOWN - {kind, files.CSV, files.TEXT})


@pytest.mark.req("T20")
def test_pages_programs_and_bombs_are_refused_and_quickly() -> None:
    taken = []
    began = time.process_time()
    hostile = corpus()
    making = time.process_time() - began
    for name, data in hostile:
        try:
            taken.append((name, files.sniffed(data, ARCHIVE)))
        except Refused:
            continue
    spent = time.process_time() - began - making
    assert len(hostile) >= 100
    kinds = {kind for name, kind in taken if name.startswith(("../../", "noise"))}
    assert kinds == set(), taken
    for data in (bomb(), long_list(), b"PK\x03\x04cut"):
        with pytest.raises(Refused):
            files.sniffed(data, files.KNOWN)
    assert spent < 2, f"looking at {len(hostile)} files took {spent:.1f} s"


def outside() -> set[Any]:
    """Every file of the data folder that is not in the property's store."""
    return {
        path
        for path in settings().data.rglob("*")
        if path.is_file() and not {"postgres", "valkey", "metrics"} & set(path.parts)
    }


@pytest.mark.req("T20")
async def test_of_a_hundred_hostile_files_none_is_a_page_and_none_lies_outside_the_store(
    house: House,
) -> None:
    before = outside()
    store = (settings().data / "files" / str(house.properties[TOWER])).resolve()
    hostile = corpus()
    async with house.at(TOWER):
        for number, (name, data) in enumerate(hostile):
            claimed = [*sorted(files.KNOWN - {files.PDF, files.PNG, files.JPEG}), "text/html"]
            kept = await files.keep(name, data, claimed[number % len(claimed)], sealed=number % 2 == 0)  # fmt: skip
            for inline in (False, True):
                answer = await files.serve(kept, inline=inline)
                shown = answer.headers["Content-Disposition"]
                assert shown.startswith("attachment; filename*=UTF-8''")
                assert answer.media_type in {*files.KNOWN, files.OTHER}
                assert not set("/\\\r\n\x00\u202e") & set(shown.split("''", 1)[1])
    grown = outside() - before
    assert len(grown) > 50 and all(path.resolve().is_relative_to(store) for path in grown)


@pytest.mark.req("T20")
async def test_only_a_pdf_or_picture_by_its_own_bytes_is_shown_and_only_in_a_sandbox(
    house: House,
) -> None:
    shown = []
    async with house.at(TOWER):
        for name, data in corpus():
            for claimed in (files.PDF, files.PNG, files.JPEG):
                kept = await files.keep(name, data, claimed)
                answer = await files.serve(kept, inline=True)
                if answer.headers["Content-Disposition"].startswith("inline"):
                    shown.append(claimed)
                    assert "sandbox" in answer.headers["Content-Security-Policy"].split(";")[0]
                    assert "allow-" not in answer.headers["Content-Security-Policy"]
                    assert data.startswith((b"%PDF-", b"\x89PNG\r\n", b"\xff\xd8\xff"))
        plain = await files.serve(await files.keep("a.pdf", b"%PDF-1.7\n", files.PDF))
    assert set(shown) == {files.PDF, files.PNG, files.JPEG}
    assert plain.headers["Content-Disposition"].startswith("attachment")
