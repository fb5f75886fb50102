"""What the grid shows: rows, days with their kinds, what is wrong at cells, rows and columns."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from markupsafe import Markup

from hushu.foundation import clock
from hushu.foundation.calendar import Day, day_of
from hushu.foundation.opened import here
from hushu.foundation.translation import N_, translate
from hushu.rosters import queries
from hushu.rosters.queries.quarter import WishedDay
from hushu.rosters.rules.checks import LOOK_BACK, Finding, Keys, Terms, findings, of_row
from hushu.rosters.rules.editions import Frozen, Somebody, differences
from hushu.rosters.rules.figures import Figures, figures, hours
from hushu.rosters.rules.shapes import Member
from hushu.rosters.words import STATES, WEEKDAYS

FIXED, WISHES, A_FREE_DAY = N_("Fixed"), N_("Wishes: %(wants)s"), N_("a free day")
FIXED_MARK, WISH_MARK = Markup(" data-fixed"), Markup(" data-wish")
MOST_LINES = 60  # of what does not fit; the grid itself says everything


class Mark(msgspec.Struct, frozen=True):
    """One day of one person as the grid shows it."""

    day: date
    letter: str
    shift: str
    elsewhere: bool
    wrong: str
    was: str | None = None  # what the edition in force says, where that differs
    beside: Markup = Markup("")  # attributes: fixed, wished
    said: str = ""  # of a wish, in words


class Listed(msgspec.Struct, frozen=True):
    """What does not fit, line by line, how many lines there are, and how many are not shown."""

    lines: list[tuple[str, str, str]]
    all: int
    more: int


class FrozenRow(msgspec.Struct, frozen=True):
    """One person's month to be read: days with letter, shift, and whether they differ from what stands."""

    person: Somebody
    marks: list[tuple[date, str, str, bool]]
    hours: str


class Row(msgspec.Struct, frozen=True, cache_hash=True):
    """One person's month: all that its piece of the page depends on, so that only rows that changed are drawn anew.

    keys: shifts of the days, from LOOK_BACK before the first on. edition: the one in force, '' for none; changed: what it
    says of days that differ. wishes: only for whoever may plan.
    """

    terms: Terms
    member: Member
    keys: Keys
    elsewhere: tuple[date, ...] = ()
    fixed: tuple[date, ...] = ()
    wishes: tuple[WishedDay, ...] = ()
    edition: str = ""
    changed: tuple[tuple[date, str], ...] = ()
    past: Figures | None = None

    @property
    def order(self) -> dict[str, int]:
        """Each shift's number in the legend."""
        return {one.key: n for n, one in enumerate(self.terms.shifts, 1)}

    @property
    def figures(self) -> Figures:
        """Of the month: hours, and nights, weekends and holidays for fairness."""
        shifts = {one.key: one for one in self.terms.shifts}
        days = zip(self.terms.days, self.keys[LOOK_BACK:], strict=True)
        worked = [(day, shifts[key]) for day, key in days if key in shifts]
        return figures(worked, dict(zip(self.terms.days, self.terms.kinds, strict=True)))

    @property
    def quarter(self) -> Figures | None:
        """With the two months before."""
        return self.figures + self.past if self.past else None

    @property
    def wrong(self) -> str:
        """What is wrong with the month as a whole."""
        return self._wrong().get(None, "")

    @property
    def marks(self) -> Iterator[Mark]:
        """Day by day."""
        shifts = {one.key: one.letter for one in self.terms.shifts}
        wrong, was = self._wrong(), dict(self.changed)
        wishes = {one.day: one for one in self.wishes}
        for day, key in zip(self.terms.days, self.keys[LOOK_BACK:], strict=True):
            yield Mark(
                day, shifts.get(key, ""), key if key in shifts else "", day in self.elsewhere, wrong.get(day, ""), was.get(day),
                *_beside(day in self.fixed, wishes.get(day)),
            )  # fmt: skip

    def _wrong(self) -> dict[date | None, str]:
        found: dict[date | None, list[str]] = defaultdict(list)
        for one in of_row(self.terms, self.member, self.keys):
            found[one.day].append(translate(one.words, **one.values))
        return {day: "\n".join(words) for day, words in found.items()}


def days_of(kinds: Mapping[date, Day]) -> tuple[tuple[date, Day, str], ...]:
    """Days with their kinds and weekdays."""
    return tuple([(day, kind, translate(WEEKDAYS[day.weekday()])) for day, kind in kinds.items()])


def by_month(days: Mapping[date, Day]) -> list[tuple[date, list[tuple[date, Day]]]]:
    """A year's days, month by month."""
    months: dict[date, list[tuple[date, Day]]] = defaultdict(list)
    for day, kind in days.items():
        months[day.replace(day=1)].append((day, kind))
    return list(months.items())


