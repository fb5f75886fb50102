"""The paper as printed: the grid of GB/T 9704 to the point, every form, rare characters, frozen and checked (DOC-5, SIGN-9)."""

import hashlib
import re
import subprocess
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from documents.papers import issued, row, written
from hushu.documents.rules import words
from hushu.documents.rules.sheet import Frozen
from hushu.foundation import files
from hushu.foundation.printing import html_to_pdf
from hushu.foundation.templating import environment
from pdfs import signs
from world import TOWER, House, text

MM = 72 / 25.4
SIGN, LINE = 15.79, 28.99
RARE = "㛃䶮𬱖𠮷昇堃喆犇垚彧"
WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
)


@dataclass(frozen=True)
class Box:
    """A run of signs on the page, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    words: str


def boxes(pdf: bytes, page: int = 1) -> list[Box]:
    """Every run of a page as poppler sees it."""
    command = ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), "-", "-"]
    said = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return [Box(*map(float, found[:4]), found[4]) for found in WORD.findall(said)]


async def printed(**more: Any) -> bytes:
    """A document from the press."""
    given = {
        "form": "paper", "kind": "通知", "office": "澄港国际中心", "doc_no": "澄物客〔2026〕15号", "title": "关于冬季防冻的通知",
        "body": "\n".join(["冻" * 56] * 30), "addressee": "各部门", "issued_on": date(2026, 11, 25), **more,
    }  # fmt: skip
    doc = Frozen(**given)
    html = (
        environment()
        .get_template("documents/print/official.html")
        .render(
            doc=doc,
            draft=more.get("doc_no") == "",
            qr_picture="",
            urgencies=words.URGENCIES,
            secrecies=words.SECRECIES,
        )
    )
    return await html_to_pdf(html)


@pytest.mark.req("DOC-5")
async def test_a_page_holds_twenty_two_lines_of_twenty_eight_signs_in_156_by_225_millimetres() -> (
    None
):
    pdf = await printed()
    page = [box for box in boxes(pdf, 2) if set(box.words) == {"冻"}]
    assert len(page) == 22
    full = [box for box in page if len(box.words) == 28]
    assert len(full) > 5
    for box in full:
        assert box.left == pytest.approx(28 * MM, abs=0.2)
        assert box.right == pytest.approx((28 + 156) * MM, abs=0.6)
        assert (box.right - box.left) / 28 == pytest.approx(SIGN, abs=0.02)
    for above, below in pairwise(page):
        assert below.top - above.top == pytest.approx(LINE, abs=0.02)
    first, last = page[0], page[-1]
    middle = (first.top + first.bottom) / 2
    assert middle == pytest.approx(37 * MM + LINE / 2, abs=1)
    assert (last.top + last.bottom) / 2 == pytest.approx((37 + 225) * MM - LINE / 2, abs=1)
    indented = [box for box in page if box.left > 30 * MM]
    assert all(box.left == pytest.approx(28 * MM + 2 * SIGN, abs=0.3) for box in indented)


@pytest.mark.req("DOC-5")
async def test_head_number_title_addressee_signature_and_page_numbers_stand_where_the_standard_says() -> (
    None
):
    pdf = await printed(body="请遵照执行。", copies="工程部，保安部")
    found = {box.words: box for box in boxes(pdf)}
    mark, number, title = (
        found["澄港国际中心文件"],
        found["澄物客〔2026〕15号"],
        found["关于冬季防冻的通知"],
    )
    centre = (28 + 78) * MM
    for box in (mark, number, title):
        assert (box.left + box.right) / 2 == pytest.approx(centre, abs=4)
    assert mark.top == pytest.approx((37 + 35) * MM, abs=12)
    assert number.top > mark.bottom + LINE
    assert title.bottom - title.top == pytest.approx(22 * 1.45, abs=3)
    assert found["各部门："].left == pytest.approx(28 * MM, abs=0.3)
    assert found["请遵照执行。"].left == pytest.approx(28 * MM + 2 * SIGN, abs=0.3)
    day = found["2026年11月25日"]
    assert day.right == pytest.approx((28 + 156) * MM - 4 * SIGN, abs=16)
    imprint = found["2026年11月25日印发"]
    assert imprint.bottom <= (37 + 225) * MM + 1
    assert imprint.bottom > (37 + 225 - 12) * MM
    assert "抄送：工程部，保安部。" in found
    dash = [box for box in boxes(pdf) if box.words == "—"]
    assert len(dash) == 2
    assert all(box.top > (37 + 225) * MM for box in dash)


@pytest.mark.req("DOC-5")
@pytest.mark.parametrize("form", ["letter", "order", "minutes"])
async def test_the_special_forms_have_their_own_heads(form: Any) -> None:
    pdf = await printed(
        form=form,
        body=f"一、事项\n{RARE}\n出席：沈若瑜　{RARE[:4]}",
        signer="陆文渊",
        signer_post="总经理",
    )
    said, found = signs(pdf), boxes(pdf)
    mark = next(box for box in found if box.words.startswith("澄港国际中心"))
    top = {"letter": 30, "order": 37 + 20, "minutes": 37 + 35}[form]
    assert mark.top == pytest.approx(top * MM, abs=12)
    number = next(box for box in found if box.words == "澄物客〔2026〕15号")
    if form == "letter":
        assert number.right == pytest.approx((28 + 156) * MM, abs=2)
        assert not [box for box in found if box.words == "—"]
    if form == "order":
        assert "总经理陆文渊" in said
        assert "关于冬季防冻的通知" not in said
    if form == "minutes":
        assert "会议纪要" in said
        assert "出席：沈若瑜" in said
    assert RARE in said


@pytest.mark.req("DOC-5")
async def test_no_rare_character_is_a_box() -> None:
    pdf = await printed(title=f"关于{RARE}的通知", body=RARE * 3)
    assert RARE * 3 in signs(pdf)
    assert b"/.notdef" not in pdf


@pytest.mark.req("DOC-5", "SIGN-9")
async def test_the_issued_paper_is_frozen_served_the_same_for_good_and_proven_in_public(
    house: House,
) -> None:
    document = await issued(
        house, kind="letter", title="关于疏导车辆的函", addressee="派出所", body="请予支持。"
    )
    await house.work()
    clerk = await house.sign_in("harbour.clerk")
    first = await clerk.get(f"/p/{TOWER}/documents/{document}/file")
    assert first.headers["content-type"] == "application/pdf"
    assert "请予支持。" in signs(first.content)
    found = await row(house, document)
    assert found["doc_no"] in signs(first.content)
    kept = await house.value(TOWER, "select sha256 from file where id = $1", found["file"])
    assert hashlib.sha256(first.content).hexdigest() == kept
    assert (await clerk.get(f"/p/{TOWER}/documents/{document}/file")).content == first.content
    visitor = await house.visitor()
    page = await visitor.get(f"/document-check/{found['code']}")
    for said in ("关于疏导车辆的函", found["doc_no"], "文件真实", found["content_hash"]):
        assert said in page.text
    for data, verdict in (
        (first.content, "逐字节一致"),
        (first.content + b" ", "不是签发的原文件"),
    ):
        answer = await visitor.post(
            f"/document-check/{found['code']}", files={"file": ("a.pdf", data, "application/pdf")}
        )
        assert verdict in text(answer)
    for unknown in ("harbour-" + "0" * 32, "nothing", "x" * 300):
        assert (await visitor.get(f"/document-check/{unknown}")).status_code == 404
    assert files.PDF == "application/pdf"


@pytest.mark.req("DOC-5")
async def test_a_draft_is_shown_while_it_is_typed_and_printed_with_its_watermark(
    house: House,
) -> None:
    clerk = await house.sign_in("harbour.clerk")
    typed = {
        "kind": "notice",
        "title": "关于<b>停水</b>的通知",
        "body": "一、时间\n今天<script>",
        "addressee": "各部门",
    }
    shown = await clerk.post(f"/p/{TOWER}/documents/preview", typed, htmx=True)
    assert shown.status_code == 200
    assert "off-one" in shown.text
    assert "&lt;script&gt;" in shown.text
    assert "<script>" not in shown.text
    document = await written(clerk)
    asked = await clerk.post(f"/p/{TOWER}/documents/{document}/print")
    await house.work()
    pdf = await clerk.get(asked.headers["location"] + "/file")
    assert pdf.status_code == 200
    assert {"草", "稿"} <= set(signs(pdf.content))
    assert re.search(r"〔20\d\d〕号", signs(pdf.content))
