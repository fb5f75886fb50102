"""What may be typed about documents."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar.datastructures import UploadFile
from msgspec import Meta

from hushu.documents.commands import Arrived, Draft, Treatment
from hushu.foundation.forms import Filled, FilledWords, Line, Words

Title = Annotated[str, Meta(min_length=1, max_length=100)]
Body = Annotated[str, Meta(max_length=30_000)]
Urgency = Literal["plain", "urgent", "express"]
Secrecy = Literal["0", "1", "2"]
Pages = Annotated[int, Meta(ge=1, le=9999)]


class DraftForm(msgspec.Struct, kw_only=True):
    """A document as it is being written; `version` is the one that was read (0: a new one)."""

    kind: Filled
    title: Title
    body: Body = ""
    addressee: Line = ""
    copies: Line = ""
    urgency: Urgency = "plain"
    secrecy: Secrecy = "0"
    handler: UUID | None = None
    due_at: datetime | None = None
    readers: list[UUID] = []
    change_note: Line = ""
    version: Annotated[int, Meta(ge=0, le=100_000)] = 0

    def draft(self) -> Draft:
        """What was typed, as a draft."""
        return Draft(
            kind=self.kind, title=self.title, body=self.body, addressee=self.addressee, copies=self.copies, urgency=self.urgency,
            secrecy=int(self.secrecy), handler=self.handler, due_at=self.due_at, readers=tuple(self.readers),
            change_note=self.change_note,
        )  # fmt: skip


class PreviewForm(msgspec.Struct, kw_only=True):
    """The document while it is being typed; nothing is demanded of it yet."""

    kind: Line = ""
    title: Annotated[str, Meta(max_length=200)] = ""
    body: Body = ""
    addressee: Line = ""
    copies: Line = ""
    urgency: Urgency = "plain"
    secrecy: Secrecy = "0"
    change_note: Line = ""


class ArrivedForm(msgspec.Struct, kw_only=True):
    """A paper that the office signs for."""

    sender: Filled
    title: Title
    their_no: Line = ""
    their_date: date | None = None
    received_at: datetime | None = None
    urgency: Urgency = "plain"
    secrecy: Secrecy = "0"
    pages: Pages | None = None
    words: Words = ""
    again: bool = False
    scans: list[UploadFile] = []

    def arrived(self) -> Arrived:
        """What was typed, as it is registered."""
        return Arrived(
            sender=self.sender, title=self.title, their_no=self.their_no, their_date=self.their_date,
            received_at=self.received_at, urgency=self.urgency, secrecy=int(self.secrecy),
            pages=self.pages, words=self.words, again=self.again,
        )  # fmt: skip


class TreatmentForm(msgspec.Struct, kw_only=True):
    """What is proposed to be done with it."""

    treatment: Literal["handle", "inform"] = "handle"
    proposal: Words = ""
    handler: UUID | None = None
    due_at: datetime | None = None
    readers: list[UUID] = []

    def wanted(self) -> Treatment:
        """What was typed, as a treatment."""
        return Treatment(
            treatment=self.treatment, proposal=self.proposal, handler=self.handler, due_at=self.due_at,
            readers=tuple(self.readers),
        )  # fmt: skip


class ReasonForm(msgspec.Struct):
    """Why."""

    reason: Filled


class HandlerForm(msgspec.Struct, kw_only=True):
    """Who handles it, until when."""

    handler: UUID
    due_at: datetime | None = None
    words: Line = ""


class WordsForm(msgspec.Struct):
    """A question, a reply, an answer."""

    words: FilledWords


class RemarkForm(msgspec.Struct):
    """A remark, if one likes."""

    words: Line = ""


class HolderForm(msgspec.Struct):
    """Who has the original now."""

    person: UUID


class FileForm(msgspec.Struct):
    """One file."""

    file: UploadFile


class CopyForm(msgspec.Struct, kw_only=True):
    """A copy that leaves the office."""

    way: Literal["hand", "post", "courier", "fax", "email"] = "hand"
    to_person: UUID | None = None
    to_words: Line = ""
    controlled: bool = False


class ReceiptForm(msgspec.Struct, kw_only=True):
    """Who took a copy, with a picture of the receipt."""

    received_by: Filled
    proof: UploadFile | None = None


class RecallForm(msgspec.Struct):
    """How a copy came back."""

    note: Line = ""


class EditionForm(msgspec.Struct):
    """A change of the edition in force, or a whole new issue."""

    whole: bool = False


class OfficeForm(msgspec.Struct):
    """How the office names itself."""

    body: Annotated[str, Meta(min_length=1, max_length=40)]
    org: Annotated[str, Meta(min_length=1, max_length=6)]


class NewQuery(msgspec.Struct):
    """Which kind is begun."""

    kind: Line = ""
