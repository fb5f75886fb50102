"""What may be typed about papers that come in."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar.datastructures import UploadFile
from msgspec import Meta

from hushu.archives.forms.common import Secrecy
from hushu.foundation.forms import Column, Filled, Line, Words


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
