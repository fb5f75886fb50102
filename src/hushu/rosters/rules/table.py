"""A month as a table of a spreadsheet: a row a person, a column a day, out and in again without loss (ROST-8)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from hushu.foundation.calendar import Day, month_days
from hushu.foundation.translation import N_, translate
from hushu.rosters.rules.editions import FREE, Frozen, Somebody
from hushu.rosters.rules.figures import Figures, figures
from hushu.rosters.rules.shapes import Shift

MONTH = re.compile(r"(20\d\d)\s*[-/.年]\s*(\d{1,2})")
DAY = re.compile(r"0?(\d{1,2})日?")
HOURS = re.compile(r"\S .+ \d\d:\d\d–\d\d:\d\d")  # a line that says which letter is which shift
OTHER_MONTH = N_("This table is of %(found)s, this roster of %(month)s.")
NO_DAYS = N_(
    "No column is headed by a day: the first row holds the name and then the days, 1, 2, 3 and so on."
)
NO_SUCH_DAY = N_("This month has no such day.")
DAY_TWICE = N_("This day is already in column %(column)s.")
NO_NAME = N_("Whose shifts are these? The first cell of the row holds the name.")
UNKNOWN = N_("Nobody of this name stands on this roster.")
SEVERAL = N_("Several people have this name. Write it as the roster exports it: %(words)s")
TWICE = N_("This person already has row %(n)s.")
ELSEWHERE = N_("%(name)s already works on %(day)s in another roster.")
OVER = N_(
    "A day that is over stays in a published roster as it was; what really happened is corrected in the attendance."
)
NO_LETTER = N_("There is no such shift here. Write one of: %(words)s")


class Fault(msgspec.Struct, frozen=True):
    """What is wrong at a cell, named as the spreadsheet names it."""

    cell: str
    said: str
    reason: str
    values: dict[str, Any] = {}

    @property
    def words(self) -> str:
        """The reason in the person's language."""
        return translate(self.reason, **self.values)


class Read(msgspec.Struct, frozen=True):
    """What a table says: the letters it wishes, with the cells they stand in, and every fault."""

    wishes: dict[tuple[UUID, date], tuple[str, str]]
    faults: list[Fault]


def sums(plan: Frozen, person: UUID, kinds: Mapping[date, Day]) -> Figures:
    """What an edition asks of one person."""
    worked = ((day, shift) for day in kinds if (shift := plan.shift(person, day)) is not None)
    return figures(worked, {day: kind.kind for day, kind in kinds.items()})


def named(people: Sequence[Somebody]) -> dict[UUID, str]:
    """How each person is written: those of one name with a mark of their own behind it."""
    often = Counter(_folded(one.name) for one in people)
    return {
        one.id: one.name if often[_folded(one.name)] == 1 else f"{one.name}#{one.id.hex[-6:]}"
        for one in people
    }


def hours_of(shift: Shift) -> str:
    """Which letter is which shift, in one line."""
    return f"{shift.letter} {shift.name} {shift.begins:%H:%M}–{shift.ends:%H:%M}"


def written(plan: Frozen, kinds: Mapping[date, Day]) -> list[list[str]]:
    """The rows: names with their letters and sums, then after an empty row which letter is which shift."""
    names, width = named(plan.people), len(kinds) + 5
    rows = []
    for one in plan.people:
        said = sums(plan, one.id, kinds)
        rows.append([names[one.id], *(plan.letter(one.id, day) for day in kinds),
                     said.hours, str(said.nights), str(said.weekends), str(said.holidays)])  # fmt: skip
    legend = [[hours_of(shift)] for shift in plan.shifts]
    return [*rows, *(row + [""] * (width - len(row)) for row in ([""], *legend))]


def read(
    table: Sequence[Sequence[str]], month: date, people: Sequence[Somebody], letters: Collection[str]
) -> Read:  # fmt: skip
    """What the table wishes. People and days that do not stand in it are left as they are."""
    start = next((n for n, row in enumerate(table) if any(map(str.strip, row))), 0)
    head = table[start] if table else []
    days, faults = _days(head, start + 1, month)
    if faults:
        return Read({}, faults)
    reader = _Rows(people, letters, days)
    for number, row in enumerate(table[start + 1 :], start + 2):
        reader.take(number, row)
    return Read(reader.wishes, reader.faults)


