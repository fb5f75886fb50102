"""The month's attendance, as it stands and as it was reported (ROST-10)."""

from datetime import date, datetime
from itertools import groupby
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.calendar import Day
from hushu.foundation.opened import setting
from hushu.foundation.refusals import NotHere
from hushu.rosters.queries.attendance import worked
from hushu.rosters.rules.attendance import period
from hushu.rosters.rules.report import Line, Total, total

CLOSES = 25


class Report(msgspec.Struct, frozen=True):
    """A month that was sent to the personnel office."""

    id: UUID
    month: date
    first: date
    last: date
    state: str
    maker: str
    made_at: datetime
    paper: UUID | None
    rows: str

    @property
    def totals(self) -> list[Total]:
        """The rows as they were frozen."""
        return msgspec.json.decode(self.rows, type=list[Total])


class Standing(msgspec.Struct, frozen=True):
    """The period of a month and everybody's totals. open: a shift of it is still to come, or runs."""

    month: date
    kinds: dict[date, Day]
    totals: list[Total]
    open: bool

    @property
    def days(self) -> list[date]:
        """Its days."""
        return list(self.kinds)


REPORT = """select r.id, r.month, r.first, r.last, r.state, p.name, r.made_at, r.paper, r.rows::text from attendance_report r
              join person p on p.property = r.property and p.id = r.made_by """


def closing_day() -> int:
    """The day of the month on which attendance is reported (H0 1.1.3: the 25th)."""
    return int(setting("attendance_day", CLOSES))


async def standing(month: date) -> Standing:
    """Everybody's attendance of the month's period, as it stands now."""
    first, last = period(month, closing_day())
    found, now = await worked(first, last), clock.now()
    totals, running = [], False
    for _, rows in groupby(found.worked, key=lambda one: one.person):
        shifts = list(rows)
        lines = [Line(one.day, found.kind(one.day), one.judged(now), one.leave) for one in shifts]
        running |= any(line.judged.state in {"coming", "running"} for line in lines)
        totals.append(total(shifts[0].person, shifts[0].name, shifts[0].post, lines))
    return Standing(month, found.kinds, totals, running)


async def report_of(month: date) -> Report | None:
    """What was sent of that month, unless it was sent back."""
    return await database.row(Report, REPORT + "where r.month = $1 and r.state <> 'dropped'", month)


async def report(report_id: UUID) -> Report:
    """One report. Raises NotHere."""
    found = await database.row(Report, REPORT + "where r.id = $1", report_id)
    if found is None:
        raise NotHere
    return found
