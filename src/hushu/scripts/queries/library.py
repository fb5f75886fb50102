"""The library: every script with its state, by situation."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import database
from hushu.foundation.opened import here
from hushu.foundation.search import asked, goes_deep

PAGE = 100


class Listed(msgspec.Struct, frozen=True):
    """A line of the library. `making`: state of the version in the making, if any; `since`: in force since."""

    id: UUID
    title: str
    situation: str
    opening: str
    place: int
    in_force: bool
    since: datetime | None
    number: int | None
    author: str
    changed_at: datetime | None
    making: str
    favourite: bool
    retired: bool
    due: bool


LIBRARY = """
select s.id, s.title, s.situation, s.opening, s.place, s.current is not null, v.valid_from, v.number,
       coalesce(p.name, ''), coalesce(m.changed_at, v.changed_at), coalesce(m.state, ''), coalesce(h.favourite, false),
       s.retired_at is not null, s.current is not null and s.reviewed_on < $4
  from script s
  left join script_version v on v.property = s.property and v.id = s.current
  left join script_version m on m.property = s.property and m.script = s.id and m.state in ('draft', 'signing')
  left join person p on p.property = s.property and p.id = coalesce(m.author, v.author)
  left join script_habit h on h.property = s.property and h.script = s.id and h.person = $3
 where s.property = property_here() and ($1 = '' or s.situation = $1)
   and case $2 when 'mine' then h.favourite when 'making' then m.id is not null when 'retired' then s.retired_at is not null
               when 'due' then s.current is not null and s.reviewed_on < $4 else s.retired_at is null end
   and not exists (select from unnest($5::text[], $6::bool[]) as w (word, goes_deep)
                    where strpos(s.terms, word) = 0 and not (goes_deep and strpos(s.deep, word) > 0))
   and (s.place, s.id) > ($7, $8)
 order by s.place, s.id limit $9"""
FIRST = UUID(int=0)


async def library(
    q: str = "", situation: str = "", show: str = "", *, review_before: date, after: tuple[int, UUID] = (-1, FIRST)
) -> list[Listed]:  # fmt: skip
    """A page of the library and one line more when there is another page; `show`: mine, making, due, retired or all in use."""
    words = asked(q)
    deep = [goes_deep(word) for word in words]
    person = here().person
    return await database.rows(
        Listed, LIBRARY, situation, show, person, review_before, words, deep, *after, PAGE + 1
    )


class Due(msgspec.Struct, frozen=True):
    """A script in force that nobody has looked at for too long."""

    id: UUID
    title: str
    reviewed_on: date


async def due_for_review(before: date) -> list[Due]:
    """Scripts in force last reviewed before that day, longest first (DESK-3)."""
    return await database.rows(
        Due,
        "select id, title, reviewed_on from script where current is not null and reviewed_on < $1 order by reviewed_on, place",
        before,
    )