class _Rows:
    """Takes the rows of a table one after another."""

    def __init__(
        self, people: Sequence[Somebody], letters: Collection[str], days: Mapping[int, date | None]
    ) -> None:
        self._ids = {_folded(label): one for one, label in named(people).items()}
        self._several = {
            _folded(one.name): label
            for one in people
            if (label := named(people)[one.id]) != one.name
        }
        self._letters = {unicodedata.normalize("NFKC", letter): letter for letter in letters}
        self._days, self._seen = days, dict[UUID, int]()
        self.wishes: dict[tuple[UUID, date], tuple[str, str]] = {}
        self.faults: list[Fault] = []

    def take(self, number: int, row: Sequence[str]) -> None:
        """One row with its number."""
        name = row[0].strip() if row else ""
        cells = [(n, cell.strip()) for n, cell in enumerate(row) if n in self._days]
        filled = any(cell for _, cell in cells)
        if not filled and (not name or HOURS.fullmatch(name)):
            return
        person = self._person(number, name)
        if person is None:
            return
        for column, cell in cells:
            self._cell(person, f"{_column(column)}{number}", self._days[column], cell)

    def _person(self, number: int, name: str) -> UUID | None:
        cell, folded = f"A{number}", _folded(name)
        person = self._ids.get(folded)
        if not name:
            self.faults.append(Fault(cell, "", NO_NAME))
        elif folded in self._several:
            self.faults.append(Fault(cell, name, SEVERAL, {"words": self._several[folded]}))
            return None
        elif person is None:
            self.faults.append(Fault(cell, name, UNKNOWN))
        elif self._seen.setdefault(person, number) != number:
            self.faults.append(Fault(cell, name, TWICE, {"n": self._seen[person]}))
            return None
        return person

    def _cell(self, person: UUID, place: str, day: date | None, said: str) -> None:
        letter = self._letters.get(unicodedata.normalize("NFKC", said))
        if letter is None and said in {"", FREE}:
            letter = ""
        if day is None:
            if said:
                self.faults.append(Fault(place, said, NO_SUCH_DAY))
        elif letter is None:
            offered = "、".join([*self._letters.values(), FREE])
            self.faults.append(Fault(place, said[:40], NO_LETTER, {"words": offered}))
        else:
            self.wishes[person, day] = (letter, place)


def _days(head: Sequence[str], row: int, month: date) -> tuple[dict[int, date | None], list[Fault]]:
    """Which column is which day, None for one that this month does not have; and what is wrong with the heading."""
    said = MONTH.search(head[0]) if head else None
    if said and (int(said[1]), int(said[2])) != (month.year, month.month):
        values = {"found": f"{said[1]}-{int(said[2]):02}", "month": f"{month:%Y-%m}"}
        return {}, [Fault(f"A{row}", head[0], OTHER_MONTH, values)]
    every = {day.day: day for day in month_days(month)}
    found: dict[int, date | None] = {}
    places: dict[int, int] = {}
    faults = []
    for column, heading in enumerate(head[1:], 1):
        number = _number(heading)
        if number is None:
            continue
        if places.setdefault(number, column) != column:
            first = _column(places[number])
            faults.append(Fault(f"{_column(column)}{row}", heading, DAY_TWICE, {"column": first}))
        found[column] = every.get(number)
    if not found:
        faults.append(Fault(f"A{row}", head[0] if head else "", NO_DAYS))
    return found, faults


def _number(heading: str) -> int | None:
    """The day that a heading names: 1, 01, 1日; a weekday may stand below it."""
    lines = unicodedata.normalize("NFKC", heading).split("\n")
    said = DAY.fullmatch(lines[0].strip())
    return int(said[1]) if said else None


def _column(place: int) -> str:
    """A, B, … Z, AA: as the spreadsheet calls it."""
    above, letter = divmod(place, 26)
    return (_column(above - 1) if above else "") + chr(ord("A") + letter)


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
