"""Retention as arithmetic: when a term begins, and the first day on which an item may be appraised (ARCH-40)."""

from datetime import date

import msgspec


class Term(msgspec.Struct, frozen=True):
    """A term of retention; `years` None keeps for good."""

    key: str
    code: str
    name: str
    years: int | None


def began(
    trigger: str, *, filed: date, volume_closed: date | None, happened: date | None
) -> date | None:
    """The day the term counts from, or None while what starts it has not happened.

    An accounting year ends with the year of filing's December; every other trigger is a day somebody names.
    """
    match trigger:
        case "filing":
            return filed
        case "volume_closed":
            return volume_closed
        case "accounting_year":
            return happened or date(filed.year, 12, 31)
        case _:
            return happened


def due(began_on: date | None, years: int | None) -> date | None:
    """The first day after the whole term; None while it has not begun, and for what is kept for good.

    A term that begins on 29 February ends a day later, not earlier, in a year without one: a paper is never destroyed too early.
    """
    if began_on is None or years is None:
        return None
    try:
        return began_on.replace(year=began_on.year + years)
    except ValueError:
        return date(began_on.year + years, 3, 1)
