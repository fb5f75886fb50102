"""What happened to documents."""

from uuid import UUID

import msgspec


class DocumentIssued(msgspec.Struct, frozen=True):
    """It has its number and will not change any more."""

    document: UUID
    kind: str
    doc_no: str


class DocumentClosed(msgspec.Struct, frozen=True):
    """Nothing of it waits for anybody."""

    document: UUID
    kind: str
