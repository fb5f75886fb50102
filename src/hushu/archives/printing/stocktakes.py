"""The result sheet of a check, as a paper and as a table (ARCH-23)."""

from uuid import UUID

from hushu.archives.queries.eyes import see_as
from hushu.archives.queries.matters import matters
from hushu.archives.queries.stocktakes import Line, lines_of, named, stocktake
from hushu.archives.rules.stocktakes import GUARDS, VERDICTS
from hushu.foundation.filters import short_moment
from hushu.foundation.papers import Printed
from hushu.foundation.ruled import ruled
from hushu.foundation.sheets import Book
from hushu.foundation.translation import N_, translate

HEADINGS = (
    N_("Where it should stand"), N_("Volume number"), N_("Title of the volume"), N_("Found"), N_("Found where"), N_("Remark"),
    N_("Checked by"), N_("When"),
)  # fmt: skip
WIDTHS = (30, 26, 42, 14, 22, 20, 10, 14)  # 178 half signs: one landscape line


def remark(one: Line) -> str:
    """What was said of it, and what of it the book says is lent."""
    return "；".join(dict.fromkeys(part for part in (one.said, one.loan) if part))


def rows(found: list[Line]) -> list[list[str]]:
    """The check's lines as words."""
    return [
        [
            one.box_path, one.number, one.title, translate(VERDICTS[one.verdict]), one.found_path, remark(one), one.by,
            short_moment(one.at) if one.at else "",
        ]
        for one in found
    ]  # fmt: skip


async def sheet(person: str, check: str) -> Printed:
    """The maker of the result sheet."""
    await see_as(UUID(person))
    found = await stocktake(UUID(check))
    context = {
        "check": found, "name": named(found), "guards": GUARDS, "found": found.guards, "widths": WIDTHS,
        "head": ruled(WIDTHS, [[translate(one) for one in HEADINGS]])[0], "rows": ruled(WIDTHS, rows(await lines_of(found.id))),
        "matters": await matters(stocktake=found.id),
    }  # fmt: skip
    return Printed("archives/print/stocktake.html", context, named(found))


def book(name: str, found: list[Line]) -> Book:
    """The same as a table."""
    return Book(title=name, headings=[translate(one) for one in HEADINGS], rows=rows(found))
