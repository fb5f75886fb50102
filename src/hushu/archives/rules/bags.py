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
    """An item; `files` in their order; `filer`: the account of who filed it."""

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
    filer: str = ""
    files: list[BagFile] = []


class BagPerson(msgspec.Struct, frozen=True):
    """Somebody who did something: a name for people, the account by which another property of the house knows them."""

    name: str
    account: str = ""


class BagHold(msgspec.Struct, frozen=True, tag="hold"):
    """A hold of an item or, else, of a whole volume of that number; `seen_by` as the roles that may know of it."""

    number: str
    of_item: bool
    kind: str
    reason: str
    seen_by: list[str]
    placed_on: date
    placed_at: datetime
    placed_by: BagPerson
    lifted_on: date | None
    lifted_at: datetime | None
    lifted_by: BagPerson | None
    lift_reason: str


class BagLoanItem(msgspec.Struct, frozen=True):
    """A paper of a loan, as it was counted out and back."""

    number: str
    out_at: datetime | None
    out_by: BagPerson | None
    out_to: BagPerson | None
    out_state: str
    out_words: str
    back_at: datetime | None
    back_by: BagPerson | None
    back_from: BagPerson | None
    back_state: str
    back_words: str
    lost: bool


class BagLoan(msgspec.Struct, frozen=True, tag="loan"):
    """A loan; letters of introduction and numbers of identity papers stay where they were shown."""

    number: str
    volume: str
    kind: str
    way: str
    borrower: BagPerson
    purpose: str
    due_on: date
    visitor: str
    organisation: str
    letter_no: str
    state: str
    asked_at: datetime
    asked_by: BagPerson
    decided_at: datetime | None
    ended_at: datetime | None
    said: str
    items: list[BagLoanItem]

    @property
    def people(self) -> list[BagPerson]:
        """Everybody without whom it cannot be told."""
        counted = [
            who
            for one in self.items
            for who in (one.out_by, one.out_to, one.back_by, one.back_from)
        ]
        return [self.borrower, self.asked_by, *(who for who in counted if who)]

    @property
    def runs(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.ended_at is None


Line = BagTerm | BagClass | BagVolume | BagItem | BagHold | BagLoan
