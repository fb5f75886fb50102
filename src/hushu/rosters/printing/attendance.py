"""The month's attendance: a sign a day and the sums, on paper or as a spreadsheet, as it stands or as it was sent (ROST-10)."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from hushu.foundation import files, papers, qr, registers, sheets
from hushu.foundation.calendar import Day, span
from hushu.foundation.filters import moment
from hushu.foundation.opened import here
from hushu.foundation.papers import Sheet
from hushu.foundation.registers import Column, Register
from hushu.foundation.registers.sizes import Paper
from hushu.foundation.translation import DEFAULT, N_, speaking, translate
from hushu.rosters.printing.days import day_columns, narrow
from hushu.rosters.queries.days import kinds_of
from hushu.rosters.queries.report import Report, report_of, standing
from hushu.rosters.rules.report import LEAVE_SIGNS, SIGNS, Total
from hushu.rosters.words import LEAVES

TITLE = N_("Attendance")
MEANT = {
    "present": N_("Present"), "late": N_("Late"), "early": N_("Left early"), "absent": N_("Absent"),
    "no_off": N_("Not signed off"), "running": N_("At work"),
}  # fmt: skip
FIGURES = (
    N_("Shifts worked"), N_("Hours worked"), N_("Late, times/min"), N_("Early, times/min"), N_("Absent"), N_("Not signed off"),
    N_("Overtime 150 %"), N_("Overtime 200 %"), N_("Overtime 300 %"), N_("Days of leave"),
)  # fmt: skip
WIDE = FIGURES[1:4]


@papers.private
async def attendance(month: str, output: str) -> Sheet:
    """The maker of a month's attendance: a3, a4 or xlsx. What was sent to the personnel office is given as it was sent."""
    first = date.fromisoformat(month)
    sent = await report_of(first)
    totals, days = await _found(first, sent)
    with speaking(DEFAULT):
        name = f"{translate(TITLE)}-{first:%Y%m}"
        if output == "xlsx":
            return Sheet(
                await sheets.written(book(first, totals, days), "xlsx"), files.XLSX, f"{name}.xlsx"
            )
        made = register(first, totals, await kinds_of(days), sent, "A3" if output == "a3" else "A4")
        rows = [[str(n), *row] for n, row in enumerate(_rows(totals, days), 1)]
        return Sheet(
            await registers.pdf(made, [msgspec.msgpack.encode(rows)]), files.PDF, f"{name}.pdf"
        )


async def _found(month: date, sent: Report | None) -> tuple[list[Total], list[date]]:
    if sent is not None:
        return sent.totals, list(span(sent.first, sent.last))
    now = await standing(month)
    return now.totals, now.days


def book(month: date, totals: Sequence[Total], days: Sequence[date]) -> sheets.Book:
    """The month as a table."""
    heads = [N_("Name"), N_("Position"), *(f"{day:%m-%d}" for day in days), *FIGURES]
    return sheets.Book(
        title=f"{translate(TITLE)} {month:%Y-%m}",
        headings=[translate(one) for one in heads],
        rows=[[row[0], one.post, *row[1:]] for one, row in zip(totals, _rows(totals, days), strict=True)],
    )  # fmt: skip


def register(
    month: date, totals: Sequence[Total], kinds: Mapping[date, Day], sent: Report | None, paper: Paper
) -> Register:  # fmt: skip
    """The sheet around the rows."""
    columns = [
        narrow(N_("Row no."), 8), Column(translate(N_("Name")), 24), *day_columns(kinds),
        *(narrow(one, 12 if one in WIDE else 8.5) for one in FIGURES),
    ]  # fmt: skip
    days = list(kinds)
    return Register(
        title=translate(N_("Attendance of the month")), columns=columns, fitted=True, paper=paper, notes=_notes(sent),
        meta=[f"{month:%Y-%m}", f"{days[0]} — {days[-1]}", translate(N_("%(n)s people"), n=len(totals))],
        record_no=f"{here().slug}-{month:%Y%m}-{translate(TITLE)}", dark=[SIGNS["absent"]],
        address=qr.address(f"/attendance/month?month={month:%Y-%m}"),
    )  # fmt: skip


def _rows(totals: Sequence[Total], days: Sequence[date]) -> list[list[str]]:
    return [[one.name, *(one.signs.get(day, "") for day in days), *_figures(one)] for one in totals]


def _figures(one: Total) -> list[str]:
    """In the order of FIGURES; late and early as times/minutes; nothing where there is nothing to say."""
    return [
        str(one.shifts), _hours(one.worked), _times(one.late, one.late_minutes), _times(one.early, one.early_minutes),
        str(one.absent or ""), str(one.no_off or ""), _hours(one.over_work), _hours(one.over_rest), _hours(one.over_statutory),
        str(sum(one.leave.values()) or ""),
    ]  # fmt: skip


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.1f}".removesuffix(".0") if minutes else ""


def _times(times: int, minutes: int) -> str:
    return f"{times}/{minutes}" if times else ""


def _notes(sent: Report | None) -> list[str]:
    signs = [f"{SIGNS[state]} {translate(words)}" for state, words in MEANT.items()]
    leave = [f"{sign} {translate(LEAVES[kind])}" for kind, sign in LEAVE_SIGNS.items()]
    return ["　".join([*signs, *leave]), _state(sent)]


def _state(sent: Report | None) -> str:
    """Whether these figures are the ones that were sent."""
    if sent is None:
        return translate(N_("Not sent to the personnel office yet: as it stands now."))
    words = N_("Made by %(name)s on %(moment)s, being signed")
    if sent.state == "reported":
        words = N_("Sent by %(name)s on %(moment)s")
    return translate(words, name=sent.maker, moment=moment(sent.made_at))
