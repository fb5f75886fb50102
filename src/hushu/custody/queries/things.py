"""Reads about things: the board with every hook, and one thing with its story."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.custody.rules import scanned
from hushu.foundation import clock, database
from hushu.foundation.database import Asked
from hushu.foundation.refusals import NotHere
from hushu.foundation.search import liked, plain


class Thing(msgspec.Struct, frozen=True):
    """A thing, and who has it now. room: the unit of a room key in words."""

    id: UUID
    no: str
    label: str
    kind: str
    place: str
    expected: int
    present: int
    state: str
    seal: str
    note: str
    source: str
    unit: UUID | None
    room: str
    loan: UUID | None
    person: UUID | None
    name: str
    purpose: str
    firm: str
    visitor: str
    count_out: int
    out_at: datetime | None
    out_by: UUID | None
    due_at: datetime | None
    late: bool


class Sums(msgspec.Struct, frozen=True):
    """How many things there are, are out, are late, and are not fit."""

    all: int
    out: int
    late: int
    trouble: int


class Moment(msgspec.Struct, frozen=True):
    """One entry of a thing's story: a loan, its return, a note, a report."""

    at: datetime
    what: str
    who: str
    other: str
    words: str
    detail: str
    id: UUID


FROM = """from custody_thing t
  left join custody_loan l on l.property = t.property and l.thing = t.id and l.back_at is null
  left join person p on p.property = l.property and p.id = l.person
  left join unit u on u.property = t.property and u.id = t.unit
  left join building b on b.property = u.property and b.id = u.building """
THING = f"""select t.id, t.no, t.label, t.kind, t.place, t.expected, t.present, t.state, t.seal, t.note, t.source, t.unit,
  coalesce(b.name || ' ' || u.label, ''), l.id, l.person, coalesce(p.name, ''), coalesce(l.purpose, ''), coalesce(l.firm, ''),
  coalesce(l.visitor, ''), coalesce(l.count_out, 0), l.out_at, l.out_by, l.due_at, coalesce(l.due_at < $1, false) {FROM}"""
# Late ones first, then those that are out, then the hooks in their order.
BOARD = f"""{THING}
 where t.state <> 'retired' and ($2 = '' or t.kind = $2) and ($3 = '' or t.place = $3)
   and ($4 = '' or t.search like $5 or lower(p.name) like $5 or lower(l.firm) like $5)
   and case $6 when 'out' then l.id is not null when 'late' then l.due_at < $1
               when 'trouble' then t.state <> 'fit' or t.present < t.expected else true end
 order by coalesce(l.due_at < $1, false) desc, l.id is null, t.sort_key, t.id limit $7 offset $8"""
SUMS = """select count(*), count(l.id), count(*) filter (where l.due_at < $1),
       count(*) filter (where t.state <> 'fit' or t.present < t.expected)
            from custody_thing t left join custody_loan l on l.property = t.property and l.thing = t.id and l.back_at is null
           where t.state <> 'retired'"""
STORY = """
select l.out_at, 'lent', k.name, p.name, case when l.firm <> '' then l.firm || ' ' || l.visitor || ' · ' else '' end
       || coalesce(nullif(l.purpose, ''), l.out_words),
       l.count_out::text, l.id from custody_loan l
  join person k on k.property = l.property and k.id = l.out_by join person p on p.property = l.property and p.id = l.person
 where l.thing = $1
union all
select l.back_at, 'back ' || l.condition, k.name, coalesce(f.name, ''), l.back_words,
       case when l.power_off and l.shut then 'secured' when l.count_back <> l.count_out then l.count_back::text else '' end, l.id
  from custody_loan l join person k on k.property = l.property and k.id = l.back_by
  left join person f on f.property = l.property and f.id = l.back_from where l.thing = $1 and l.back_at is not null
union all
select n.at, 'note ' || n.deed, w.name, '', n.words, '', n.id from custody_note n
  join person w on w.property = n.property and w.id = n.by where n.thing = $1
union all
select r.at, 'report ' || r.kind, coalesce(w.name, ''), '', r.words, r.number, r.id from custody_report r
  left join person w on w.property = r.property and w.id = r.reported_by where r.thing = $1
 order by 1 desc, 2 limit $2"""
MOST = 200  # entries of a story on its page; the register has them all


async def board(
    *, kind: str = "", place: str = "", q: str = "", only: str = "", limit: int, skip: int = 0
) -> tuple[list[Thing], Sums]:
    """Hooks as the board shows them, late ones first, and the sums of the whole board."""
    now, text = clock.now(), plain(q)
    things, sums = await database.together(
        Asked(Thing, BOARD, (now, kind, place, text, f"%{liked(text)}%", only, limit, skip)),
        Asked(Sums, SUMS, (now,)),
    )
    return things, sums[0]


async def thing(thing_id: UUID, *, lock: bool = False) -> Thing:
    """One thing, held until the end of the transaction where asked. Raises NotHere."""
    if lock:
        await database.value(
            "select 1 from custody_thing where id = $1 for no key update", thing_id
        )
    found = await _rows(THING + "where t.id = $2", clock.now(), thing_id)
    if not found:
        raise NotHere
    return found[0]


async def things(ids: list[UUID]) -> list[Thing]:
    """These things in the order of their hooks."""
    sql = THING + "where t.id = any ($2) order by t.sort_key, t.id"
    return await _rows(sql, clock.now(), ids)


async def of_kind(kind: str, place: str) -> list[Thing]:
    """Every thing of a kind at a place that is not out of use."""
    sql = THING + "where t.kind = $2 and t.place = $3 and t.state = 'fit' order by t.sort_key, t.id"
    return await _rows(sql, clock.now(), kind, place)


async def story(thing_id: UUID) -> tuple[Thing, list[Moment]]:
    """One thing with what happened to it, the newest first. Raises NotHere."""
    found, moments = await database.together(
        Asked(Thing, THING + "where t.id = $2", (clock.now(), thing_id)),
        Asked(Moment, STORY, (thing_id, MOST)),
    )
    if not found:
        raise NotHere
    return found[0], moments


async def by_code(typed: str) -> Thing | None:
    """The thing whose label was scanned or whose number was typed."""
    known, no = scanned(typed)
    sql = THING + "where (t.id = $2 or lower(t.no) = $3) and t.state <> 'retired' limit 1"
    found = await _rows(sql, clock.now(), known, no)
    return found[0] if found else None


async def find(q: str, limit: int = 5) -> list[Thing]:
    """Type-ahead by hook, label, room, pinyin or initials."""
    text = plain(q)
    if not text:
        return []
    sql = THING + "where t.state <> 'retired' and t.search like $2 order by t.sort_key, t.id limit $3"  # fmt: skip
    return await _rows(sql, clock.now(), f"%{liked(text)}%", limit)


async def _rows(sql: str, *args: object) -> list[Thing]:
    return await database.rows(Thing, sql, *args)
