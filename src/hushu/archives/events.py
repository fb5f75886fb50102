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


class VolumeOpened(msgspec.Struct, frozen=True):
    """A new volume; `replaces`: the one whose place it took."""

    volume: UUID
    replaces: UUID | None


class HoldPlaced(msgspec.Struct, frozen=True):
    """An item or a volume is held: nothing of it is appraised or destroyed until every hold is lifted (ARCH-41)."""

    hold: UUID
    item: UUID | None
    volume: UUID | None


class HoldLifted(msgspec.Struct, frozen=True):
    """One hold is gone; others may still lie there."""

    hold: UUID
    item: UUID | None
    volume: UUID | None


class ItemsDestroyed(msgspec.Struct, frozen=True):
    """The items of a destruction list are gone; their lines in the catalog stay (ARCH-44).

    sources: the records of other modules they were filed from; whoever keeps a copy of such a record erases it now.
    """

    items: tuple[UUID, ...]
    sources: tuple[tuple[str, UUID], ...] = ()


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
