"""What may be typed about archives."""

from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from litestar.datastructures import UploadFile
from msgspec import Meta

from hushu.foundation.forms import Column, Filled, Line, Words

Year = Annotated[int, Meta(ge=1900, le=2200)]
Secrecy = Annotated[int, Meta(ge=0, le=2)]
Trigger = Literal[
    "filing", "volume_closed", "accounting_year", "contract_end", "permit_done", "case_closed", "moved_out", "person_left",
    "superseded",
]  # fmt: skip


class Linked(msgspec.Struct):
    """Filters that can be said as a URL again."""

    def link(self, **changed: str) -> str:
        """The filters as a query beginning with `?`, with these changed; a place to go on from only when asked for."""
        said = {
            k: v
            for k, v in msgspec.to_builtins(self).items()
            if v not in (None, "") and k != "after"
        }
        return "?" + urlencode({k: v for k, v in (said | changed).items() if v != ""})


class FindFilters(Linked):
    """What the archive browser looks for."""

    q: Line = ""
    class_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    state: Literal["", "kept", "destroyed"] = ""
    organisation: Line = ""
    unit: UUID | None = None
    after: UUID | None = None


class VolumeFilters(Linked):
    """What the list of volumes is narrowed to."""

    class_id: UUID | None = None
    year: Year | None = None
    state: Literal["", "open", "closed", "destroyed"] = ""
    q: Line = ""
    after: UUID | None = None


class VolumeForm(msgspec.Struct):
    """A new volume; an empty term, trigger or secrecy follows the class."""

    class_id: UUID
    year: Year
    title: Filled
    term: Line = ""
    trigger: Trigger | Literal[""] = ""
    secrecy: Secrecy | None = None
    organisation: Line = ""
    department: Line = ""
    follows: UUID | None = None
    replaces: UUID | None = None


class ClosingForm(msgspec.Struct):
    """The note with which a volume is closed."""

    edition: int
    note: Words = ""
    checked_by: UUID | None = None


class BeginningForm(msgspec.Struct):
    """The day on which what starts the terms happened."""

    on: date


class PageQuery(msgspec.Struct):
    """Where a volume's list goes on."""

    after: int = 0


class DropForm(msgspec.Struct):
    """Files dropped or photographed, many at once."""

    files: list[UploadFile]


class FilingForm(msgspec.Struct):
    """How a paper that came in is filed; without a volume it goes into the class's open one of that year."""

    title: Filled
    dated: date
    class_id: UUID | None = None
    volume: UUID | None = None
    made_title: bool = False
    doc_no: Line = ""
    author: Line = ""
    pages: Annotated[int, Meta(ge=1, le=9999)] = 1
    secrecy: Secrecy = 0
    original: bool = False
    medium: Literal["paper", "electronic", "both"] = "both"
    ink: Literal["", "print", "black_ink", "blue_ink", "ballpoint", "pencil"] = ""
    organisation: Line = ""
    remark: Words = ""


class ManyForm(msgspec.Struct):
    """Several of a list, ticked."""

    ids: list[UUID]


class NothingForm(msgspec.Struct):
    """A button alone."""


class HandinForm(msgspec.Struct):
    """A list of papers to be handed in; the lists run in parallel, an empty title is a line left out."""

    kind: Literal["department", "meeting"]
    department: Line = ""
    meeting: Line = ""
    held_on: date | None = None
    note: Words = ""
    title: Column = msgspec.field(default_factory=list)
    pages: Column = msgspec.field(default_factory=list)


class LinesForm(msgspec.Struct):
    """More papers on one's own list; the two lists run in parallel."""

    title: Column
    pages: Column


class TakingForm(msgspec.Struct):
    """What the keeper found of a list: each line taken or missing."""

    line: Column
    verdict: Column
    said: Column


class CatalogQuery(Linked):
    """Which catalog is looked at, and which part of it."""

    kind: Literal["general", "volumes", "items", "inside"] = "general"
    class_id: UUID | None = None
    year: Year | None = None
    volume: UUID | None = None
    after: UUID | None = None
    place: int = 0


class CatalogForm(msgspec.Struct):
    """A catalog on paper or as a spreadsheet."""

    kind: Literal["general", "volumes", "items", "inside"]
    form: Literal["pdf", "xlsx"]
    class_id: UUID | None = None
    year: Year | None = None
    volume: UUID | None = None


class YearQuery(msgspec.Struct):
    """Whose figures are looked at."""

    year: Year | None = None


class YearForm(msgspec.Struct):
    """A year's report on paper or as a spreadsheet."""

    year: Year
    form: Literal["pdf", "xlsx"]


class ExportForm(msgspec.Struct):
    """What is exported: a volume, a class with what is below it, or everything."""

    class_id: UUID | None = None
    volume: UUID | None = None


class BagForm(msgspec.Struct):
    """An exported package to be brought in."""

    file: UploadFile
