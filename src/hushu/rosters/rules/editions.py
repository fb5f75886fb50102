"""An edition of a roster as a value: what was signed, and how one differs from another (ROST-6)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from uuid import UUID

import msgspec

from hushu.rosters.rules.shapes import Shift

CHANGES = 10  # of one letter: A/0 to A/9, then B/0
FREE = "休"  # how a free day is written on paper, in every language


class Somebody(msgspec.Struct, frozen=True):
    """A person as they stood on the roster when it was signed."""

    id: UUID
    name: str
    post: str


class Frozen(msgspec.Struct, frozen=True):
    """A month as it was signed: people in their order, shifts as they were then, and who works which."""

    people: list[Somebody]
    shifts: list[Shift]
    cells: dict[UUID, dict[date, str]]

    def letter(self, person: UUID, day: date) -> str:
        """The letter of the shift, '' for a free day."""
        key = self.cells.get(person, {}).get(day, "")
        return next((one.letter for one in self.shifts if one.key == key), "")

    def shift(self, person: UUID, day: date) -> Shift | None:
        """Who works what that day."""
        key = self.cells.get(person, {}).get(day, "")
        return next((one for one in self.shifts if one.key == key), None)


class Change(msgspec.Struct, frozen=True):
    """One day of one person that differs: the letters before and now, '' for free."""

    person: UUID
    name: str
    day: date
    was: str
    now: str


def with_cells(
    before: Frozen, cells: Mapping[tuple[UUID, date], str], people: Iterable[Somebody] = ()
) -> Frozen:
    """The same month with these days changed, '' frees a day; whoever is new on it comes after the others."""
    made = {person: dict(days) for person, days in before.cells.items()}
    for (person, day), key in cells.items():
        row = made.setdefault(person, {})
        row.pop(day, None)
        if key:
            row[day] = key
    known = {one.id for one in before.people}
    new = [one for one in people if one.id in made and one.id not in known]
    return msgspec.structs.replace(before, cells=made, people=[*before.people, *new])


def differences(before: Frozen, now: Frozen) -> Iterator[Change]:
    """Every day that differs, person by person in the newer order."""
    names = {one.id: one.name for one in [*before.people, *now.people]}
    then, today = ({one.key: one for one in plan.shifts} for plan in (before, now))
    for person, name in names.items():
        old, row = before.cells.get(person, {}), now.cells.get(person, {})
        if old == row and then == today:
            continue
        for day in sorted({*old, *row}):
            was, new = then.get(old.get(day, "")), today.get(row.get(day, ""))
            if _hours(was) != _hours(new):
                yield Change(person, name, day, *_signs(was, new))


def _hours(one: Shift | None) -> tuple[str, time, time] | None:
    """What somebody works: another letter for the same hours is no change, other hours of the same letter are."""
    return None if one is None else (one.key, one.begins, one.ends)


def _signs(was: Shift | None, now: Shift | None) -> tuple[str, str]:
    """The letters, with the hours where it is the hours of one and the same shift that differ."""
    if was is None or now is None or was.key != now.key:
        return was.letter if was else "", now.letter if now else ""
    return (
        f"{was.letter} {was.begins:%H:%M}–{was.ends:%H:%M}",
        f"{now.letter} {now.begins:%H:%M}–{now.ends:%H:%M}",
    )


def label(number: int) -> str:
    """A/0 for the first edition, A/1 for the first change of it."""
    return f"{chr(ord('A') + min(number // CHANGES, 25))}/{number % CHANGES}"


def lines(month: Frozen, days: Sequence[date]) -> Iterator[tuple[str, str]]:
    """Each person's month in one line, for the signers: name, and the days with their letters."""
    for one in month.people:
        yield one.name, " ".join(f"{day.day}{month.letter(one.id, day) or FREE}" for day in days)
