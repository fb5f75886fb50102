"""What may be typed about lending: loans, the counter, leave to read, reports."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar.datastructures import UploadFile
from msgspec import Meta

from hushu.archives.forms import Linked
from hushu.foundation.forms import Filled, FilledWords, Line, Name

Papers = Annotated[list[UUID], Meta(max_length=200)]
Counting = Annotated[list[Annotated[str, Meta(max_length=80)]], Meta(max_length=200)]


class AskQuery(msgspec.Struct):
    """What is to be borrowed, and for whom."""

    volume: UUID | None = None
    item: UUID | None = None
    kind: Literal["own", "outside", "parent"] = "own"


class LoanForm(msgspec.Struct):
    """Asking for papers for oneself."""

    volume: UUID
    purpose: Filled
    due_on: date
    items: Papers = []
    way: Literal["lend", "on_the_spot"] = "lend"


class VisitorForm(LoanForm, kw_only=True):
    """Asking for somebody outside: who, from where, introduced by which letter, known by which identity paper."""

    visitor: Name
    organisation: Filled
    letter: UploadFile
    id_kind: Literal["identity_card", "passport", "permit", "work_card"]
    id_no: Annotated[str, Meta(min_length=4, max_length=40)]


class ParentForm(LoanForm, kw_only=True):
    """Asking for the parent company: its department, who comes, and the number of its letter."""

    visitor: Name
    organisation: Filled
    letter_no: Filled
    letter: UploadFile | None = None


class LoanFilters(Linked):
    """What of the loans is shown."""

    view: Literal["mine", "handing", "out", "overdue", "all"] = "mine"
    q: Line = ""
    after: UUID | None = None


class CounterQuery(msgspec.Struct):
    """What is looked for at the counter."""

    q: Line = ""


class CountForm(msgspec.Struct):
    """What both counted. line: `id=state` of each paper; ticked: the lines handed over; pin: of whoever takes or brings them."""

    line: Counting = []
    ticked: Papers = []
    words: Line = ""
    pin: Line = ""
    person: UUID | None = None


class GrantForm(msgspec.Struct):
    """Who may read what until when."""

    person: UUID
    until: date
    reason: Filled
    class_id: UUID | None = None
    volume: UUID | None = None
    item: UUID | None = None


class GrantQuery(msgspec.Struct):
    """What the form of a leave begins with."""

    person: UUID | None = None
    volume: UUID | None = None
    item: UUID | None = None


class ReasonForm(msgspec.Struct):
    """Why."""

    reason: Filled


class SayingForm(msgspec.Struct):
    """A word with an answer."""

    said: Line = ""


class ReportQuery(msgspec.Struct):
    """What a report is about."""

    item: UUID | None = None
    loan: UUID | None = None


class ReportForm(msgspec.Struct):
    """What happened to a paper."""

    item: UUID
    kind: Literal["damaged", "altered", "lost", "leaked"]
    happened_on: date
    words: FilledWords
    responsibility: Filled
    responsible: UUID | None = None
    measure: Line = ""
    loan: UUID | None = None


class ReportFilters(Linked):
    """Which reports are shown."""

    state: Literal["", "written", "signed"] = ""
    after: UUID | None = None


class MeasureForm(msgspec.Struct):
    """What is done about it, and the manager's PIN."""

    measure: Filled
    pin: Line = ""
