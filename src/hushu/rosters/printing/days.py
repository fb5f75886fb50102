"""Columns of days as every sheet of rosters has them: number over weekday, rest days and holidays in greys that print."""

from collections.abc import Mapping
from datetime import date

from hushu.foundation.calendar import Day
from hushu.foundation.registers import Column
from hushu.foundation.translation import N_, translate
from hushu.rosters.words import WEEKDAYS

SHADES = {"work": 1.0, "rest": 0.9, "statutory": 0.8}
NARROW = 6  # beside a name of 24


def day_columns(kinds: Mapping[date, Day]) -> list[Column]:
    """A column a day. Where any day is not what its weekday says, a third line names those."""
    special = {day: _special(kind) for day, kind in kinds.items()}
    third = any(special.values())
    return [
        Column(
            "\n".join([str(day.day), translate(WEEKDAYS[day.weekday()]), *([special[day] or " "] if third else [])]),
            NARROW, "mid", shade=SHADES[kind.kind], tight=True,
        )
        for day, kind in kinds.items()
    ]  # fmt: skip


def narrow(heading: str, share: float = 9) -> Column:
    """A column of figures."""
    return Column(translate(heading), share, "mid", tight=True)


def _special(kind: Day) -> str:
    if kind.kind == "statutory":
        return translate(N_("Hol"))
    if not kind.moved:
        return ""
    return translate(N_("Off")) if kind.kind == "rest" else translate(N_("Wk"))
