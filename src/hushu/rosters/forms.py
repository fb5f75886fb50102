"""What may be typed about rosters."""

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

import msgspec

from hushu.foundation.forms import Line
from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_
from hushu.rosters.commands import Edit

UNREADABLE = N_("This change of the roster cannot be read. Please load the page again.")
BACKWARDS = N_("The last day lies before the first.")
MOST_EDITS = 2_000  # a whole month of sixty people
Letter = Annotated[str, msgspec.Meta(max_length=1)]


class BeginForm(msgspec.Struct):
    """The team and the month that are begun."""

    team: UUID
    month: Annotated[str, msgspec.Meta(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]

    @property
    def first(self) -> date:
        """The month's first day."""
        return date.fromisoformat(f"{self.month}-01")


class CellsForm(msgspec.Struct):
    """Days changed in the grid, as `person day letter was`, an empty letter written as a dot."""

    cell: Annotated[list[Line], msgspec.Meta(max_length=MOST_EDITS)]

    def edits(self) -> list[Edit]:
        """The changes. Raises Refused."""
        try:
            return [_edit(*one.split(" ")) for one in self.cell]
        except (ValueError, TypeError):
            raise Refused("", UNREADABLE) from None


class StretchForm(msgspec.Struct):
    """One person's days from one to another, all to the same shift."""

    person: UUID
    since: date
    until: date
    letter: Letter = ""

    def days(self) -> list[date]:
        """The days. Raises Refused."""
        if self.until < self.since:
            raise Refused("until", BACKWARDS)
        return [
            self.since + timedelta(days=n)
            for n in range(min((self.until - self.since).days, 31) + 1)
        ]


def _edit(person: str, day: str, letter: str, was: str) -> Edit:
    return Edit(UUID(person), date.fromisoformat(day), letter.strip("."), was.strip("."))
