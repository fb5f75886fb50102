"""Reads about reports: what went wrong with a thing, and what the manager answered (CUST-3)."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.foundation import database
from hushu.foundation.refusals import NotHere


class Report(msgspec.Struct, frozen=True):
    """A written report. by is empty where the clock reported; person: who had the thing."""

    id: UUID
    number: str
    kind: str
    thing: UUID
    no: str
    label: str
    counted: int | None
    expected: int | None
    words: str
    at: datetime
    by: str
    person: str
    answer: str
    answered_at: datetime | None
    answered_by: str


REPORT = """select r.id, r.number, r.kind, r.thing, t.no, t.label, r.counted, r.expected, r.words, r.at, coalesce(w.name, ''),
       coalesce(p.name, ''), r.answer, r.answered_at, coalesce(a.name, '')
  from custody_report r join custody_thing t on t.property = r.property and t.id = r.thing
  left join person w on w.property = r.property and w.id = r.reported_by
  left join person a on a.property = r.property and a.id = r.answered_by
  left join custody_loan l on l.property = r.property and l.id = r.loan
  left join person p on p.property = l.property and p.id = l.person """


async def reports(*, only: str, limit: int, after: UUID | None = None) -> list[Report]:
    """Reports, the newest first; `open` ones where they wait for an answer."""
    sql = """where ($1 <> 'open' or r.answered_at is null)
               and ($2::uuid is null or (r.at, r.id) < ((select at from custody_report where id = $2), $2))
             order by r.at desc, r.id desc limit $3"""
    return await database.rows(Report, REPORT + sql, only, after, limit)


async def report(report_id: UUID) -> Report:
    """One report. Raises NotHere."""
    found = await database.row(Report, REPORT + "where r.id = $1", report_id)
    if found is None:
        raise NotHere
    return found
