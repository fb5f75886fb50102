"""The register of meetings: filtered by the URL, by keyset (MEET-5)."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from hushu.foundation import database
from hushu.foundation.forms import Line
from hushu.foundation.opened import me
from hushu.foundation.search import asked, liked
from hushu.meetings.queries.meeting import OWES
from hushu.meetings.queries.minutes import UNWRITTEN, WITH_MINUTES

ROWS = 50
MOST_EXPORTED = 5_000


class RegisterFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What the URL of the register says; every part may be missing."""

    show: Literal["coming", "past", "unwritten", "unsigned", "mine"] | None = None
    kind: UUID | None = None
    state: Literal["planned", "open", "ended", "called_off"] | None = None
    since: date | None = None
    until: date | None = None
    q: Line = ""
    after: Line = ""


class Row(msgspec.Struct, frozen=True):
    """A meeting as the register shows it. unsigned: who has not signed its minutes yet."""

    id: UUID
    title: str
    day: date
    starts_at: datetime
    room: str
    state: str
    changed_words: str
    moved: bool
    chair: str
    recorder: str
    asked: int
    came: int
    owing: int
    problems: int
    decisions: int
    open_decisions: int
    minutes: str
    minuted: bool
    unsigned: str

    @property
    def mark(self) -> str:
        """Where the next page begins."""
        return f"{self.day}.{self.id}"


UNSIGNED = "w.state = 'signing'"
SHOWN = {
    "coming": "m.state in ('planned', 'open')", "past": "m.state in ('ended', 'called_off')", "unwritten": UNWRITTEN,
    "unsigned": UNSIGNED, "mine": """exists (select from meeting_attendee a where a.property = m.property
       and a.meeting = m.id and a.person = $1)""",
}  # fmt: skip
ROW = f"""select m.id, m.title, m.day, m.starts_at, m.venue, m.state, m.changed_words,
    m.planned_for is not null and m.planned_for <> m.day, coalesce(c.name, ''), coalesce(r.name, ''),
    a.asked, a.came, a.owing, b.n, d.n, d.open, coalesce(w.state, 'none'), k.minuted,
    coalesce((select string_agg(p.name, '、' order by p.sort_key) from signing_seat s
      join person p on p.property = s.property and p.id = s.person
     where s.property = w.property and s.paper = w.paper and w.state = 'signing'), '')
  from meeting m join meeting_kind k on k.property = m.property and k.id = m.kind
  left join person c on c.property = m.property and c.id = m.chair
  left join person r on r.property = m.property and r.id = m.recorder
  left join meeting_minutes w on w.property = m.property and w.meeting = m.id
  cross join lateral (select count(*) as asked, count(*) filter (where a.state in ('present', 'late')) as came,
      count(*) filter (where {OWES}) as owing
    from meeting_attendee a where a.property = m.property and a.meeting = m.id) a
  cross join lateral (select count(*) as n from meeting_problem b where b.property = m.property and b.meeting = m.id) b
  cross join lateral (select count(*) as n, count(*) filter (where d.state = 'open') as open
    from meeting_decision d where d.property = m.property and d.meeting = m.id) d
 where $1::uuid is not null """  # noqa: S608 (constants)


class Counts(msgspec.Struct, frozen=True):
    """How many stand behind each tab."""

    coming: int
    unwritten: int
    unsigned: int
    decisions: int


COUNTS = f"""select count(*) filter (where m.state in ('planned', 'open')), count(*) filter (where {UNWRITTEN}),
    count(*) filter (where {UNSIGNED}), (select count(*) from meeting_decision where state = 'open')
  from {WITH_MINUTES}"""  # noqa: S608 (constants)


async def counts() -> Counts:
    """How many stand behind each tab."""
    return await database.row(Counts, COUNTS) or Counts(0, 0, 0, 0)


def _said(wish: RegisterFilter) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [
        ("m.kind = {}", wish.kind), ("m.state = {}", wish.state), ("m.day >= {}", wish.since), ("m.day <= {}", wish.until),
    ]  # fmt: skip
    found += [
        ("(lower(m.title) like {0} or lower(coalesce(w.words, '')) like {0})", f"%{liked(word)}%") for word in asked(wish.q)
    ]  # fmt: skip
    return [(sql, value) for sql, value in found if value]


async def register(wish: RegisterFilter, rows: int = ROWS) -> tuple[list[Row], str]:
    """The meetings wanted, and where the next page begins: what is to come by its day, what is over the newest first."""
    args: list[Any] = [me()]
    found = [SHOWN[wish.show]] if wish.show else []
    for sql, value in _said(wish):
        args.append(value)
        found.append(sql.format(f"${len(args)}"))
    coming = wish.show == "coming"
    if after := _after(wish.after):
        args += after
        found.append(f"(m.day, m.id) {'>' if coming else '<'} (${len(args) - 1}, ${len(args)})")
    more = "".join(f" and {one}" for one in found)
    way = "" if coming else "desc"
    sql = f"{ROW}{more} order by m.day {way}, m.id {way} limit {int(rows) + 1}"
    listed = await database.rows(Row, sql, *args)
    return listed[:rows], listed[rows - 1].mark if len(listed) > rows else ""


def _after(mark: str) -> tuple[date, UUID] | None:
    day, _, one = mark.partition(".")
    try:
        return date.fromisoformat(day), UUID(one)
    except ValueError:
        return None
