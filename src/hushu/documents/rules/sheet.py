"""A document as it stands on paper: what is frozen at issue, and how the layout of official papers sets it (GB/T 9704)."""

from datetime import date

import msgspec

from hushu.documents.rules.kinds import Layout
from hushu.documents.rules.text import Part, parts

MARKS = {"paper": "文件", "letter": "", "order": "命令", "minutes": "会议纪要"}
# Signs of the red head that still stand in one line of 156 mm, and the class that sets their size.
SIZES = ((9, "mark-1"), (11, "mark-2"), (14, "mark-3"), (16, "mark-4"), (20, "mark-5"))
TITLE_LINE = 19  # signs of 22 pt in a line of 156 mm
BEFORE, AFTER = frozenset("和与及暨并"), frozenset("的、，：》")
NEAR = 4
COLON = "："


class Frozen(msgspec.Struct, frozen=True, kw_only=True):
    """What was issued, whole: page, PDF and public check show this and nothing else. earlier: what it replaces or corrects."""

    form: Layout
    kind: str
    office: str
    doc_no: str
    title: str
    body: str
    addressee: str = ""
    copies: str = ""
    urgency: str = "plain"
    secrecy: int = 0
    issued_on: date | None = None
    signer: str = ""
    signer_post: str = ""
    drafter: str = ""
    handler: str = ""
    edition: str = ""
    change_note: str = ""
    earlier: str = ""
    files: tuple[tuple[str, str], ...] = ()

    @property
    def parts(self) -> list[Part]:
        """The body's paragraphs as they are set, without who was present."""
        return [part for part in parts(self.body) if part.level != "present"]

    @property
    def present(self) -> list[Part]:
        """Who was at a meeting, who was excused, who listened."""
        return [part for part in parts(self.body) if part.level == "present"]

    @property
    def mark(self) -> str:
        """The red head."""
        return self.office + MARKS.get(self.form, "")

    @property
    def mark_size(self) -> str:
        """The class that lets the head stand in one line."""
        return next((name for most, name in SIZES if len(self.mark) <= most), "mark-6")

    @property
    def title_lines(self) -> list[str]:
        """The title in lines of nearly the same length, broken where the sense allows it."""
        return balanced(self.title)

    @property
    def day(self) -> str:
        """The day as official papers write it, whoever reads; blank on a draft."""
        on = self.issued_on
        return f"{on.year}年{on.month}月{on.day}日" if on else "　　年　月　日"

    @property
    def to(self) -> str:
        """The addressee with its colon."""
        said = self.addressee.rstrip(":：")
        return said + COLON if said else ""

    @property
    def file_names(self) -> list[str]:
        """Attachments by their names, without the ending."""
        return [name.rsplit(".", 1)[0] for name, _ in self.files]


def balanced(title: str) -> list[str]:
    """A long title in as few lines as hold it, each about as long, rather before 和 or after 的 than within a word."""
    lines: list[str] = []
    left = -(-len(title) // TITLE_LINE)
    rest = title
    while left > 1:
        cut = _cut(rest, len(rest) // left)
        lines.append(rest[:cut])
        rest, left = rest[cut:], left - 1
    return [*lines, rest] if rest else lines


def _cut(text: str, middle: int) -> int:
    """Where to break near the middle."""
    near = sorted(range(max(1, middle - NEAR), min(len(text), middle + NEAR + 1)), key=lambda i: abs(i - middle))  # fmt: skip
    good = (i for i in near if (text[i] in BEFORE or text[i - 1] in AFTER) and i <= TITLE_LINE)
    return next(good, middle)
