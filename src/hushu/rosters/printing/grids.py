"""A month on one sheet of A3 or A4, and as a spreadsheet that comes in again (ROST-5, ROST-8)."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from hushu.foundation import files, qr, registers, sheets
from hushu.foundation.filters import moment
from hushu.foundation.opened import here
from hushu.foundation.papers import Sheet
from hushu.foundation.registers import Column, Register
from hushu.foundation.registers.sizes import Paper
from hushu.foundation.translation import DEFAULT, N_, speaking, translate
from hushu.rosters.printing.days import day_columns, narrow
from hushu.rosters.queries.paper import OnPaper, of_edition, of_plan
from hushu.rosters.rules.shapes import Shift
from hushu.rosters.rules.table import sums, written

TITLE = N_("Duty roster")
PERSON = N_("Name")
BY = {
    "check": N_("Checked by"),
    "countersign": N_("Countersigned by"),
    "approve": N_("Approved by"),
}
SUMS = (N_("Working hours"), N_("Nights"), N_("Weekends"), N_("Holidays"))


async def edition(output: str, edition: str = "", roster: str = "") -> Sheet:
    """The maker of an edition, or of a month's plan as it stands: a3, a4 or xlsx."""
    found = await (of_edition(UUID(edition)) if edition else of_plan(UUID(roster)))
    with speaking(DEFAULT):
        name = "-".join(
            [translate(TITLE), found.team, f"{found.month:%Y%m}", _label(found).replace("/", "")]
        )
        if output == "xlsx":
            return Sheet(await sheets.written(book(found), "xlsx"), files.XLSX, f"{name}.xlsx")
        rows = msgspec.msgpack.encode(rows_of(found))
        made = await registers.pdf(register(found, "A3" if output == "a3" else "A4"), [rows])
        return Sheet(made, files.PDF, f"{name}.pdf")


def book(found: OnPaper) -> sheets.Book:
    """The month as a table; the first heading says which month it is."""
    return sheets.Book(
        title=f"{found.team} {found.month:%Y-%m}",
        headings=[f"{translate(PERSON)} {found.month:%Y-%m}", *(str(day.day) for day in found.kinds), *map(translate, SUMS)],
        rows=written(found.plan, found.kinds),
    )  # fmt: skip


def rows_of(found: OnPaper) -> list[list[str]]:
    """A row a person."""
    plan, rows = found.plan, []
    for number, one in enumerate(plan.people, 1):
        said = sums(plan, one.id, found.kinds)
        rows.append([str(number), one.name, *(plan.letter(one.id, day) for day in found.kinds),
                     said.hours, str(said.nights), str(said.weekends), str(said.holidays)])  # fmt: skip
    return rows


def register(found: OnPaper, paper: Paper) -> Register:
    """The sheet around the rows."""
    columns = [
        narrow(N_("Row no."), 8), Column(translate(PERSON), 24), *day_columns(found.kinds), *(narrow(one, 10.5) for one in SUMS),
    ]  # fmt: skip
    across = {
        "draft": N_("Draft"),
        "signing": N_("Draft"),
        "recalled": N_("Recalled"),
        "dropped": N_("Not agreed"),
    }
    return Register(
        title=translate(N_("%(team)s duty roster"), team=found.team), columns=columns, fitted=True, paper=paper,
        meta=[f"{found.month:%Y-%m}", translate(N_("Edition %(label)s"), label=_label(found)),
              translate(N_("%(n)s people"), n=len(found.plan.people))],
        record_no=f"{here().slug}-{found.month:%Y%m}-{found.team}-{_label(found)}",
        address=qr.address(found.path), dark=[one.letter for one in found.plan.shifts if one.night],
        feet=_feet(found), notes=_notes(found), across=translate(across[found.state]) if found.state in across else "",
    )  # fmt: skip


def _label(found: OnPaper) -> str:
    return found.label or translate(N_("Draft"))


def _feet(found: OnPaper) -> list[list[str]]:
    """How many work each shift on each day."""
    plan, rows = found.plan, []
    for shift in plan.shifts:
        counts = [
            sum(plan.cells.get(one.id, {}).get(day) == shift.key for one in plan.people)
            for day in found.kinds
        ]
        if any(counts):
            name = translate(N_("On %(shift)s"), shift=shift.name)
            rows.append(["", name, *(str(n or "") for n in counts), *[""] * len(SUMS)])
    return rows


def _notes(found: OnPaper) -> list[str]:
    """Which letter is which shift, what does not fit and why it counts all the same, who made and approved it."""
    lines = ["　".join([*map(_said, _used(found)), translate(N_("an empty day is free"))])]
    if found.exceptions:
        lines.append(f"{translate(N_('What does not fit'))}：{found.exceptions}")
    by = [
        f"{translate(BY[one.deed])}：{one.name} {moment(one.at)}"
        for one in found.signed
        if one.deed in BY
    ]
    if found.made_at:
        by.insert(0, f"{translate(N_('Made by'))}：{found.maker} {moment(found.made_at)}")
    if not any(one.deed == "approve" for one in found.signed):
        by.append(translate(N_("Not approved yet: this sheet does not count.")))
    lines.append("　　".join(by))
    if found.recalled_at:
        lines.append(
            translate(
                N_("This edition was taken back on %(moment)s and does not count any more."),
                moment=moment(found.recalled_at),
            )
        )
    return lines


def _used(found: OnPaper) -> Sequence[Shift]:
    worked = {key for days in found.plan.cells.values() for key in days.values()}
    return [one for one in found.plan.shifts if one.key in worked] or found.plan.shifts


def _said(shift: Shift) -> str:
    ends = f"{shift.ends:%H:%M}"
    if shift.ends <= shift.begins:
        ends = translate(N_("next day %(time)s"), time=ends)
    dark = translate(N_("(white on black)")) if shift.night else ""
    return f"{shift.letter} {shift.name} {shift.begins:%H:%M}–{ends}{dark}"
