"""The pack's part on archives: terms, classes, and where what other modules make is filed (ARCH-1, ARCH-9)."""

import msgspec


class PackTerm(msgspec.Struct, frozen=True):
    """A term of retention."""

    key: str
    code: str
    name: str
    ours: bool
    years: int | None = None


class PackClass(msgspec.Struct, frozen=True, kw_only=True):
    """A class of the tree; `parent` is another class's key. words: what speaks for a paper being of this class."""

    key: str
    code: str
    name: str
    keeper: str
    medium: str
    term: str
    trigger: str
    lending: str
    readers: list[str]
    loan_chain: str = "archive_loan"
    parent: str = ""
    secrecy: int = 0
    originals_only: bool = True
    inks: list[str] = []
    ours: bool = True
    note: str = ""
    words: list[str] = []
    source: str = ""


class FilingRule(msgspec.Struct, frozen=True, rename={"class_key": "class"}):
    """Where a kind of produced paper goes, and the title of the volume that is opened for it each year."""

    key: str
    class_key: str
    title: str


class Pack(msgspec.Struct, frozen=True, rename={"archive_class": "class"}):
    """The whole part."""

    term: list[PackTerm] = []
    archive_class: list[PackClass] = []
    rule: list[FilingRule] = []
