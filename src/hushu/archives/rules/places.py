"""Where papers stand: rooms, cabinets, shelves, boxes (ARCH-20, ARCH-21)."""

from collections.abc import Sequence
from uuid import UUID

from hushu.foundation.translation import N_

KINDS = {
    "room": N_("Archive room"),
    "cabinet": N_("Cabinet"),
    "shelf": N_("Shelf"),
    "box": N_("Box"),
}
BELOW = {"room": "cabinet", "cabinet": "shelf", "shelf": "box"}
MOST_AT_ONCE = 20

# What the database refuses, by the name of the rule, in words.
REFUSED = {
    "archive_box_is_there": N_("This box is not there any more. Please load the page again."),
    "archive_box_alike": N_(
        "A box holds volumes of one year and one term only. Choose another box, or begin a new one."
    ),
    "archive_box_locked": N_(
        "Confidential papers stand in locked places only. Choose a box in a locked room, cabinet or shelf."
    ),
    "archive_place_above": N_("It cannot stand there. Choose another place."),
    "archive_place_empty": N_("Something still stands in it. Move that first."),
    "archive_place_name": N_("This name is taken there. Choose another one."),
}


def names(first: str, count: int) -> list[str]:
    """`count` names from the first on: a number at its end counts up, a last letter goes on, anything else gets a number."""
    stem, digits = first, ""
    while stem and stem[-1].isdecimal() and stem[-1].isascii():
        stem, digits = stem[:-1], stem[-1] + digits
    if digits:
        return [f"{stem}{int(digits) + n:0{len(digits)}}" for n in range(count)]
    if count == 1:
        return [first]
    if (
        first[-1:].isascii()
        and first[-1:].isalpha()
        and ord(first[-1].upper()) + count - 1 <= ord("Z")
    ):
        return [f"{first[:-1]}{chr(ord(first[-1]) + n)}" for n in range(count)]
    return [f"{first}{n + 1}" for n in range(count)]


def box_name(year: int, term_code: str, no: int) -> str:
    """`2026-D30-003`: year, term and the box's own number (盒号) in them."""
    return f"{year}-{term_code}-{no:03}"


def put(order: Sequence[UUID], moved: UUID, before: UUID | None) -> list[UUID]:
    """The neighbours' order with the moved one before that one, or at the end."""
    rest = [one for one in order if one != moved]
    at = rest.index(before) if before in rest else len(rest)
    return [*rest[:at], moved, *rest[at:]]


def shifted(order: Sequence[UUID], moved: UUID, by: int) -> list[UUID]:
    """The order with one of them some places further left (negative) or right, at most to the end."""
    rest = [one for one in order if one != moved]
    at = max(0, min(len(rest), list(order).index(moved) + by))
    return [*rest[:at], moved, *rest[at:]]
