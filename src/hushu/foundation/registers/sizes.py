"""How large a register is set: its sheet, its signs, its rows. Measures are points."""

from typing import Literal

import msgspec

MM = 72 / 25.4
Paper = Literal["A4", "A3"]
SHEETS: dict[str, tuple[float, float]] = {"A4": (210 * MM, 297 * MM), "A3": (297 * MM, 420 * MM)}
HIGHEST = 8.5 * MM  # rows of a fitted register grow to this where the sheet has room


class Type(msgspec.Struct, frozen=True):
    """size: of the signs; leading: from line to line; low: above and below the lines of a cell; least: a row's height."""

    size: float
    leading: float
    low: float
    least: float


ORDINARY = Type(9.5, 9.5 * 1.4, 1.1 * MM, 7 * MM)


def compact(size: float) -> Type:
    """Rows as low as their signs."""
    return Type(size, size * 1.2, 0.2 * MM, size * 1.2 + 0.4 * MM)


# What is fitted on one sheet is set as large as it goes; 7 points are the smallest that are read at arm's length.
FITTED = tuple(compact(size) for size in (10, 9.5, 9, 8.5, 8, 7.5, 7))
SEVERAL = compact(9)  # where one sheet is not enough after all
