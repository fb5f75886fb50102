"""What happened in the archives, told in the same transaction."""

from uuid import UUID

import msgspec


class ItemFiled(msgspec.Struct, frozen=True):
    """An item has its number and its place in a volume."""

    item: UUID
    volume: UUID


class VolumeClosed(msgspec.Struct, frozen=True):
    """Nothing goes into the volume any more."""

    volume: UUID


class ItemsDestroyed(msgspec.Struct, frozen=True):
    """The items of a destruction list are gone; their lines in the catalog stay (ARCH-44)."""

    items: tuple[UUID, ...]


class LoanOut(msgspec.Struct, frozen=True):
    """Papers of a loan were handed out."""

    loan: UUID


class LoanBack(msgspec.Struct, frozen=True):
    """Nothing of a loan is in anybody's hands any more."""

    loan: UUID


class HarmReported(msgspec.Struct, frozen=True):
    """Somebody wrote down that an item was damaged, altered, lost or leaked (ARCH-34). kind: which of these."""

    report: UUID
    item: UUID
    kind: str
