"""What a paper's own words say of it: title, number, date, who wrote it, how secret, and to which class it belongs (ARCH-6).

A proposal only: the clerk looks and confirms. Every guess names the line it was read from, so that a look is enough.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePath

import msgspec

from hushu.archives.rules.words import CONFIDENTIAL, ORDINARY, SECRET

DIGITS = str.maketrans("〇零一二三四五六七八九０１２３４５６７８９", "00123456789" + "0123456789")
DOC_NO = re.compile(
    r"[\u4e00-\u9fff]{1,14}[〔\[(（【]\s*(?:19|20)\d{2}\s*[〕\])）】]\s*(?:第\s*)?\d{1,5}\s*号"
)
DATE = re.compile(r"((?:19|20)\d{2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
WRITTEN_DATE = re.compile(
    r"([二〇零一三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
BODY = re.compile(
    r"[\u4e00-\u9fffA-Za-z（）()]{2,28}(?:公司|集团|委员会|管理处|管理局|支队|大队|派出所|街道办事处|居委会|服务中心|物业部|客服部|工程部|"
    r"保安部|财务部|人民政府|建设局|住建局|消防局|公安局|法院|银行|大学|学院|中心|协会)"
)
TITLE_ENDS = re.compile(
    r"(通知|通报|报告|请示|批复|函|纪要|决定|规定|办法|制度|方案|计划|总结|合同|协议|协议书|登记表|登记簿|记录|记录表|清单|清册|申请表|申请书|"
    r"通知单|联络单|交接单|验收单|报告书|说明|须知|公告|意见|台账|图纸|手册|细则|规程|承诺书|委托书|报价单|发票|收据|凭证)$"
)
SECRET_WORDS = (
    ("绝密", SECRET),
    ("机密", SECRET),
    ("秘密", SECRET),
    ("内部资料", CONFIDENTIAL),
    ("保密", CONFIDENTIAL),
)
HEAD_LINES, TAIL_LINES, LONGEST_TITLE = 18, 14, 60


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """What a file seems to be. class_key "" where no class fits better than the others."""

    title: str
    made_title: bool
    doc_no: str = ""
    author: str = ""
    dated: date | None = None
    secrecy: int = ORDINARY
    class_key: str = ""
    pages: int = 1


def recognise(text: str, name: str, pages: int, marks: Mapping[str, Sequence[str]]) -> Proposal:
    """The proposal for a file of that name and text. marks: words that speak for a class, by its key."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    head, tail = lines[:HEAD_LINES], lines[-TAIL_LINES:]
    title = title_in(head)
    return Proposal(
        title=(title or PurePath(name).stem)[:LONGEST_TITLE],
        made_title=not title,
        doc_no=_first(DOC_NO, head) or "",
        author=author_in(head, tail),
        dated=date_in(tail) or date_in(head) or date_in([name]),
        secrecy=secrecy_in(head),
        class_key=class_for(f"{title} {name}", text[:6000], marks),
        pages=max(1, pages),
    )  # fmt: skip


def _first(pattern: re.Pattern[str], lines: Sequence[str]) -> str | None:
    return next((found.group().strip() for line in lines if (found := pattern.search(line))), None)


def title_in(head: Sequence[str]) -> str:
    """The line of the head that ends as titles end; a title over two lines is put together."""
    for place, line in enumerate(head):
        squeezed = line.replace(" ", "").replace("　", "").removeprefix("Subject:").strip("《》")
        if DOC_NO.search(squeezed) or len(squeezed) > LONGEST_TITLE:
            continue
        if TITLE_ENDS.search(squeezed) and len(squeezed) > 3:
            before = head[place - 1].replace(" ", "") if place else ""
            goes_on = (
                before.startswith("关于") and not TITLE_ENDS.search(before) and len(before) < 40
            )
            return f"{before}{squeezed}" if goes_on else squeezed
    return next(
        (line.removeprefix("Subject:").strip() for line in head if line.startswith("Subject:")), ""
    )


def author_in(head: Sequence[str], tail: Sequence[str]) -> str:
    """The body that signs at the end, else the one that heads the paper."""
    for line in (*reversed(tail), *head):
        squeezed = line.replace(" ", "")
        found = BODY.fullmatch(
            squeezed.removesuffix("文件").removesuffix("（盖章）").removesuffix("(盖章)")
        )
        if found:
            return found.group()
    return ""


def date_in(lines: Sequence[str]) -> date | None:
    """The last day named; a wrong one is none."""
    for line in reversed(lines):
        for pattern in (DATE, WRITTEN_DATE):
            for found in reversed(list(pattern.finditer(line))):
                day = _day(*found.groups())
                if day is not None:
                    return day
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year.translate(DIGITS)), number(month), number(day))
    except ValueError:
        return None


def number(written: str) -> int:
    """`11` or `十一`. Raises ValueError."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.partition("十")
    if not ten:
        return int(written.translate(DIGITS))
    return (int(tens.translate(DIGITS)) if tens else 1) * 10 + (
        int(ones.translate(DIGITS)) if ones else 0
    )


def secrecy_in(head: Sequence[str]) -> int:
    """What a short line of the head says: a mark of secrecy stands by itself."""
    for line in head:
        squeezed = line.replace(" ", "").replace("★", "")
        for word, level in SECRET_WORDS:
            if squeezed.startswith(word) and len(squeezed) <= len(word) + 6:
                return level
    return ORDINARY


def class_for(title: str, text: str, marks: Mapping[str, Sequence[str]]) -> str:
    """The class whose words are met most; a word of the title counts five times."""
    scores = {
        key: sum(5 * title.count(word) + min(3, text.count(word)) for word in words)
        for key, words in marks.items()
    }
    best = max(scores, key=lambda key: scores[key], default="")
    return best if best and scores[best] > 0 else ""
