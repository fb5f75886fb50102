"""What may be typed about notices."""

from datetime import datetime, time
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

Address = Annotated[str, Meta(max_length=254)]


class ReadingForm(msgspec.Struct, frozen=True):
    """Mark one read; `stay` keeps the reader in the inbox."""

    stay: bool = False


class AllReadForm(msgspec.Struct, frozen=True):
    """Mark all read, up to the newest that was on the page."""

    newest: UUID


class UndoForm(msgspec.Struct, frozen=True):
    """Undo what was marked read at that moment, as the page said it."""

    at: datetime


class ChannelForm(msgspec.Struct, frozen=True):
    """How I am told."""

    email: Address = ""
    digest: bool = False
    quiet_from: time | None = None
    quiet_until: time | None = None


class RobotForm(msgspec.Struct, frozen=True):
    """The webhook address of the property's WeCom robot."""

    address: Annotated[str, Meta(max_length=300)] = ""


class OlderForm(msgspec.Struct, frozen=True):
    """Where the next page of notices begins."""

    older: UUID | None = None
