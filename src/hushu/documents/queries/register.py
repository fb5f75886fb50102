"""The register of documents in and out: filtered by the URL, by keyset, secret ones only to those named (DOC-6, DOC-8)."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from hushu.documents.rules.flow import UNOWNED_AFTER
from hushu.foundation import clock, database
from hushu.foundation.forms import Line
from hushu.foundation.opened import here
from hushu.foundation.search import asked, liked

ROWS = 50
MOST_EXPORTED = 5_000


class RegisterFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What the URL of the register says; every part may be missing."""

    direction: Literal["incoming", "outgoing", "internal", "contact"] | None = None
    kind: Line = ""
    state: Literal["draft", "received", "signing", "issued", "closed", "returned", "discarded"] | None = None  # fmt: skip
    urgency: Literal["plain", "urgent", "express"] | None = None
    person: UUID | None = None
    since: date | None = None
    until: date | None = None
    show: Literal["late", "unowned", "open", "unread", "recall", "mine"] | None = None
    q: Line = ""
    order: Literal["time", "-time"] = "-time"
    after: UUID | None = None


class RegisterRow(msgspec.Struct, frozen=True):
    """One document as the register shows it; times already text."""

    id: UUID
    direction: str
    kind: str
    state: str
    doc_no: str
    day: str
    title: str
    urgency: str
    secrecy: int
    sender: str
    their_no: str
    drafter: str
    handler: str
    due: str
    late: bool
    holder: str
    edition: str
    superseded: bool
    unread: int
    copies_out: int


UNANSWERED = "d.answered_at is null and d.state in ('received', 'signing', 'issued')"
UNREAD = """(select count(*) from document_reader r where r.property = d.property and r.document = d.id
             and r.confirmed_at is null and d.issued_at is not null)"""
OUT = """(select count(*) from document_copy c where c.property = d.property and c.document = d.id and c.controlled
           and c.recalled_at is null)"""
LATE = f"d.due_at < $2 and {UNANSWERED}"
UNOWNED = """((d.direction = 'incoming' and d.handler is null and d.state in ('received', 'signing')
               and coalesce(d.treatment, 'handle') = 'handle' and d.received_at < $3)
           or (d.direction = 'outgoing' and d.state = 'issued' and d.issued_at < $3 and not exists (select from document_copy c
               where c.property = d.property and c.document = d.id)))"""
SHOWN = {
    "late": LATE,
    "unowned": UNOWNED,
    "open": "d.state in ('received', 'signing', 'issued')",
    "unread": f"d.superseded_at is null and {UNREAD} > 0",
    "recall": f"d.superseded_at is not null and {OUT} > 0",
    "mine": "(d.drafter = $4 or d.handler = $4 or d.holder = $4) and d.state <> 'discarded'",
}
DAY = "coalesce(d.issued_on, (coalesce(d.received_at, d.created_at) at time zone $1)::date)"
# Every place has its type, also where a filter does not use it.
USED = "num_nonnulls($3::timestamptz, $4::uuid) >= 0"
ROW = f"""select d.id, d.direction, d.kind, d.state, coalesce(d.doc_no, ''), to_char({DAY}, 'YYYY-MM-DD'), d.title, d.urgency,
    d.secrecy, d.sender, d.their_no, w.name, coalesce(h.name, ''),
    coalesce(to_char(d.due_at at time zone $1, 'MM-DD HH24:MI'), ''), coalesce({LATE}, false), coalesce(o.name, ''), d.edition,
    d.superseded_at is not null, {UNREAD}, {OUT}
  from document d join person w on w.property = d.property and w.id = d.drafter
  left join person h on h.property = d.property and h.id = d.handler
  left join person o on o.property = d.property and o.id = d.holder
 where {USED} """  # noqa: S608 (fixed texts only)
COLUMNS = ("direction", "kind", "state", "urgency")


def _said(wish: RegisterFilter) -> list[tuple[str, Any]]:
    """The filter's conditions, each with its value."""
    found: list[tuple[str, Any]] = [(f"d.{n} = {{}}", getattr(wish, n)) for n in COLUMNS]
    found += [
        ("{} in (d.drafter, d.handler)", wish.person), (f"{DAY} >= {{}}", wish.since), (f"{DAY} <= {{}}", wish.until),
        ("d.id < {}" if wish.order == "-time" else "d.id > {}", wish.after),
    ]  # fmt: skip
    found += [("d.search like {}", f"%{liked(word)}%") for word in asked(wish.q)]
    return [(sql, value) for sql, value in found if value]


def _conditions(wish: RegisterFilter, args: list[Any]) -> str:
    """The filter as SQL with its values appended to `args`; only texts of ours enter the SQL."""
    found: list[str] = [SHOWN[wish.show]] if wish.show else []
    if wish.state is None and not wish.show:
        found.append("d.state <> 'discarded'")
    for sql, value in _said(wish):
        args.append(value)
        found.append(sql.format(f"${len(args)}"))
    return "".join(f" and {one}" for one in found)


async def register(wish: RegisterFilter, rows: int = ROWS) -> tuple[list[RegisterRow], UUID | None]:
    """The documents wanted that the acting person may know of, and after which the next page begins."""
    now = clock.now()
    args: list[Any] = [here().time_zone, now, now - UNOWNED_AFTER, here().person]
    way = "desc" if wish.order == "-time" else "asc"
    sql = f"{ROW}{_conditions(wish, args)} order by d.id {way} limit {int(rows) + 1}"
    found = await database.rows(RegisterRow, sql, *args)
    return found[:rows], found[rows - 1].id if len(found) > rows else None


class Counts(msgspec.Struct, frozen=True):
    """What needs somebody's eye: each the number of documents behind a tab."""

    late: int
    unowned: int
    unread: int
    recall: int
    mine: int


COUNTS = f"""select count(*) filter (where {LATE}), count(*) filter (where {UNOWNED}),
    count(*) filter (where {SHOWN["unread"]}), count(*) filter (where {SHOWN["recall"]}),
    count(*) filter (where {SHOWN["mine"]} and d.state not in ('closed', 'returned'))
  from document d where $1::text is not null and {USED}
   and (d.state in ('draft', 'received', 'signing', 'issued') or d.superseded_at is not null
        or exists (select from document_reader r where r.property = d.property and r.document = d.id
                      and r.confirmed_at is null))"""  # noqa: S608


async def counts() -> Counts:
    """How many stand behind each tab."""
    now = clock.now()
    found = await database.row(
        Counts, COUNTS, here().time_zone, now, now - UNOWNED_AFTER, here().person
    )
    return found or Counts(0, 0, 0, 0, 0)


class Neglected(msgspec.Struct, frozen=True):
    """A document past its limit, or without an owner, for the daily reminders."""

    id: UUID
    title: str
    secrecy: int
    handler: UUID | None
    due_at: datetime | None
    late: bool


NEGLECTED = f"""select d.id, d.title, d.secrecy, d.handler, d.due_at, coalesce({LATE}, false) from document d
  where (({LATE}) or {UNOWNED}) and d.told_on is distinct from $1 order by d.id"""  # noqa: S608


async def neglected(today: date, now: datetime) -> list[Neglected]:
    """What nobody was told of today."""
    return await database.rows(Neglected, NEGLECTED, today, now, now - UNOWNED_AFTER)
