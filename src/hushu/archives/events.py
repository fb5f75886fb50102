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
