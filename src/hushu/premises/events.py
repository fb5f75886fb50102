"""What happened to households, told in the same transaction."""

from datetime import date
from uuid import UUID

import msgspec


class HouseholdCame(msgspec.Struct, frozen=True):
    """The household moved in on that day; `place`: its building and room in words."""

    household: UUID
    unit: UUID
    place: str
    name: str
    on: date


class HouseholdLeft(msgspec.Struct, frozen=True):
    """The household moved out on that day."""

    household: UUID
    on: date
