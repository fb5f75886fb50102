"""Reports of what was damaged, altered, lost or leaked (ARCH-34)."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import database
from hushu.foundation.database import Asked
from hushu.foundation.refusals import NotHere


class Report(msgspec.Struct, frozen=True):
    """A report with its item."""

    id: UUID
    number: str
    item: UUID
    item_number: str
    item_title: str
    secrecy: int
    loan: UUID | None
    loan_number: str
    kind: str
    happened_on: date
    words: str
    responsible: UUID | None
    responsible_name: str
    responsibility: str
    measure: str
    state: str
    written_at: datetime
    written_by: UUID
    written_by_name: str
    signed_at: datetime | None
    signed_by_name: str


REPORT = """select r.id, r.number, i.id, i.number, i.title, i.secrecy, r.loan, coalesce(l.number, ''), r.kind, r.happened_on,
                   r.words, r.responsible, coalesce(p.name, ''), r.responsibility, r.measure, r.state, r.written_at, r.written_by,
                   w.name, r.signed_at, coalesce(s.name, '')
              from archive_report r join archive_item i on i.property = r.property and i.id = r.item
              join person w on w.property = r.property and w.id = r.written_by
              left join archive_loan l on l.property = r.property and l.id = r.loan
              left join person p on p.property = r.property and p.id = r.responsible
              left join person s on s.property = r.property and s.id = r.signed_by """


async def reports(*, state: str = "", after: UUID | None = None, limit: int = 50) -> list[Report]:
    """Reports newest first, going on after one of them."""
    sql = f"""{REPORT} where ($1 = '' or r.state = $1)
                and ($2::uuid is null or (r.written_at, r.id) < (select written_at, id from archive_report where id = $2))
              order by r.written_at desc, r.id desc limit $3"""  # noqa: S608 (constants)
    return await database.rows(Report, sql, state, after, limit)


def reports_of(item: UUID) -> Asked[Report]:
    """What happened to an item, newest first."""
    return Asked(Report, f"{REPORT} where r.item = $1 order by r.written_at desc", (item,))


async def report(report_id: UUID, *, lock: bool = False) -> Report:
    """One report. Raises NotHere, also where it is about what one may not know of."""
    sql = REPORT + "where r.id = $1" + (" for no key update of r" if lock else "")
    found = await database.row(Report, sql, report_id)
    if found is None:
        raise NotHere
    return found
