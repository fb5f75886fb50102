"""When somebody is away, as whoever keeps leave tells it; the whole house reads it of the person (PPL-1, ROST-7)."""

from datetime import date
from uuid import UUID

from hushu.foundation import database

AWAY = """update person set leave_from = $2, leave_until = $3
           where id = $1 and (leave_from, leave_until) is distinct from ($2::date, $3::date)"""


HERE = "update person set leave_from = null, leave_until = null where id = $1 and leave_from = $2 and leave_until = $3"


async def note_leave(person: UUID, first: date, last: date) -> None:
    """The person is away on these days."""
    await database.execute(AWAY, person, first, last)


async def forget_leave(person: UUID, first: date, last: date) -> None:
    """These days were no leave after all; other days that are noted stay."""
    await database.execute(HERE, person, first, last)
