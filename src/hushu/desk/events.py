"""What happened at the desk."""

from datetime import date, datetime
from uuid import UUID

import msgspec


class LineWritten(msgspec.Struct, frozen=True):
    """A call, visit or letter stands in the log."""

    line: UUID
    kind: str
    matter_kind: str
    outcome: str
    household: UUID | None
    urgent: bool


class LineCorrected(msgspec.Struct, frozen=True):
    """Something was added to a line; its first wording stays."""

    line: UUID
    field: str


class MessageLeft(msgspec.Struct, frozen=True):
    """Words wait for somebody who was absent."""

    message: UUID
    for_person: UUID
    line: UUID | None


class MessageRead(msgspec.Struct, frozen=True):
    """The one it was for has opened it."""

    message: UUID
    for_person: UUID
    at: datetime


class MatterHanded(msgspec.Struct, frozen=True):
    """A named person has promised an answer by a time."""

    matter: UUID
    line: UUID
    owner: UUID
    promised_at: datetime


class MatterAnswered(msgspec.Struct, frozen=True):
    """What could not be answered at once is answered."""

    matter: UUID
    line: UUID
    answered_by: UUID


class NightHandedOver(msgspec.Struct, frozen=True):
    """The day desk has taken the night register."""

    night: date
    gave: UUID
    took: UUID
