"""A person's own stars and uses (DESK-4)."""

from uuid import UUID

from hushu.foundation import clock, database
from hushu.foundation.opened import me
from hushu.foundation.refusals import NotHere

STAR = """
insert into script_habit (person, script, favourite)
select $1, s.id, $3 from script s where s.id = $2
on conflict (property, person, script) do update set favourite = excluded.favourite"""
USE = """
insert into script_habit (person, script, times, last_at)
select $1, s.id, 1, $3 from script s where s.id = $2 and s.current is not null
on conflict (property, person, script) do update set times = script_habit.times + 1, last_at = excluded.last_at"""


async def star(script: UUID, on: bool) -> None:
    """Marks or unmarks a favourite of the acting person. Raises NotHere."""
    if not await database.execute(STAR, me(), script, on):
        raise NotHere


async def count_use(script: UUID) -> None:
    """The acting person opened these words to say them. Raises NotHere when they are not in force."""
    if not await database.execute(USE, me(), script, clock.now()):
        raise NotHere
