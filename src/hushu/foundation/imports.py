"""Import of lists from Excel or CSV: template, the user's own headings, dry run, all or nothing (PPL-7).

A module describes its list once and gets every page:

    HOUSEHOLDS = Listing(kind="households", title=N_("Units and households"), right="premises.import", path="/premises/import",
                         columns=(Column("label", N_("Room"), names=("房号", "房间号"), required=True), ...),
                         line=HouseholdLine, key=("building", "label", "name"), compare=commands.compare, lay=commands.lay)
    routes = (..., *import_routes(HOUSEHOLDS))

Every uploaded line becomes a `line` Struct of what the columns' `read` gave (a column the file lacks, or an empty cell,
keeps the Struct's default: "leave what is known"). `compare` tells what laying would do, `lay` writes all of it or raises.
"""

import unicodedata
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import msgspec

from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_, translate

MOST_FAULTS = 500
FILL_IN = N_("Please fill this in.")
TWICE = N_("This is the same as row %(n)s. Take one of the two out.")
TOO_LONG = N_("At most %(n)s characters, please.")
LONGEST = 200


def as_text(cell: str) -> str:
    """The cell as it stands."""
    return cell


class Column(msgspec.Struct, frozen=True):
    """A column of a list: `names` are the headings people use for it, the first is the template's.

    `read` makes a value of a cell that is not empty and raises Refused with the reason. `choices` are shown as a hint.
    """

    field: str
    title: str
    names: tuple[str, ...]
    required: bool = False
    read: Callable[[str], Any] = as_text
    examples: tuple[str, ...] = ()
    hint: str = ""
    longest: int = LONGEST


class Tally(msgspec.Struct, frozen=True):
    """What a list does: how many lines are new, changed, or already so."""

    new: int
    changed: int
    same: int


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """A list that can be imported; `key` names the fields by which two lines are the same thing."""

    kind: str
    title: str
    right: str
    path: str
    columns: tuple[Column, ...]
    line: Callable[..., Any]
    key: tuple[str, ...]
    compare: Callable[[Sequence[Any]], Awaitable[Tally]]
    lay: Callable[[Sequence[Any]], Awaitable[Tally]]
    back: str = ""
    note: str = ""


class Fault(msgspec.Struct, frozen=True):
    """What is wrong in one cell; `row` counts as the spreadsheet does, the headings' row included."""

    row: int
    column: str
    cell: str
    reason: str
    values: dict[str, Any]

    @property
    def words(self) -> str:
        """The reason in the person's language."""
        return translate(self.reason, **self.values)


class Reading(msgspec.Struct, frozen=True):
    """A table read against its listing: which heading is which column, the good lines, every fault."""

    headings: list[str]
    mapping: dict[str, int]
    missing: list[Column]
    lines: list[Any]
    faults: list[Fault]
    rows: int
    sample: list[list[str]]


def folded(heading: str) -> str:
    """A heading as it is compared: width and case folded, without blanks, stars and what stands in brackets."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    return "".join(text.split("(")[0].split()).strip("*：:")


def guessed(columns: Sequence[Column], headings: Sequence[str]) -> dict[str, int]:
    """Which column of the file is which of ours, by the names people use; each is taken once."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        places.setdefault(folded(heading), place)
    found: dict[str, int] = {}
    for column in columns:
        names = (*column.names, column.title, column.field)
        known = [places[name] for name in map(folded, names) if name in places]
        if known and known[0] not in found.values():
            found[column.field] = known[0]
    return found


def chosen(
    columns: Sequence[Column], headings: Sequence[str], said: Mapping[str, str]
) -> dict[str, int]:
    """The guess, corrected by what the person said: `said[field]` is a place in the file, or empty for none."""
    mapping = guessed(columns, headings)
    for column in columns:
        if column.field in said:
            mapping.pop(column.field, None)
            place = said[column.field]
            if place.isascii() and place.isdigit() and int(place) < len(headings):
                mapping[column.field] = int(place)
    return mapping


def check(
    listing: Listing, table: Sequence[Sequence[str]], said: Mapping[str, str] | None = None
) -> Reading:
    """Reads every row; the first row that is not empty holds the headings. Nothing is written."""
    start = next((n for n, row in enumerate(table) if any(map(str.strip, row))), 0)
    headings = [cell.strip() for cell in table[start]] if table else []
    mapping = chosen(listing.columns, headings, said or {})
    missing = [c for c in listing.columns if c.required and c.field not in mapping]
    lines: list[Any] = []
    faults: list[Fault] = []
    seen: dict[tuple[Any, ...], int] = {}
    filled = [
        (n, row) for n, row in enumerate(table[start + 1 :], start + 2) if any(map(str.strip, row))
    ]
    for number, row in filled if not missing else ():
        values, wrong = _row(listing.columns, mapping, number, row)
        key = tuple(values.get(name) for name in listing.key)
        if not wrong and seen.setdefault(key, number) != number:
            first = listing.columns[0]
            cell = _cell(row, mapping.get(first.field))
            wrong = [Fault(number, first.title, cell, TWICE, {"n": seen[key]})]
        faults += wrong
        if not wrong:
            lines.append(listing.line(**values))
    return Reading(
        headings, mapping, missing, lines, faults, len(filled), [list(row) for _, row in filled[:3]]
    )


def _row(
    columns: Sequence[Column], mapping: Mapping[str, int], number: int, row: Sequence[str]
) -> tuple[dict[str, Any], list[Fault]]:
    """The values of one row by field, and what is wrong in it."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for column in columns:
        cell = _cell(row, mapping.get(column.field))
        try:
            if cell or column.required:
                values[column.field] = _value(column, cell)
        except Refused as refusal:
            reason, places = next(iter(refusal.errors.values()))
            faults.append(Fault(number, column.title, cell, reason, places))
    return values, faults


def _value(column: Column, cell: str) -> Any:
    """What the column reads in the cell. Raises Refused."""
    if not cell:
        raise Refused(column.field, FILL_IN)
    if len(cell) > column.longest:
        raise Refused(column.field, TOO_LONG, n=column.longest)
    return column.read(cell)


def _cell(row: Sequence[str], place: int | None) -> str:
    return (
        unicodedata.normalize("NFC", row[place]).strip()
        if place is not None and place < len(row)
        else ""
    )


def one_of(words: Mapping[str, Any], *offered: str) -> Callable[[str], Any]:
    """Reads one of these words. Raises Refused that names those offered (all, when none are)."""

    def read(cell: str) -> Any:
        found = words.get(cell, words.get(cell.casefold()))
        if found is None:
            raise Refused("", N_("Write one of: %(words)s"), words="、".join(offered or words))
        return found

    return read


YES_OR_NO = {
    "是": True, "否": False, "有": True, "无": False, "y": True, "n": False, "1": True, "0": False, "√": True,
    "×": False, "yes": True, "no": False,
}  # fmt: skip
yes_or_no = one_of(YES_OR_NO, "是", "否")
