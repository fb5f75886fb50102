"""The register of units and households, as a paper and as a table."""

from collections.abc import Sequence
from uuid import UUID

from hushu.foundation.filters import masked
from hushu.foundation.papers import Printed
from hushu.foundation.ruled import ruled
from hushu.foundation.sheets import Book
from hushu.foundation.translation import N_, translate
from hushu.premises import queries
from hushu.premises.queries import Caller
from hushu.premises.rules import KINDS

MOST = 20_000
HEADINGS = (
    N_("Building"), N_("Floor"), N_("Room"), N_("Household"), N_("Contact person"), N_("Phone"), N_("Kind of use"),
    N_("Key account"), N_("What to mind"),
)  # fmt: skip
WIDTHS = (12, 8, 14, 44, 14, 18, 18, 12, 38)  # 178 half signs: one landscape line


async def register(building: str = "", q: str = "", only: str = "") -> Printed:
    """The maker of the printed register: what the list showed, phones masked as on the page (PPL-8)."""
    chosen = UUID(building) if building else None
    found = await queries.listed(building=chosen, q=q, only=only, limit=MOST)
    names = {one.id: one.name for one in await queries.buildings()}
    context = {
        "head": ruled(WIDTHS, [[translate(heading) for heading in HEADINGS]])[0],
        "widths": WIDTHS,
        "rows": ruled(WIDTHS, lines(found)),
        "count": len(found),
        "building": names.get(chosen, "") if chosen else "",
        "q": q,
    }
    return Printed("premises/print/register.html", context)


def book(found: Sequence[Caller]) -> Book:
    """The list as a table, exactly what is shown."""
    title = translate(N_("Units and households"))
    return Book(title=title, headings=[translate(h) for h in HEADINGS], rows=lines(found))


def lines(found: Sequence[Caller]) -> list[list[str]]:
    """The list's rows as words."""
    yes = translate(N_("Yes"))
    return [
        [
            one.building, one.floor, one.label, one.name, one.contact, masked(one.phone),
            translate(KINDS[one.kind]) if one.kind else "", yes if one.key_account else "", one.minding,
        ]
        for one in found
    ]  # fmt: skip
