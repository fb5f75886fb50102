"""The written report of a major event: when it is due, and its draft from what was written meanwhile (DUTY-6; H0 15.1.6)."""

from collections.abc import Iterable
from datetime import date, timedelta


def due_day(opened: date, days: int) -> date:
    """The day by whose end it is handed in: the next one, unless the property says otherwise."""
    return opened + timedelta(days=days)


def draft(headings: tuple[str, str, str, str], facts: str, lines: Iterable[str], end: str) -> str:
    """The report as the record tells it: what happened, its course line by line, how it ended, and what is left to write."""
    what, course, ending, lessons = headings
    told = "\n".join(lines)
    return f"{what}\n{facts}\n\n{course}\n{told}\n\n{ending}\n{end}\n\n{lessons}\n"
