"""What may be typed about archives."""

from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from msgspec import Meta

from hushu.foundation.forms import Filled, Line, Words

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
