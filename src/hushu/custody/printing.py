"""Papers of custody: the key handover sheet, the register of loans, labels for hooks (CUST-1, CUST-2, CUST-6)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from hushu.custody import rules
from hushu.custody.queries.loans import LoanRow, RegisterFilter, register, sheet
from hushu.custody.queries.things import Thing, board, things
from hushu.foundation import qr
from hushu.foundation.filters import short_moment
from hushu.foundation.labels import Label, sheets
from hushu.foundation.opened import here
from hushu.foundation.papers import Printed
from hushu.foundation.ruled import ruled
from hushu.foundation.sheets import Book
from hushu.foundation.translation import N_, translate
from hushu.premises.rules import natural_key

MOST = 20_000
FEWEST_ROWS = 6
HEADINGS = (
    N_("Its number"), N_("Its name"), N_("Who borrows it"), N_("On whose behalf"), N_("Needed for"), N_("Lent at"), N_("Lent by"),
    N_("Due back"), N_("Back at"), N_("Taken back by"), N_("On return"),
)  # fmt: skip
WIDTHS = (10, 26, 12, 22, 24, 14, 10, 14, 14, 10, 22)  # 178 half signs: one landscape line
SECURED = N_("Power off, windows and doors shut")
COUNT_BACK = N_("%(back)s of %(out)s came back")


async def key_sheet(sheet_id: str) -> Printed:
    """The maker of the key handover sheet: each ring, what was counted, who signed."""
    found, lines = await sheet(UUID(sheet_id))
    context = {
        "sheet": found, "lines": lines, "place": translate(rules.PLACES[found.place]), "blank": max(0, FEWEST_ROWS - len(lines)),
        "record_no": found.number, "record_qr": qr.page(f"/custody/sheets/{found.id}"),
    }  # fmt: skip
    return Printed("custody/print/sheet.html", context, name=found.number)


async def labels(kind: str = "", place: str = "", q: str = "", skip: int = 0) -> Printed:
    """The maker of labels for the things that the board shows."""
    found, _ = await board(kind=kind, place=place, q=q, limit=MOST)
    ordered = sorted(found, key=lambda one: (one.kind, natural_key(one.no)))
    return sheets(map(_label, ordered), skip)


async def one_label(thing: str, skip: int = 0) -> Printed:
    """The maker of one label."""
    return sheets(map(_label, await things([UUID(thing)])), skip)


def _label(one: Thing) -> Label:
    place = f"{translate(rules.KINDS[one.kind])} · {translate(rules.PLACES[one.place])}"
    lines = (one.label, one.room, place)
    return Label(here().property_name, one.no, lines, qr.page(f"/custody/things/{one.id}"))  # fmt: skip


async def loans(kind: str = "", q: str = "", only: str = "", since: str = "", until: str = "") -> Printed:  # fmt: skip
    """The maker of the printed register: what the list showed."""
    first, last = (date.fromisoformat(day) if day else None for day in (since, until))
    found = await register(RegisterFilter(kind, first, last, q, only), MOST)
    context = {
        "head": ruled(WIDTHS, [[translate(heading) for heading in HEADINGS]])[0], "widths": WIDTHS,
        "rows": ruled(WIDTHS, lines_of(found)), "count": len(found), "since": first, "until": last,
    }  # fmt: skip
    return Printed("custody/print/register.html", context)


def book(found: Sequence[LoanRow]) -> Book:
    """The register as a table, exactly what is shown."""
    title = translate(N_("Register of loans"))
    return Book(title=title, headings=[translate(h) for h in HEADINGS], rows=lines_of(found))


def lines_of(found: Sequence[LoanRow]) -> list[list[str]]:
    """The register's rows as words."""
    return [
        [
            one.no, one.label, one.name, " ".join(filter(None, (one.firm, one.visitor))), one.purpose, short_moment(one.out_at),
            one.out_by, short_moment(one.due_at) if one.due_at else "", short_moment(one.back_at) if one.back_at else "",
            one.back_by, on_return(one),
        ]
        for one in found
    ]  # fmt: skip


def on_return(one: LoanRow) -> str:
    """What is said of a thing that came back; of one that is out, why."""
    if one.back_at is None:
        return one.reason
    said = [
        translate(SECURED) if one.power_off and one.shut else "",
        translate(COUNT_BACK, back=one.count_back, out=one.count_out) if one.count_back != one.count_out else "",
        translate({**rules.CONDITIONS, "lost": N_("Lost")}[one.condition]) if one.condition != "good" else "",
        one.back_words,
    ]  # fmt: skip
    return "；".join(filter(None, said))
