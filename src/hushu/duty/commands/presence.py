"""Attendance, as a shift that begins or is relieved tells it (DUTY-5, ROST-10)."""

from datetime import datetime
from uuid import UUID

from hushu.rosters import commands as rosters

HOW = "handover"


async def came(person: UUID, at: datetime) -> None:
    """The person's shift has begun; nothing happens where they are not planned."""
    await rosters.sign_on(person, at, HOW)


async def went(person: UUID, at: datetime) -> None:
    """The person was relieved at that moment, however late: what lies beyond the end is overtime."""
    await rosters.sign_off(person, at, HOW)
