"""What may be typed about terms, holds, appraisal and destruction."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from hushu.archives.forms.common import Secrecy, Trigger
from hushu.foundation.forms import Filled, FilledWords, Line, Name, Words


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
