"""Long printed registers: each row one preformatted run instead of many cells (PERFORMANCE, lever 11).

Columns are counted in half-width signs of the monospaced Chinese face; a cell too long for its column is wrapped here, so
that the press lays out one box a row. `partials/paper.html` has the macro `run_table` that prints it with its rules.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from unicodedata import combining, east_asian_width

# Signs of ambiguous width as Noto Sans Mono CJK SC draws them: above the alphabets they are wide, but for these.
NARROW = frozenset("–′″⁴€ℓ№™")
WIDE = frozenset("§±¶·×÷ˉ")
FIRST_SYMBOL = 0x500
GAP = 1  # half-width signs kept free on both sides of every column, beside the rules
CLOSING = frozenset("，。、；：！？）》」』”’〕】…,.;:!?)]}")


@lru_cache(maxsize=8192)
def width(sign: str) -> int:
    """How many half-width places a sign takes on paper: 0, 1 or 2."""
    if combining(sign):
        return 0
    kind = east_asian_width(sign)
    if kind == "A":
        return 2 if sign in WIDE or (ord(sign) >= FIRST_SYMBOL and sign not in NARROW) else 1
    return 2 if kind in "WF" else 1


def wrapped(text: str, places: int) -> list[str]:
    """The text in lines of at most that many places; a closing sign may hang into the gap."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0
        for sign in paragraph.replace("\t", " ").replace("°C", "℃"):
            needed = width(sign)
            hangs = sign in CLOSING and used + needed <= places + GAP
            if used + needed > places and not hangs:
                lines.append(line)
                line, used = "", 0
            line, used = line + sign, used + needed
        lines.append(line)
    return lines


def ruled(widths: Sequence[int], rows: Iterable[Sequence[str]]) -> list[str]:
    """Each row as one text of one or more lines, every cell padded to its column."""
    return [_row(widths, row) for row in rows]


def _row(widths: Sequence[int], row: Sequence[str]) -> str:
    cells = [wrapped(cell, places - 2 * GAP) for cell, places in zip(row, widths, strict=True)]
    height = max(map(len, cells))
    return "\n".join(
        "".join(
            _padded(cell[n] if n < len(cell) else "", places)
            for cell, places in zip(cells, widths, strict=True)
        ).rstrip()
        for n in range(height)
    )


def _padded(text: str, places: int) -> str:
    """The cell's line between its rules."""
    return " " * GAP + text + " " * (places - GAP - sum(map(width, text)))
