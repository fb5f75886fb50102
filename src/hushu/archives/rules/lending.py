"""What may be borrowed how, and when a borrower is reminded (ARCH-31, ARCH-33)."""

from collections.abc import Iterable
from datetime import date

from hushu.archives.rules.words import ORDINARY, SECRET
from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_

LEND, ON_THE_SPOT, NEVER = "lend", "on_the_spot", "never"
DAYS = 30  # the longest loan where the property names no other
EARLY = (-1, 0, 1, 3)
WEEK = 7
NOT_LENT = N_(
    "Confidential papers and those of this class are not lent. Ask the general manager for leave to read them on the spot."
)
STAYS = N_(
    "Papers of this class do not leave the reading room. Choose to read them on the spot, and a day for it."
)
PAST = N_("This day is over already.")
TOO_LONG = N_("At most %(n)s days. Ask again when the time is up.")


def way_of(lending: str, secrecy: int, *, leave: bool) -> str:
    """How one paper may be used: `lend`, `on_the_spot` or `never`. Confidential ones only with leave, and never taken away."""
    if secrecy == SECRET:
        return NEVER
    if secrecy > ORDINARY or lending == NEVER:
        return ON_THE_SPOT if leave else NEVER
    return lending


def agreed_way(wanted: str, allowed: Iterable[str]) -> str:
    """The one way for all papers of a request. Raises Refused where one of them is not lent so."""
    ways = set(allowed)
    if NEVER in ways:
        raise Refused("items", NOT_LENT)
    if wanted == LEND and ON_THE_SPOT in ways:
        raise Refused("way", STAYS)
    return wanted


def check_day(due_on: date, today: date, most: int) -> None:
    """The day of return. Raises Refused when it is over or too far away."""
    if due_on < today:
        raise Refused("due_on", PAST)
    if (due_on - today).days > most:
        raise Refused("due_on", TOO_LONG, n=most)


def stage(days: int) -> int | None:
    """The reminder that is due so many days past the day of return: the day before, the day, 1, 3, 7, then each week.

    A day on which nothing was sent loses no reminder: the last one reached is due until it was given.
    """
    if days < EARLY[0]:
        return None
    if days >= WEEK:
        return days // WEEK * WEEK
    return max(one for one in EARLY if one <= days)
