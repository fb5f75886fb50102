"""Whose eyes see: a worker knows of everything, so what it makes for somebody is read as that person (ARCH-30)."""

from uuid import UUID

from hushu.foundation import database


async def see_as(person: UUID) -> None:
    """From here to the end of the transaction only what that person may know of is read."""
    await database.value("select set_config('hushu.person', $1, true)", str(person))
