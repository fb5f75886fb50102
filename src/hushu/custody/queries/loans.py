"""Reads about loans: the register, what is still out and why, and the sheets that two signed (CUST-1, CUST-3)."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.database import Asked
from hushu.foundation.refusals import NotHere
from hushu.foundation.search import liked, plain


class LoanRow(msgspec.Struct, frozen=True):
    """A loan as the register shows it."""

    id: UUID
    thing: UUID
    no: str
    label: str
    kind: str
    person: UUID
    name: str
    purpose: str
    firm: str
    visitor: str
    count_out: int
    out_at: datetime
    out_by: str
    due_at: datetime | None
    back_at: datetime | None
    back_by: str
    back_from: str
    count_back: int | None
    power_off: bool
    shut: bool
    condition: str
    back_words: str
    reason: str
    reason_at: datetime | None
    late: bool


class OutRow(LoanRow, frozen=True):
    """A loan that is out. waits: whether its reason is wanted now."""

    waits: bool


class Sheet(msgspec.Struct, frozen=True):
    """A key handover sheet. keys: how many keys went over the counter with it; different: lines whose count differs."""

    id: UUID
    number: str
    kind: str
    place: str
    at: datetime
    keeper: str
    other: str
    words: str
    rings: int
    keys: int
    different: int


class SheetLine(msgspec.Struct, frozen=True):
    """One ring of keys on a sheet. expected: what should have been counted."""

    no: str
    label: str
    expected: int
    counted: int
    words: str


COLUMNS = """l.id, l.thing, t.no, t.label, t.kind, l.person, p.name, l.purpose, l.firm, l.visitor, l.count_out, l.out_at,
       k.name, l.due_at, l.back_at, coalesce(b.name, ''), coalesce(f.name, ''), l.count_back, l.power_off, l.shut, l.condition,
       l.back_words, coalesce(n.words, ''), n.at, coalesce(l.due_at, $1) < coalesce(l.back_at, $1)"""
FROM = """from custody_loan l join custody_thing t on t.property = l.property and t.id = l.thing
  join person p on p.property = l.property and p.id = l.person join person k on k.property = l.property and k.id = l.out_by
  left join person b on b.property = l.property and b.id = l.back_by
  left join person f on f.property = l.property and f.id = l.back_from
  left join lateral (select n.words, n.at from custody_note n
                      where n.property = l.property and n.loan = l.id and n.deed = 'reason'
                      order by n.at desc limit 1) n on true """
LOAN = f"select {COLUMNS} {FROM}"
# Whether the reason of a loan `l` of a thing `t` is wanted now: not back when it should be, and nothing said about it today.
# Area keys should be back when their shift ends, other keys by closing of every day (what was lent after it, of the next day),
# radios never. `facts`: property_facts(). Numbers of the arguments: now, today, today's first moment.
WAITS = """l.back_at is null and t.kind in ('area', 'unit', 'sealed') and l.due_at is not null
  and case t.kind when 'area' then l.due_at
           else least(l.due_at, (select case when c.at > l.out_at then c.at else c.at + interval '1 day' end
                                   from (select (${1}::date + facts.desk_closes) at time zone facts.time_zone as at) c))
       end <= ${0}
  and not exists (select 1 from custody_note n
                   where n.property = l.property and n.loan = l.id and n.deed = 'reason' and n.at >= ${2})"""
REGISTER = f"""{LOAN}
 where ($2 = '' or t.kind = $2) and ($3::date is null or l.out_at >= $4) and ($5::date is null or l.out_at < $6)
   and ($7 = '' or t.search like $8 or lower(p.name) like $8 or lower(l.firm) like $8)
   and case $9 when 'out' then l.back_at is null when 'late' then l.due_at < coalesce(l.back_at, $1) else true end
   and ($10::uuid is null or (l.out_at, l.id) < ((select out_at from custody_loan where id = $10), $10))
 order by l.out_at desc, l.id desc limit $11"""  # noqa: S608 (constants)
OUT = f"""select {COLUMNS}, {WAITS.format(1, 2, 3)} {FROM} cross join property_facts() facts
 where l.back_at is null and t.kind <> 'radio' order by l.due_at nulls last, l.out_at, l.id"""
# The page's sheets first, then their loans: drawn by a sheet or brought back on it.
SHEETS = """with chosen as (
  select * from custody_sheet s
   where ($1::uuid is null or s.id = $1)
     and ($2::uuid is null or (s.at, s.id) < ((select at from custody_sheet where id = $2), $2))
   order by s.at desc, s.id desc limit $3)
