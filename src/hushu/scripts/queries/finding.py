"""Finding the words while the phone rings (DESK-4): one bounded statement over one property's scripts in force."""

from uuid import UUID

import msgspec

from hushu.foundation import database
from hushu.foundation.opened import here
from hushu.foundation.search import asked, goes_deep


class Found(msgspec.Struct, frozen=True):
    """A script in force as the desk's list shows it; `opening` is its first sentence, unfilled."""

    id: UUID
    title: str
    situation: str
    opening: str
    favourite: bool


# How well it fits: 0 the name itself, 1 its beginning, 2 inside a name, 3 inside the words. A star lifts by one, but
# never above the name itself; then what this person used last, then most.
FIND = """
select id, title, situation, opening, favourite
  from (select s.id, s.title, s.situation, s.opening, s.place, coalesce(h.favourite, false) as favourite, h.last_at, h.times,
               case when $1 = '' or strpos(s.terms, e'\\n' || $1 || e'\\n') > 0 then 0
                    when strpos(s.terms, e'\\n' || $1) > 0 then 1
                    when strpos(s.terms, $1) > 0 then 2 else 3 end as fit
          from script s
          left join script_habit h on h.property = s.property and h.script = s.id and h.person = $5
         where s.property = property_here() and s.current is not null and ($4 = '' or s.situation = $4)
           and not exists (select from unnest($2::text[], $3::bool[]) as w (word, goes_deep)
                            where strpos(s.terms, word) = 0 and not (goes_deep and strpos(s.deep, word) > 0))) as s
 order by case when favourite and fit > 1 then fit - 1 else fit end, favourite desc, last_at desc nulls last,
          times desc nulls last, place, id
 limit $6"""


async def find(q: str, situation: str = "", limit: int = 9) -> list[Found]:
    """What fits best by Chinese, pinyin or initials; without a question, this person's own first."""
    words = asked(q)
    joined = "".join(words) if q.isascii() else " ".join(words)
    deep = [goes_deep(word) for word in words]
    return await database.rows(Found, FIND, joined, words, deep, situation, here().person, limit)
