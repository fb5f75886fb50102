"""Tables: what every record of a property has, and ids that sort by time and say nothing of others."""

import uuid
from typing import Any, TypeVar

import uuid_utils.compat
from piccolo.columns import UUID
from piccolo.table import Table

R = TypeVar("R", bound=Table)


def new_id() -> uuid.UUID:
    """A new UUID of version 7: ordered by time, not guessable, the same in every property."""
    return uuid_utils.compat.uuid7()


class PropertyTable(Table):
    """A record of the open property; the database fills the property and refuses any other (TEN-4)."""

    id = UUID(primary_key=True, default=new_id)


async def insert(record: R) -> R:
    """Writes a new record and gives it back."""
    await type(record).insert(record)
    return record


async def change(kind: type[PropertyTable], record_id: uuid.UUID, **values: Any) -> None:
    """Changes these columns of one record."""
    columns: dict[Any, Any] = dict(values)
    await kind.update(columns).where(kind.id == record_id)
