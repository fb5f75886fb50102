"""Appraisals, what falls due, and how far destruction is (ARCH-42, ARCH-46)."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.opened import me
from hushu.foundation.refusals import NotHere
from hushu.foundation.translation import N_, translate


class Appraisal(msgspec.Struct, frozen=True):
    """A year's appraisal with how far it is."""

    id: UUID
    year: int
    begun_at: datetime
    open: int
    kept: int
    destroyed: int


class EntryRow(msgspec.Struct, frozen=True):
    """An item under appraisal. said: who has spoken how; mine: what the acting person said."""

    id: UUID
    item: UUID
    number: str
    title: str
    dated: date
    secrecy: int
    volume: UUID
    volume_number: str
    volume_title: str
    class_id: UUID
    class_name: str
    accounting: bool
    term_name: str
    due_on: date | None
    state: str
    said: str
    mine: str


class ClassCount(msgspec.Struct, frozen=True):
    """How many of a class wait in an appraisal."""

    id: UUID
    code: str
    name: str
    open: int
    all: int


class Falling(msgspec.Struct, frozen=True):
    """How many items of a class fall due in a month; `month` None: due already."""

    class_id: UUID
    code: str
    name: str
    month: date | None
    n: int


class Standing(msgspec.Struct, frozen=True):
    """How many papers stand at each step on the way to destruction."""

    due: int
    open: int
    decided: int
    decided_secret: int


APPRAISAL = """select a.id, a.year, a.begun_at, count(*) filter (where e.state = 'open'),
                      count(*) filter (where e.state = 'keep'),
                      count(*) filter (where e.state in ('destroy', 'refused'))
                 from archive_appraisal a left join archive_appraised e on e.property = a.property and e.appraisal = a.id """
ENTRIES = """select a.id, i.id, i.number, i.title, i.dated, i.secrecy, v.id, v.number, v.title, c.id, c.name,
                    i.trigger = 'accounting_year', t.name, i.due_on, a.state,
                    coalesce((select string_agg(p.name || ' ' || case o.verdict when 'keep' then $6 else $7 end, '、'
                                                order by o.at)
                                from archive_opinion o join person p on p.property = o.property and p.id = o.person
                               where o.entry = a.id), ''),
                    coalesce((select o.verdict from archive_opinion o where o.entry = a.id and o.person = $3), '')
               from archive_appraised a join archive_item i on i.property = a.property and i.id = a.item
               join archive_volume v on v.property = i.property and v.id = i.volume
               join archive_class c on c.property = i.property and c.id = i.class
               join archive_term t on t.property = i.property and t.key = i.term
              where a.appraisal = $1 and ($2::uuid is null or i.class = $2) and ($4 or a.state = 'open')
              order by v.number, i.no limit $5"""
CLASSES = """select c.id, c.code, c.name, count(*) filter (where a.state = 'open'), count(*)
               from archive_appraised a join archive_item i on i.property = a.property and i.id = a.item
               join archive_class c on c.property = i.property and c.id = i.class
              where a.appraisal = $1 group by c.id, c.code, c.name order by c.code"""
FALLING = """select c.id, c.code, c.name, case when i.due_on > $1 then date_trunc('month', i.due_on)::date end, count(*)
               from archive_item i join archive_class c on c.property = i.property and c.id = i.class
              where i.state = 'kept' and i.due_on < $2 and archive_blocked(i.id) is null
              group by c.id, c.code, c.name, 4 order by c.code, 4"""
STANDING = """select
  (select count(*) from archive_item i where i.state = 'kept' and i.due_on <= $1 and archive_blocked(i.id) is null
      and i.id not in (select a.item from archive_appraised a where a.state in ('open', 'destroy'))),
  (select count(*) from archive_appraised where state = 'open'),
  count(*) filter (where secrecy < 2), count(*) filter (where secrecy = 2)
  from archive_item i where i.state = 'kept' and i.due_on <= $1 and archive_blocked(i.id) is null
   and exists (select 1 from archive_appraised a where a.item = i.id and a.state = 'destroy')
   and i.id not in (select r.item from archive_list_row r where r.out_at is null)"""


async def appraisals() -> list[Appraisal]:
    """All of them, newest first."""
    return await database.rows(
        Appraisal, APPRAISAL + "group by a.id, a.year, a.begun_at order by a.year desc"
    )


async def appraisal(appraisal_id: UUID) -> Appraisal:
    """One of them. Raises NotHere."""
    sql = APPRAISAL + "where a.id = $1 group by a.id, a.year, a.begun_at"
    found = await database.row(Appraisal, sql, appraisal_id)
    if found is None:
        raise NotHere
    return found


async def entries(
    appraisal_id: UUID, class_id: UUID | None = None, *, decided: bool = False, limit: int = 300
) -> list[EntryRow]:
    """What waits in it, volume by volume; with `decided` also what is decided."""
    words = (translate(N_("keep")), translate(N_("destroy")))
    return await database.rows(
        EntryRow, ENTRIES, appraisal_id, class_id, me(), decided, limit, *words
    )


async def classes_of(appraisal_id: UUID) -> list[ClassCount]:
    """The classes it touches."""
    return await database.rows(ClassCount, CLASSES, appraisal_id)


async def falling_due(until: date) -> list[Falling]:
    """What falls due before that day and is free, by class and month."""
    return await database.rows(Falling, FALLING, clock.today(), until)


async def standing() -> Standing:
    """The workbench's figures."""
    found = await database.row(Standing, STANDING, clock.today())
    return found or Standing(0, 0, 0, 0)