select s.id, s.number, s.kind, s.place, s.at, k.name, o.name, s.words, count(l.id), coalesce(sum(l.n), 0)::int, count(r.id)
  from chosen s join person k on k.property = s.property and k.id = s.keeper
  join person o on o.property = s.property and o.id = s.other
  left join lateral (
    select d.id, d.count_out as n from custody_loan d where d.property = s.property and d.out_sheet = s.id
    union all
    select b.id, b.count_back from custody_loan b where b.property = s.property and b.back_sheet = s.id) l on true
  left join custody_report r on r.property = s.property and r.loan = l.id and r.kind = 'count' and r.at = s.at
 group by s.id, s.number, s.kind, s.place, s.at, k.name, o.name, s.words order by s.at desc, s.id desc"""
LINES = """select t.no, t.label, coalesce(r.expected, case s.kind when 'draw' then l.count_out else l.count_back end),
       case s.kind when 'draw' then l.count_out else l.count_back end, coalesce(r.words, '')
  from custody_sheet s join custody_loan l on l.property = s.property and s.id in (l.out_sheet, l.back_sheet)
  join custody_thing t on t.property = l.property and t.id = l.thing
  left join custody_report r on r.property = l.property and r.loan = l.id and r.kind = 'count' and r.at = s.at
 where s.id = $1 order by t.sort_key, t.id"""


class RegisterFilter(msgspec.Struct, frozen=True):
    """What the register is asked for: kind, days, words, `out` or `late`, and after which loan it goes on."""

    kind: str = ""
    since: date | None = None
    until: date | None = None
    q: str = ""
    only: str = ""
    after: UUID | None = None


async def register(wanted: RegisterFilter, limit: int) -> list[LoanRow]:
    """Loans, the newest first."""
    first = clock.day_bounds(wanted.since)[0] if wanted.since else None
    last = clock.day_bounds(wanted.until)[1] if wanted.until else None
    text = plain(wanted.q)
    return await database.rows(
        LoanRow, REGISTER, clock.now(), wanted.kind, wanted.since, first, wanted.until, last, text, f"%{liked(text)}%",
        wanted.only, wanted.after, limit,
    )  # fmt: skip


async def out() -> list[OutRow]:
    """Every key that is out with what was said about it, due first before all others."""
    today = clock.today()
    return await database.rows(OutRow, OUT, clock.now(), today, clock.day_bounds(today)[0])


async def loan(loan_id: UUID) -> LoanRow:
    """One loan. Raises NotHere."""
    found = await database.row(LoanRow, LOAN + "where l.id = $2", clock.now(), loan_id)
    if found is None:
        raise NotHere
    return found


async def sheets(limit: int, after: UUID | None = None) -> list[Sheet]:
    """Key handover sheets, the newest first."""
    return await database.rows(Sheet, SHEETS, None, after, limit)


async def sheet(sheet_id: UUID) -> tuple[Sheet, list[SheetLine]]:
    """One sheet with its rings. Raises NotHere."""
    found, lines = await database.together(
        Asked(Sheet, SHEETS, (sheet_id, None, 1)), Asked(SheetLine, LINES, (sheet_id,))
    )
    if not found:
        raise NotHere
    return found[0], lines
