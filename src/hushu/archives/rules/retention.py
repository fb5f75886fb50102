"""What holds and appraisals make of a term, and how a list may be destroyed (ARCH-41 to ARCH-44)."""

import calendar
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from hushu.archives.rules.words import ORDINARY

Days = tuple[date, date | None]
APPRAISERS = 2


class Opinion(msgspec.Struct, frozen=True):
    """What one appraiser says. years: of the new term, None for good."""

    destroy: bool
    years: int | None = None
    term: str = ""
    finance: bool = False


class Decision(msgspec.Struct, frozen=True):
    """What the appraisers' words come to; `term` where the item is kept longer."""

    destroy: bool
    term: str = ""


def stood_still(due: date, began: date, holds: Iterable[Days]) -> date:
    """The day moved on by every day on which a hold lay there, counted once however many did.

    A hold that is placed when the term is over already moves nothing: what stood still was no schedule any more.
    """
    counted = began
    for since, until in sorted(holds, key=lambda days: days[0]):
        start = max(since, counted)
        if start >= due:
            break
        if until is not None and until > start:
            due += until - start
            counted = until
    return due


def decide(opinions: Sequence[Opinion], *, accounting: bool) -> Decision | None:
    """Two appraisers at least; one who would keep it is enough to keep it, and the longest term said counts.

    Accounting files go only when finance was asked; None: somebody still has to speak.
    """
    if len(opinions) < APPRAISERS:
        return None
    keep = [one for one in opinions if not one.destroy]
    if keep:
        longest = max(keep, key=lambda one: float("inf") if one.years is None else one.years)
        return Decision(destroy=False, term=longest.term)
    if accounting and not any(one.finance for one in opinions):
        return None
    return Decision(destroy=True)


def methods(papers: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """How a list may be destroyed; papers: medium and secrecy of each item.

    Files are erased in any case. Confidential and secret paper is shredded, ordinary paper may be torn (H0 6.1.5.2).
    """
    levels = [secrecy for medium, secrecy in papers if medium != "electronic"]
    if not levels:
        return ("erased",)
    return ("shredded",) if max(levels) > ORDINARY else ("shredded", "torn")


def cooled_off(approved: date, months: int) -> date:
    """The first day on which an approved list may be destroyed; the last of a month stays the last of a shorter one."""
    year, month = divmod(approved.month - 1 + months, 12)
    year, month = approved.year + year, month + 1
    return date(year, month, min(approved.day, calendar.monthrange(year, month)[1]))


def whole_years(since: date, until: date) -> int:
    """How many whole years lie between."""
    return max(0, until.year - since.year - ((until.month, until.day) < (since.month, since.day)))


def list_number(year: int, no: int, *, secret: bool) -> str:
    """`XH·2026-001`; secret lists count apart, with an M (ARCH-43)."""
    return f"XH·{year}-{'M' if secret else ''}{no:03}"
