"""What happened to rosters, in the past tense."""

from uuid import UUID

import msgspec


class RosterInForce(msgspec.Struct, frozen=True):
    """An edition took effect. affected: whose days differ from the edition before it, everybody's at the first."""

    roster: UUID
    edition: UUID
    affected: tuple[UUID, ...]
