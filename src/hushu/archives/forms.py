"""What may be typed about archives."""

from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from msgspec import Meta

from hushu.foundation.forms import Filled, FilledWords, Line, Name, Words

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
    person: UUID | None = None
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


class HoldQuery(msgspec.Struct):
    """What is to be held: one paper or one volume."""

    item: UUID | None = None
    volume: UUID | None = None


class HoldForm(msgspec.Struct):
    """A hold with its reason; `hidden`: only those who hold and free may know of it."""

    reason: FilledWords
    kind: Literal["dispute", "inspection", "incident", "debt", "other"]
    item: UUID | None = None
    volume: UUID | None = None
    hidden: bool = False


class LiftForm(msgspec.Struct):
    """Why it is free again."""

    reason: FilledWords


class TermForm(msgspec.Struct):
    """A term of the property's own; no years: for good."""

    name: Name
    mark: Annotated[str, Meta(pattern=r"^[A-Z][A-Z0-9]{0,5}$")]
    years: Annotated[int, Meta(ge=0, le=200)] | None = None


class TermChangeForm(msgspec.Struct):
    """An own term, changed."""

    name: Name
    edition: int
    years: Annotated[int, Meta(ge=0, le=200)] | None = None


class ClassForm(msgspec.Struct):
    """A class, changed."""

    name: Name
    keeper: Filled
    medium: Literal["paper", "electronic", "both"]
    term: Filled
    trigger: Trigger
    secrecy: Secrecy
    lending: Literal["lend", "on_the_spot", "never"]
    edition: int
    readers: list[Line] = []
    inks: list[Literal["print", "black_ink", "blue_ink", "ballpoint", "pencil"]] = []
    originals_only: bool = False
    note: Words = ""


class AppraisalQuery(msgspec.Struct):
    """What part of an appraisal is shown."""

    class_id: UUID | None = None
    decided: bool = False


class OpinionForm(msgspec.Struct):
    """An appraiser's word on entries, or on all of some volumes."""

    verdict: Literal["keep", "destroy"]
    entries: list[UUID] = []
    volumes: list[UUID] = []
    term: Line = ""
    reason: Words = ""


class DrawUpForm(msgspec.Struct):
    """A list of ordinary and confidential papers, or of secret ones."""

    secret: bool = False


class TakeOffForm(msgspec.Struct):
    """Lines that leave a draft."""

    items: list[UUID] = []


class WitnessForm(msgspec.Struct):
    """What a witness of destruction signs; the second one agrees to what the first one said."""

    pin: Line = ""
    method: Literal["shredded", "torn", "erased", ""] = ""
    place: Line = ""
