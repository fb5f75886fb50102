"""When what stands on the shelves is checked, what may be found, and what follows from it (ARCH-23)."""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from hushu.foundation.translation import N_

DAYS_BEFORE, DAYS_AFTER = 4, 10  # around the last day of a month, also after a pause of the house
KINDS = {
    "month": N_("Month-end check"),
    "year": N_("Check of the whole holding at the year's opening"),
    "own": N_("Check between times"),
}
VERDICTS = {
    "waiting": N_("Not looked at yet"),
    "seen": N_("In its place"),
    "lent": N_("Lent"),
    "missing": N_("Missing"),
    "misplaced": N_("In a wrong place"),
    "damaged": N_("Found damaged"),
}
# The seven protections (七防), in the order of the handbook (H0 6.1.1.4).
GUARDS = {
    "insects": N_("Against insects"),
    "mould": N_("Against mould"),
    "dust": N_("Against dust"),
    "fire": N_("Against fire"),
    "theft": N_("Against theft"),
    "damp": N_("Against damp"),
    "heat": N_("Against heat"),
}


class Guard(msgspec.Struct, frozen=True):
    """What was found of one protection; `said` where it does not hold."""

    fine: bool
    said: str = ""


class Due(msgspec.Struct, frozen=True):
    """A check of the calendar."""

    kind: str
    period: str
    due_on: date


def due(today: date) -> Iterator[Due]:
    """What is to be open today: the month-end checks around their day, and all January the year's opening check."""
    for last in (_last_of(today), _last_of(today.replace(day=1) - timedelta(days=1))):
        if last - timedelta(days=DAYS_BEFORE) <= today <= last + timedelta(days=DAYS_AFTER):
            yield Due("month", f"{last:%Y-%m}", last)
    if today.month == 1:
        yield Due("year", f"{today.year}", date(today.year, 1, 31))


def _last_of(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def found(verdict: str, *, lent: bool) -> str:
    """What a checker's word comes to: a volume whose every paper the book says is lent is not missing."""
    return "lent" if verdict == "missing" and lent else verdict


def matter_of(verdict: str, remedy: str) -> str:
    """What has to be done about a line that differs: the kind of its matter; empty for one in its place, or lent by the book."""
    return {"missing": "loss", "misplaced": "put_back", "damaged": remedy or "mend"}.get(
        verdict, ""
    )