def grid(sheet: queries.Sheet) -> dict[str, Any]:
    """What the grid shows: rows, days with their kinds, what is wrong at cells, rows and columns."""
    roster = sheet.roster
    kinds = {day: day_of(day, roster.own_days) for day in roster.days}
    changed, wrong = changes_since(sheet), findings(roster)
    may_edit = here().may("rosters.edit")
    return {
        "month": sheet.month, "days": days_of(kinds), "in_force": sheet.in_force, "changed": len(changed),
        "rows": _rows(sheet, changed, wishes=may_edit), "today": clock.today(), "columns": _columns(roster.days, wrong),
        "shifts": list(roster.shifts.values()), "standard": hours(roster.terms.standard), "wrong": _listed(sheet, wrong),
        "states": STATES, "people": [(one.id, f"{one.name} · {one.post_name}") for one in sheet.people],
        "letters": [(one.letter, f"{one.letter} {one.name}") for one in roster.shifts.values()],
        "may_edit": may_edit and sheet.month.state != "signing", "provisional": any(kind.provisional for kind in kinds.values()),
    }  # fmt: skip


def changes_since(sheet: queries.Sheet) -> dict[tuple[UUID, date], str]:
    """Days that differ from the edition in force, with the letter it has there."""
    if sheet.in_force is None:
        return {}
    now = sheet.frozen()
    return {(one.person, one.day): one.was for one in differences(sheet.in_force.read(), now)}


def frozen_grid(
    kinds: Mapping[date, Day], plan: Frozen, differs: Collection[tuple[UUID, date]] = ()
) -> dict[str, Any]:
    """An edition or a proposal as a grid to be read."""
    days = list(kinds)
    rows = []
    for one in plan.people:
        shifts = [plan.shift(one.id, day) for day in days]
        marks = [
            (day, shift.letter if shift else "", shift.key if shift else "", (one.id, day) in differs)
            for day, shift in zip(days, shifts, strict=True)
        ]  # fmt: skip
        rows.append(FrozenRow(one, marks, hours(sum(shift.minutes for shift in shifts if shift))))
    return {"days": days_of(kinds), "rows": rows, "shifts": plan.shifts, "today": clock.today()}


def _rows(
    sheet: queries.Sheet, changed: Mapping[tuple[UUID, date], str], *, wishes: bool
) -> list[Row]:
    """Each person's row, with the days that are in some way their own."""
    terms, keys = sheet.roster.terms, sheet.roster.rows
    elsewhere, fixed = _by_person(sheet.elsewhere), _by_person(sheet.fixed)
    wished = _by_person(sheet.wishes) if wishes else {}
    moved = _by_person(changed)
    edition = sheet.in_force.label if sheet.in_force else ""
    return [
        Row(
            terms, one, keys[one.id], elsewhere.get(one.id, ()), fixed.get(one.id, ()),
            tuple([sheet.wishes[one.id, day] for day in wished.get(one.id, ())]), edition,
            tuple([(day, changed[one.id, day]) for day in moved.get(one.id, ())]), sheet.past.get(one.id),
        )
        for one in terms.members
    ]  # fmt: skip


def _by_person(places: Iterable[tuple[UUID, date]]) -> dict[UUID, tuple[date, ...]]:
    found: dict[UUID, list[date]] = defaultdict(list)
    for person, day in places:
        found[person].append(day)
    return {person: tuple(sorted(days)) for person, days in found.items()}


def _beside(fixed: bool, wish: WishedDay | None) -> tuple[Markup, str]:
    """What stands at a day besides its shift: that it is fixed, and what the person wishes."""
    mark = FIXED_MARK if fixed else Markup("")
    words = translate(FIXED) if fixed else ""
    if wish is None:
        return mark, words
    wants = wish.shift_name or translate(A_FREE_DAY)
    said = translate(WISHES, wants=wants) + (f" ({wish.words})" if wish.words else "")
    return mark + WISH_MARK, "\n".join(one for one in (words, said) if one)


def _columns(days: Sequence[date], wrong: Sequence[Finding]) -> tuple[tuple[date, str], ...]:
    """What is wrong with each day as a whole."""
    said: dict[date | None, list[str]] = defaultdict(list)
    for one in wrong:
        if one.person is None:
            said[one.day].append(translate(one.words, **one.values))
    return tuple([(day, "\n".join(said[day])) for day in days])


def _listed(sheet: queries.Sheet, wrong: Sequence[Finding]) -> Listed:
    """The first of all that is wrong: whose, on which day, what."""
    names = {one.id: one.name for one in sheet.people}
    lines = [
        (names[one.person] if one.person else "", f"{one.day:%m-%d}" if one.day else "", translate(one.words, **one.values))
        for one in wrong[:MOST_LINES]
    ]  # fmt: skip
    return Listed(lines, len(wrong), max(0, len(wrong) - MOST_LINES))
