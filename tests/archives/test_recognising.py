"""What a paper's own words say of it."""

from datetime import date

import pytest

from hushu.archives.rules.recognising import recognise
from hushu.archives.rules.words import ORDINARY, SECRET

MARKS = {"security_fire": ["消防", "灭火"], "contracts": ["合同", "甲方"], "duty_records": ["值班"]}
NOTICE = """海湾区消防救援大队文件
海消〔2026〕15号
关于做好冬季
防火工作的通知
各物业服务企业：
请于2026年12月5日前完成消防设施自查。
海湾区消防救援大队
2026年11月20日"""


@pytest.mark.req("ARCH-6")
def test_a_notice_is_read_as_its_head_and_its_end_say() -> None:
    found = recognise(NOTICE, "扫描件0012.pdf", 2, MARKS)
    assert (found.doc_no, found.dated, found.class_key) == (
        "海消〔2026〕15号",
        date(2026, 11, 20),
        "security_fire",
    )
    assert found.title == "关于做好冬季防火工作的通知"
    assert found.author == "海湾区消防救援大队"
    assert (found.secrecy, found.pages, found.made_title) == (ORDINARY, 2, False)


@pytest.mark.req("ARCH-6")
def test_a_date_written_in_characters_and_a_mark_of_secrecy_are_known() -> None:
    found = recognise(
        "秘密★一年\n保洁服务合同\n甲方：某某\n二〇二六年十一月二十一日", "a.docx", 1, MARKS
    )
    assert (found.dated, found.secrecy, found.class_key) == (
        date(2026, 11, 21),
        SECRET,
        "contracts",
    )


@pytest.mark.req("ARCH-6")
def test_a_photo_without_writing_takes_its_name_and_says_the_title_is_ours() -> None:
    found = recognise("", "地下车库水管 2026-03-08.jpg", 1, MARKS)
    assert (found.title, found.made_title, found.dated) == (
        "地下车库水管 2026-03-08",
        True,
        date(2026, 3, 8),
    )


@pytest.mark.req("ARCH-6")
def test_a_day_that_does_not_exist_is_none() -> None:
    assert recognise("值班记录\n2026年2月30日", "b.txt", 1, MARKS).dated is None
