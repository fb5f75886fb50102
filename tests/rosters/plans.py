"""Rosters made of letters, for tests of the rules: a row a person, a sign a day."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hushu.foundation.calendar import month_days
from hushu.rosters.rules.checks import Roster
from hushu.rosters.rules.shapes import Member, Need, Norms, Shift, by_person
from moment import SHANGHAI

SHIFTS = {
    s.key: s
    for s in (
        Shift("early", "早", "早班", time(7), time(15), unpaid=30),
        Shift("middle", "中", "中班", time(15), time(23), unpaid=30),
        Shift("night", "夜", "夜班", time(23), time(7), night=True),
    )
}
LETTERS = {s.letter: s.key for s in SHIFTS.values()}
DECEMBER = date(2026, 12, 1)
DAY = timedelta(days=1)


def member(number: int, name: str = "", **more: object) -> Member:
    """Somebody who can do the desk."""
    said = {"can": frozenset({"receptionist"})} | more
    return Member(UUID(int=number), name or f"员工{number}", **said)  # type: ignore[arg-type]


def roster(
    *rows: str,
    members: Sequence[Member] = (),
    needs: Sequence[Need] = (),
    first: date = DECEMBER,
    zone: ZoneInfo = SHANGHAI,
    **norms: int,
) -> Roster:
    """A month in which the first days are planned as these letters say; a dot is a free day."""
    people = list(members) or [member(n) for n in range(1, len(rows) + 1)]
    plan = {
        (one.id, first + n * DAY): LETTERS[letter]
        for one, row in zip(people, rows, strict=True)
        for n, letter in enumerate(row)
        if letter != "."
    }
    return Roster(
        month_days(DECEMBER), people, SHIFTS, needs, by_person(plan), Norms(**norms), zone
    )
