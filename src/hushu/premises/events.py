"""What happened to households, told in the same transaction."""

from datetime import date
from uuid import UUID

import msgspec


class HouseholdLeft(msgspec.Struct, frozen=True):
    """The household moved out on that day."""

    household: UUID
    on: date
