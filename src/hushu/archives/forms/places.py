"""What may be typed about places, seals, checks and matters."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from hushu.archives.forms.common import Year
from hushu.foundation.forms import Column, Filled, Line, Words


class PlaceForm(msgspec.Struct):
    """New places beside each other, named from the first on."""

    name: Annotated[str, Meta(min_length=1, max_length=40)]
    count: int = 1
    locked: bool = False


class BoxForm(msgspec.Struct):
    """A new box on a shelf."""

    year: Year
    term: Filled


class PlaceChangeForm(msgspec.Struct):
    """A place's name, lock and note; a box keeps the name its number gives it."""

    name: Annotated[str, Meta(max_length=40)] = ""
    locked: bool = False
    note: Line = ""


class MoveForm(msgspec.Struct):
    """Where a place goes, and before which of its new neighbours; to the end where none is named."""

    to: UUID
    before: UUID | None = None


class ShiftForm(msgspec.Struct):
    """One place to the left or to the right."""

    by: Literal["-1", "1"]


class StandForm(msgspec.Struct):
    """The box a volume stands in; none: nowhere for the time being."""

    box: UUID | None = None


class LabelForm(msgspec.Struct):
    """What is printed of a place. skip: labels of the sheet that are gone already."""

    what: Literal["labels", "boxes", "volumes"]
    skip: Annotated[int, Meta(ge=0, le=23)] = 0


class SealForm(msgspec.Struct):
    """A volume goes into its bag."""

    pin: Annotated[str, Meta(max_length=128)] = ""
    witness: UUID | None = None
    note: Line = ""


class ReasonForm(msgspec.Struct):
    """Why a bag is to be opened."""

    reason: Filled


class PinForm(msgspec.Struct):
    """A deed that asks for the secret again."""

    pin: Annotated[str, Meta(max_length=128)] = ""


class TickForm(msgspec.Struct):
    """What was found of a volume; ago: seconds since then, where it could not be sent at once."""

    verdict: Literal["seen", "lent", "missing", "misplaced", "damaged"]
    found_in: UUID | None = None
    remedy: Literal["", "mend", "copy"] = ""
    said: Line = ""
    ago: Annotated[int, Meta(ge=0, le=604_800)] = 0


class ScanForm(msgspec.Struct):
    """A code read at a box."""

    code: Filled
    box: UUID | None = None
    ago: Annotated[int, Meta(ge=0, le=604_800)] = 0


class SpotQuery(msgspec.Struct):
    """Which box of a check is looked at."""

    box: UUID | None = None


class SigningForm(msgspec.Struct):
    """The end of a check: the seven protections one after another, and the checker's PIN."""

    guard: Column
    holds: Column
    said: Column
    note: Words = ""
    pin: Annotated[str, Meta(max_length=128)] = ""


class MatterFilters(msgspec.Struct):
    """Open matters, or those that have ended."""

    done: bool = False


class MatterForm(msgspec.Struct):
    """Whose a matter is, until when, and what kind of work."""

    owner: UUID
    until: date
    kind: Literal["mend", "copy", "loss", "put_back", "protection", "wrong_byte", "report"]


class OutcomeForm(msgspec.Struct):
    """How a matter ended."""

    outcome: Filled
