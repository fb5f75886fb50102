"""Long registers drawn page by page: nothing is lost, every page bears its heading, and it is fast and small."""

import io
from datetime import UTC, datetime
from typing import Any

import msgspec
import pikepdf
import pytest

from bench import papers
from hushu.foundation.registers import Column, Job, Register, _code
from hushu.foundation.registers.child import work
from hushu.foundation.registers.faces import Face
from hushu.foundation.registers.wrapping import wrapped
from pdfs import signs

RARE = "㛃䶮𬱖昇堃喆犇垚彧"


def printed(rows: list[list[str]], *, landscape: bool = True) -> bytes:
    """The rows under two headings."""
    register = Register(
        title="测试登记簿", columns=[Column("序号", 1, "mid"), Column("内容", 5)], meta=["2026 年度"], landscape=landscape
    )  # fmt: skip
    job = Job(
        register=register, property_name="澄港国际中心", printed="打印于 2026年11月25日", page_of="第 {n} 页 共 {all} 页",
        code=_code("http://127.0.0.1:8000/p/harbour"), code_words="扫码查看", made_at=datetime(2026, 11, 25, tzinfo=UTC),
        pieces=[msgspec.msgpack.encode(rows)],
    )  # fmt: skip
    return work(msgspec.msgpack.encode(job))


def month(people: int, **more: Any) -> bytes:
    """So many people and thirty-one days, on one sheet where that can be read."""
    days = [
        Column(f"{n}\n日", 6, "mid", tight=True, shade=0.9 if n % 7 > 4 else 1)
        for n in range(1, 32)
    ]
    register = Register(title="排班", columns=[Column("姓名", 24), *days], fitted=True, **more)
    rows = [
        [f"第{n}位", *("夜" if (n + day) % 3 else "早" for day in range(31))] for n in range(people)
    ]
    job = Job(
        register=register, property_name="澄港国际中心", printed="", page_of="第 {n} 页 共 {all} 页", code=[], code_words="",
        made_at=datetime(2026, 11, 25, tzinfo=UTC), pieces=[msgspec.msgpack.encode(rows)],
    )  # fmt: skip
    return work(msgspec.msgpack.encode(job))


def sizes(pdf: bytes) -> list[float]:
    """The sizes of type that stand on the pages."""
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        return sorted(
            float(order.operands[1])
            for page in paper.pages
            for order in pikepdf.parse_content_stream(page, "Tf")
            if str(order.operator) == "Tf"
        )


@pytest.mark.req("ARCH-4")
def test_each_page_bears_heading_title_and_its_number_of_all() -> None:
    pdf = printed([[str(n), f"第{n}条内容"] for n in range(1, 101)])
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        count = len(paper.pages)
        assert not paper.check_pdf_syntax()
    found = signs(pdf)
    assert count > 3
    assert found.count("序号") == count
    assert found.count("测试登记簿") == count
    for n in (1, count):
        assert f"第{n}页共{count}页" in found
    assert all(f"第{n}条内容" in found for n in range(1, 101))


@pytest.mark.req("ARCH-4")
def test_rare_names_print_and_what_no_face_has_is_seen_to_be_missing() -> None:
    found = signs(printed([["1", RARE], ["2", "甲\U0001f600乙\x07丙"]], landscape=False))
    assert RARE in found
    assert "甲〓乙丙" in found


@pytest.mark.req("ARCH-4")
def test_a_cell_longer_than_a_page_goes_on_with_every_sign() -> None:
    words = "".join(chr(0x4E00 + n) for n in range(2600))
    found = signs(printed([["1", words], ["2", "之后"]]))
    kept = "".join(sign for sign in found if sign in set(words))
    assert all(sign in kept for sign in words)
    assert "之后" in found


@pytest.mark.req("ARCH-4")
def test_a_word_or_number_is_not_torn_and_no_line_begins_with_a_closing_sign() -> None:
    face = Face("Regular")
    for words, most in (("报告见DW-WY06号，其余从略", 5000), ("编号2026附后", 4000)):
        lines = wrapped(face, words, most)
        signs = {code: sign for sign, (code, _) in face._known.items()}
        said = [
            "".join(signs[line[at : at + 4]] for at in range(0, len(line), 4)) for line, _ in lines
        ]
        assert "".join(said) == words
        assert len(said) > 1
        assert not any(line.startswith("，") for line in said)
        assert not any(
            "2026" in words and part in ("20", "202")
            for line in said
            for part in (line[-2:], line[-3:])
        )


@pytest.mark.req("ROST-8")
@pytest.mark.parametrize(
    ("paper", "people", "pages"), [("A4", 30, 1), ("A3", 50, 1), ("A4", 80, 3)]
)
def test_a_month_of_people_stands_on_one_sheet_as_long_as_it_can_be_signs(
    paper: Any, people: int, pages: int
) -> None:
    pdf = month(people, paper=paper, feet=[["夜班", *["9"] * 31]], notes=["审批：沈若瑜"])
    with pikepdf.open(io.BytesIO(pdf)) as made:
        assert not made.check_pdf_syntax()
        assert len(made.pages) == pages
        assert max(map(float, made.pages[0].mediabox)) == pytest.approx({"A3": 1190.55, "A4": 841.89}[paper], abs=0.1)  # fmt: skip
    assert sizes(pdf)[0] >= 7
    found = signs(pdf)
    assert all(f"第{n}位" in found for n in range(people))
    assert found.count("审批：沈若瑜") == 1


@pytest.mark.req("ROST-8")
def test_night_shifts_are_told_without_colour_and_a_word_lies_across_every_page() -> None:
    def drawn(pdf: bytes, order: str) -> int:
        with pikepdf.open(io.BytesIO(pdf)) as paper:
            return sum(page.Contents[0].read_bytes().decode().count(order) for page in paper.pages)

    plain, dark = month(9), month(9, dark=["夜"], across="已收回")
    assert drawn(plain, "0.15 g") == 0
    assert drawn(dark, "0.15 g") == signs(dark).count("夜") == 9 * 31 - signs(dark).count("早")
    assert "已收回" in signs(dark)
    assert drawn(dark, "1 Tr") == 1


@pytest.mark.req("ARCH-4")
def test_a_register_is_ten_times_faster_than_a_plain_table_and_needs_little_memory() -> None:
    found = papers.compared(300)
    assert found["times faster"] >= 10, found
    assert papers.measured("drawn", 2000)["mib"] < 100
