"""What happened to people, told in the same transaction."""

from datetime import date
from uuid import UUID

import msgspec


class PersonLeft(msgspec.Struct, frozen=True):
    """The person works here no more since that day."""

    person: UUID
    on: date
