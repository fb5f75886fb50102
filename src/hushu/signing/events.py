"""What happened to a paper, told in the same transaction; subjects listen in their manifests."""

from uuid import UUID

import msgspec


class PaperAgreed(msgspec.Struct, frozen=True):
    """Every step of the chain is done."""

    paper: UUID
    subject: str
    subject_id: UUID


class PaperSealed(msgspec.Struct, frozen=True):
    """The signed PDF of an agreed paper is kept. file: its id; told once, in the transaction that keeps it."""

    paper: UUID
    subject: str
    subject_id: UUID
    file: UUID


class PaperNamed(msgspec.Struct, frozen=True):
    """People were named for a step, or a seat was handed to another. deed: what the step asks, such as handle."""

    paper: UUID
    subject: str
    subject_id: UUID
    deed: str
    people: tuple[UUID, ...]


class PaperRefused(msgspec.Struct, frozen=True):
    """A signer refused, and the chain says that this ends it."""

    paper: UUID
    subject: str
    subject_id: UUID
    reason: str


class PaperReturned(msgspec.Struct, frozen=True):
    """A signer gave it back. to: "drafter" (this paper is over) or "step" (an earlier one is open again)."""

    paper: UUID
    subject: str
    subject_id: UUID
    reason: str
    to: str


class PaperWithdrawn(msgspec.Struct, frozen=True):
    """The drafter took it back before the end."""

    paper: UUID
    subject: str
    subject_id: UUID
