"""What meetings decided: with an owner and a date, until it is done (MEET-4)."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.forms import Line
from hushu.foundation.opened import me
from hushu.foundation.refusals import NotHere
from hushu.foundation.search import asked, liked

ROWS = 50


class Decision(msgspec.Struct, frozen=True):
    """A decision with its owner and what became of it."""

    id: UUID
    meeting: UUID
    title: str
    day: date
    words: str
    owner: UUID
    owner_name: str
    due: date
    state: str
    result: str
    closed_at: datetime | None
    closed_by: str

    def late(self, today: date) -> bool:
        """Whether its day is over and it is not done."""
        return self.state == "open" and self.due < today


class DecisionFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What the URL of the list says."""

    show: Literal["open", "mine", "late", "closed"] | None = None
    owner: UUID | None = None
    q: Line = ""
    after: UUID | None = None


DECISION = """select d.id, d.meeting, m.title, m.day, d.words, d.owner, o.name, d.due, d.state, d.result, d.closed_at,
                     coalesce(c.name, '')
                from meeting_decision d join meeting m on m.property = d.property and m.id = d.meeting
                join person o on o.property = d.property and o.id = d.owner
                left join person c on c.property = d.property and c.id = d.closed_by """
SHOWN = {
    "open": "d.state = 'open'", "mine": "d.state = 'open' and d.owner = $2", "late": "d.state = 'open' and d.due < $1",
    "closed": "d.state <> 'open'",
}  # fmt: skip
USED = "where num_nonnulls($1::date, $2::uuid) >= 0"  # every place has its type, also where nothing uses it


async def decision_of(decision: UUID, *, lock: bool = False) -> Decision:
    """One decision, held where asked. Raises NotHere."""
    sql = DECISION + "where d.id = $1" + (" for no key update of d" if lock else "")
    found = await database.row(Decision, sql, decision)
    if found is None:
        raise NotHere
    return found


async def decisions(wish: DecisionFilter, rows: int = ROWS) -> tuple[list[Decision], UUID | None]:
    """The decisions wanted, newest first, and after which the next page begins."""
    args: list[Any] = [clock.today(), me()]
    found = [SHOWN[wish.show]] if wish.show else []
    said: list[tuple[str, Any]] = [("d.owner = {}", wish.owner), ("d.id < {}", wish.after)]
    said += [("lower(d.words) like {}", f"%{liked(word)}%") for word in asked(wish.q)]
    for sql, value in said:
        if value:
            args.append(value)
            found.append(sql.format(f"${len(args)}"))
    more = "".join(f" and {one}" for one in found)
    sql = f"{DECISION} {USED} {more} order by d.id desc limit {int(rows) + 1}"
    listed = await database.rows(Decision, sql, *args)
    return listed[:rows], listed[rows - 1].id if len(listed) > rows else None
