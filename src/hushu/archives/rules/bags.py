"""What an exported package says of archives: everything the catalog knows, by numbers and keys that hold elsewhere (ARCH-50)."""

from datetime import date, datetime

import msgspec

FOLDERS = {"files": "files", "catalogs": "catalogs", "metadata": "metadata"}
RECORD = "metadata/archives.jsonl"


class BagTerm(msgspec.Struct, frozen=True, tag="term"):
    """A term of retention."""

    key: str
    code: str
    name: str
    place: int
    years: int | None
    ours: bool


class BagClass(msgspec.Struct, frozen=True, tag="class"):
    """A class; `parent` is the key of the one above it."""

    key: str
    parent: str
    code: str
    name: str
    place: int
    keeper: str
    medium: str
    term: str
    trigger: str
    secrecy: int
    lending: str
    loan_chain: str
    readers: list[str]
    originals_only: bool
    inks: list[str]
    ours: bool
    note: str


class BagVolume(msgspec.Struct, frozen=True, tag="volume"):
    """A volume; `follows` and `replaces` are numbers of others, empty where those are not known here."""

    number: str
    class_key: str
    year: int
    no: int
    title: str
    term: str
    trigger: str
    secrecy: int
    organisation: str
    department: str
    unit: str
    state: str
    opened_on: date
    closed_on: date | None
    note: str
    follows: str
    replaces: str
    began_on: date | None


class BagFile(msgspec.Struct, frozen=True):
    """A file of an item; `path` in the package, empty where its bytes are not in it."""

    place: int
    name: str
    media_type: str
    size: int
    sha256: str
    path: str


class BagItem(msgspec.Struct, frozen=True, tag="item"):
    """An item; `files` in their order."""

    number: str
    volume: str
    class_key: str
    no: int
    title: str
    made_title: bool
    doc_no: str
    author: str
    dated: date
    pages: int
    secrecy: int
    original: bool
    medium: str
    ink: str
    remark: str
    organisation: str
    unit: str
    source: str
    term: str
    trigger: str
    began_on: date | None
    due_on: date | None
    sha256: str
    state: str
    filed_at: datetime
    filed_by: str
    destroyed_at: datetime | None
    files: list[BagFile] = []


Line = BagTerm | BagClass | BagVolume | BagItem
