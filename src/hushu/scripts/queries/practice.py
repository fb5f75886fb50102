"""Practice: a situation to answer, and what came of an answer (DESK-7)."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.opened import me
from hushu.foundation.refusals import NotHere
from hushu.scripts.queries.showing import WORDS, Worded
from hushu.scripts.rules.practice import CLOSE

EXERCISE = """select s.id, s.title, s.situation, v.channel from script s
                join script_version v on v.property = s.property and v.id = s.current
               where $1 = '' or s.situation = $1 order by random() limit 1"""
PRACTISED = f"""
select {WORDS}, r.answer, r.closeness, r.forbidden, r.at, v.script,
       (select count(*) from script_practice m where m.property = r.property and m.person = r.person and m.at >= $3),
       (select count(*) from script_practice m where m.property = r.property and m.person = r.person and m.at >= $3
           and m.closeness >= $4 and m.forbidden = '{{}}')
  from script_practice r join script_version v on v.property = r.property and v.id = r.version
 where r.id = $1 and r.person = $2"""  # noqa: S608


class Exercise(msgspec.Struct, frozen=True):
    """A situation, without its words."""

    id: UUID
    title: str
    situation: str
    channel: str


class Practised(Worded, frozen=True, dict=True):
    """An answer beside the words of its day, and this month's answers of the same person."""

    answer: str
    closeness: int
    forbidden: list[str]
    at: datetime
    script: UUID
    this_month: int
    good: int


async def exercise(situation: str = "") -> Exercise | None:
    """Some script in force of that situation, or of any; None where there is none."""
    return await database.row(Exercise, EXERCISE, situation)


async def practised(answer: UUID) -> Practised:
    """An answer of the acting person. Raises NotHere for anybody else's."""
    month, _ = clock.day_bounds(clock.today().replace(day=1))
    found = await database.row(Practised, PRACTISED, answer, me(), month, CLOSE)
    if found is None:
        raise NotHere
    return found
