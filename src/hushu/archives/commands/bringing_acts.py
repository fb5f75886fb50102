"""What people did with the papers of a package comes back with them: holds, loans, and who did it (ARCH-50, ARCH-41, ARCH-31)."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import msgspec

from hushu.archives.rules.bags import BagHold, BagLoan, BagLoanItem, BagPerson
from hushu.foundation import database
from hushu.foundation.filters import long_date
from hushu.foundation.refusals import Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_, translate

DAMAGED = N_(
    "This is not an exported package, or it was changed since: %(where)s. Export it anew and bring in that file."
)
ABSENT = N_("%(names)s does not work here. Write the loan down here anew, for somebody who does.")
UNDECIDED = N_("Nobody has approved it yet. Ask for it here anew.")
LETTER = N_("A letter of introduction and an identity paper belong to it, which no package carries.")  # fmt: skip
TAKEN = N_("A loan of this number is here already.")
PEOPLE = (
    "select account::text, id, closed_at is null as works from person where account is not null"
)
HOLD = """insert into archive_hold (id, item, volume, kind, reason, seen_by, placed_on, placed_at, placed_by, placed_name,
            lifted_on, lifted_at, lifted_by, lifted_name, lift_reason)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"""
LOAN = """insert into archive_loan (id, number, volume, kind, way, borrower, purpose, due_on, visitor, organisation, letter_no,
            state, asked_at, asked_by, decided_at, ended_at, said)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"""
LENT = """insert into archive_loan_item (id, loan, item, out_at, out_by, out_to, out_state, out_words, back_at, back_by,
            back_from, back_state, back_words, lost)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"""
COUNTER = """insert into counter (kind, year, last) values ($1, $2, $3)
             on conflict (property, kind, year) do update set last = greatest(counter.last, excluded.last)"""


class Left(msgspec.Struct, frozen=True):
    """What could not come along, and why."""

    number: str
    about: str
    why: str


class People:
    """The people of this property by their accounts, also those who have left; a name alone proves nobody."""

    def __init__(self, known: Iterable[Mapping[str, Any]]) -> None:
        self._known = {one["account"]: (one["id"], one["works"]) for one in known}

    @classmethod
    async def here(cls) -> "People":
        """Everybody with an account, read once for a whole package."""
        return cls(await database.connection().fetch(PEOPLE))

    def find(self, who: BagPerson | None, *, working: bool = False) -> UUID | None:
        """The person with that account, who has to work here still where that is asked; else None."""
        found, works = self._known.get(who.account, (None, False)) if who else (None, False)
        return found if works or not working else None


async def bring_acts(
    lines: Iterable[Any], people: People, volumes: Mapping[str, UUID], items: Mapping[str, UUID], *, field: str
) -> list[Left]:  # fmt: skip
    """Lays holds and loans upon what came in; gives the loans that cannot be told here. Raises Refused."""
    acts, left = _Acts(people, volumes, items, field), []
    for line in lines:
        if isinstance(line, BagHold):
            await acts.hold(line)
        elif isinstance(line, BagLoan) and (why := await acts.loan(line)):
            about = f"{line.borrower.name} · {line.volume} · {long_date(line.due_on)}"
            left.append(Left(line.number, about, why))
    return left


class _Acts:
    """Lays what was done upon what lies there now."""

    def __init__(
        self, people: People, volumes: Mapping[str, UUID], items: Mapping[str, UUID], field: str
    ) -> None:
        self._people, self._volumes, self._items, self._field = people, volumes, items, field

    async def hold(self, line: BagHold) -> None:
        """A hold goes on, whoever placed it."""
        item = self._found(self._items, line.number) if line.of_item else None
        volume = None if line.of_item else self._found(self._volumes, line.number)
        placed, lifted = self._people.find(line.placed_by), self._people.find(line.lifted_by)
        lifted_name = line.lifted_by.name if line.lifted_by and not lifted else ""
        await database.execute(
            HOLD, new_id(), item, volume, line.kind, line.reason, line.seen_by, line.placed_on, line.placed_at, placed,
            "" if placed else line.placed_by.name, line.lifted_on, line.lifted_at, lifted, lifted_name, line.lift_reason,
        )  # fmt: skip

    async def loan(self, line: BagLoan) -> str:
        """A loan goes on where everybody of it is here, of a running one the borrower at work; gives why not, in words."""
        people = {
            who.account: self._people.find(who, working=line.runs and who == line.borrower)
            for who in line.people
        }
        absent = dict.fromkeys(who.name for who in line.people if not people[who.account])
        if line.state == "asked":
            return translate(UNDECIDED)
        if absent:
            return translate(ABSENT, names="、".join(absent))
        if line.kind == "outside":
            return translate(LETTER)
        if await database.value("select 1 from archive_loan where number = $1", line.number):
            return translate(TAKEN)
        made = new_id()
        await database.execute(
            LOAN, made, line.number, self._found(self._volumes, line.volume), line.kind, line.way, people[line.borrower.account],
            line.purpose, line.due_on, line.visitor, line.organisation, line.letter_no, line.state, line.asked_at,
            people[line.asked_by.account], line.decided_at, line.ended_at, line.said,
        )  # fmt: skip
        for one in line.items:
            await self._lent(made, one, people)
        if number := re.fullmatch(r"JY(\d{4})-(\d+)", line.number):
            await database.execute(COUNTER, "archive loan", int(number[1]), int(number[2]))
        return ""

    async def _lent(self, loan: UUID, one: BagLoanItem, people: Mapping[str, UUID | None]) -> None:
        out_by, out_to, back_by, back_from = (
            people[who.account] if who else None for who in (one.out_by, one.out_to, one.back_by, one.back_from)
        )  # fmt: skip
        await database.execute(
            LENT, new_id(), loan, self._found(self._items, one.number), one.out_at, out_by, out_to, one.out_state, one.out_words,
            one.back_at, back_by, back_from, one.back_state, one.back_words, one.lost,
        )  # fmt: skip

    def _found(self, among: Mapping[str, UUID], number: str) -> UUID:
        """What the package itself brought under that number. Raises Refused."""
        if number not in among:
            raise Refused(self._field, DAMAGED, where=number[:120])
        return among[number]
