"""What may be typed at the desk."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from hushu.desk.rules import Channel, Kind, MatterKind, Outcome
from hushu.foundation.forms import Filled, FilledWords, Line, Words

Phone = Annotated[str, Meta(max_length=30)]
Room = Annotated[str, Meta(max_length=40)]
Pin = Annotated[str, Meta(min_length=4, max_length=8)]


class LineForm(msgspec.Struct, kw_only=True):
    """The one form of the desk (DESK-11)."""

    kind: Kind
    matter: Annotated[str, Meta(min_length=1, max_length=2000)]
    matter_kind: MatterKind
    outcome: Outcome
    caller: Annotated[str, Meta(max_length=60)] = ""
    company: Annotated[str, Meta(max_length=100)] = ""
    unit: Room = ""
    phone: Phone = ""
    for_person: UUID | None = None
    promised_at: datetime | None = None
    script: Annotated[str, Meta(max_length=80)] = ""
    urgent: bool = False
    channel: Channel | None = None
    separate: bool = False


class CorrectionForm(msgspec.Struct, kw_only=True):
    """What is added to a line, and why (DESK-10)."""

    field: Literal[
        "caller", "company", "unit", "phone", "matter", "matter_kind", "kind", "addition"
    ]
    new: Annotated[str, Meta(max_length=2000)] = ""
    why: Filled


class AdditionForm(msgspec.Struct, kw_only=True):
    """What the second receptionist knows of the same call (DESK-16)."""

    matter: Annotated[str, Meta(min_length=1, max_length=2000)]


class MessageForm(msgspec.Struct, kw_only=True):
    """Words for somebody who is absent."""

    for_person: UUID
    words: FilledWords
    caller: Annotated[str, Meta(max_length=60)] = ""
    company: Annotated[str, Meta(max_length=100)] = ""
    phone: Phone = ""
    urgent: bool = False


class ReplyForm(msgspec.Struct):
    """What was done about a message, in a word if one likes."""

    reply: Words = ""


class TellForm(msgspec.Struct):
    """How the desk told it another way."""

    words: Line = ""


class AnswerForm(msgspec.Struct):
    """The answer to a matter."""

    answer: FilledWords


class PromiseForm(msgspec.Struct):
    """A later promise and its reason."""

    promised_at: datetime | None = None
    why: Line = ""


class PassForm(msgspec.Struct, kw_only=True):
    """A matter goes to somebody else, with a new promised time."""

    for_person: UUID
    promised_at: datetime | None = None
    words: Line = ""


class MorningForm(msgspec.Struct, kw_only=True):
    """What the day desk does with one line of the night."""

    deed: Literal["answered", "done", "handed"]
    words: Words = ""
    for_person: UUID | None = None
    promised_at: datetime | None = None


class HandoverForm(msgspec.Struct, kw_only=True):
    """Who had the night, and the PIN of the one who takes it."""

    gave: UUID
    pin: Pin
    words: Line = ""


class CallForm(msgspec.Struct):
    """The number that is on the telephone."""

    phone: Phone = ""


class CallerQuery(msgspec.Struct):
    """What is typed so far: by it the caller is recognised."""

    phone: Phone = ""
    unit: Room = ""
    typing: bool = False
