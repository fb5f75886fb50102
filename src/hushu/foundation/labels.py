"""Labels with QR codes on A4 sheets: hooks, places, volumes (CUST-6, ARCH-20)."""

from collections.abc import Iterable

import msgspec

from hushu.foundation.papers import Printed

ROWS = 24  # labels of an A4 sheet, three beside each other


class Label(msgspec.Struct, frozen=True):
    """One label: what stands small above, what large, the lines below it, and its code."""

    head: str
    name: str
    lines: tuple[str, ...]
    code: str


def sheets(labels: Iterable[Label], skip: int = 0) -> Printed:
    """The labels on their sheets; so many places of the first are used already."""
    cells: list[Label | None] = [*[None] * skip, *labels]
    return Printed("layout/labels.html", {"sheets": [cells[n : n + ROWS] for n in range(0, len(cells), ROWS)]})  # fmt: skip
