"""The structure of a body, numbers and editions, titles in balanced lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hushu.documents.printing import HEADINGS, WIDTHS
from hushu.documents.queries.kinds import drafted
from hushu.documents.rules.kinds import Pack, default_org, next_edition, numbered, org_word
from hushu.documents.rules.sheet import TITLE_LINE, balanced
from hushu.documents.rules.text import parts
from hushu.foundation import packs
from hushu.foundation.refusals import Refused


@pytest.mark.req("DOC-5")
@pytest.mark.parametrize(
    ("line", "level", "lead", "rest"),
    [
        ("一、时间", "one", "一、时间", ""),
        ("十二、附则。本规定自印发之日起执行。", "one", "十二、附则。", "本规定自印发之日起执行。"),
        ("（一）总体要求。各部门要重视。", "two", "（一）总体要求。", "各部门要重视。"),
        ("(二)检查", "two", "（二）检查", ""),
        ("1.铺设地垫", "three", "1.", "铺设地垫"),
        ("（3）巡视", "four", "（3）", "巡视"),
        ("1.5米以内", "plain", "", "1.5米以内"),
        ("出席：甲　乙", "present", "出席：", "甲　乙"),
        ("一切正常", "plain", "", "一切正常"),
        ("　　现通知如下。", "plain", "", "现通知如下。"),
    ],
)
def test_headings_of_official_papers_are_recognised(line: str, level: str, lead: str, rest: str) -> None:  # fmt: skip
    (part,) = parts(line)
    assert (part.level, part.lead, part.rest) == (level, lead, rest)


@pytest.mark.req("DOC-5")
@given(st.text(max_size=300))
def test_no_word_of_a_body_is_lost_or_invented(body: str) -> None:
    def plain(text: str) -> str:
        return "".join(text.split()).translate(str.maketrans("()：．", "（）:."))

    kept = plain("".join(part.lead + part.rest for part in parts(body)))
    assert kept == plain(body.replace(" ", "").replace("\t", ""))


@pytest.mark.req("DOC-5")
@given(st.text(alphabet="关于做好冬季的和通知、检查", max_size=100))
def test_a_title_stands_in_few_lines_and_keeps_every_sign(title: str) -> None:
    lines = balanced(title)
    assert "".join(lines) == title
    assert len(lines) == -(-len(title) // TITLE_LINE)


@pytest.mark.req("DOC-5")
def test_a_long_title_breaks_where_the_sense_allows_it() -> None:
    assert balanced("关于做好冬季消防安全检查和设备设施防冻工作的通知") == [
        "关于做好冬季消防安全检查",
        "和设备设施防冻工作的通知",
    ]


@pytest.mark.req("DOC-4")
def test_numbers_take_the_form_that_chinese_offices_use() -> None:
    assert numbered("{org}客〔{year}〕{no}号", "东物", 2026, 15) == "东物客〔2026〕15号"
    assert default_org("澄港国际中心") == "澄物"
    assert default_org("T3 Tower") == "本物"
    for wrong in ("", "东物客服务中心部", "AB", "东 物"):
        with pytest.raises(Refused):
            org_word(wrong)


@pytest.mark.req("DOC-8")
def test_the_printed_register_fits_a_landscape_page() -> None:
    assert sum(WIDTHS) <= 178
    assert len(WIDTHS) == len(HEADINGS)


@pytest.mark.req("DOC-7")
def test_editions_go_on_by_change_and_by_issue() -> None:
    assert next_edition("A/0", whole=False) == "A/1"
    assert next_edition("A/9", whole=False) == "B/0"
    assert next_edition("A/3", whole=True) == "B/0"
    assert next_edition("", whole=False) == "A/0"


@pytest.mark.req("DOC-4", "DOC-5")
@pytest.mark.parametrize("kind", packs.KINDS)
def test_each_pack_has_every_kind_and_no_two_series_make_the_same_number(kind: str) -> None:
    found = packs.part(kind, "documents", Pack).kind
    wanted = {
        "notice",
        "rule",
        "order",
        "letter",
        "summary",
        "report",
        "circular",
        "minutes",
        "contact",
        "instruction",
        "incoming",
    }
    assert wanted <= {one.key for one in found}
    numbers = {one.series: numbered(one.number, "东物", 2026, 1) for one in found}
    assert len(set(numbers.values())) == len(numbers)
    assert callable(drafted)
