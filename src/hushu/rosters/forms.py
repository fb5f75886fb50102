"""What may be typed about rosters."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar.datastructures import UploadFile

from hushu.foundation.calendar import Kind
from hushu.foundation.forms import Filled, Line, Month, MonthForm, Name, Words
from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_
from hushu.rosters.commands import Edit

UNREADABLE = N_("This change of the roster cannot be read. Please load the page again.")
BACKWARDS = N_("The last day lies before the first.")
MOST_EDITS = 2_000  # a whole month of sixty people
Letter = Annotated[str, msgspec.Meta(max_length=1)]


class BeginForm(MonthForm, kw_only=True):
    """The team and the month that are begun."""

    team: UUID


class MonthsQuery(msgspec.Struct):
    """Which page of the list: the months before this one."""

    before: Month | None = None


class CellsForm(msgspec.Struct):
    """Days changed in the grid, as `person day letter was`, an empty letter written as a dot."""

    cell: Annotated[list[Line], msgspec.Meta(max_length=MOST_EDITS)]

    def edits(self) -> list[Edit]:
        """The changes. Raises Refused."""
        try:
            return [_edit(*one.split(" ")) for one in self.cell]
        except (ValueError, TypeError):
            raise Refused("", UNREADABLE) from None


class KeepForm(msgspec.Struct):
    """What stays when a roster is proposed: everything that is planned, or only what is fixed."""

    keep: Literal["planned", "fixed"] = "planned"


class FixForm(msgspec.Struct):
    """Days of the grid, as `person day`, that stay as they are or are open again."""

    cell: Annotated[list[Line], msgspec.Meta(max_length=MOST_EDITS)]
    fixed: bool = False

    def places(self) -> list[tuple[UUID, date]]:
        """The days. Raises Refused."""
        try:
            return [_place(*one.split(" ")) for one in self.cell]
        except (ValueError, TypeError):
            raise Refused("", UNREADABLE) from None


class WishForm(msgspec.Struct):
    """A day, what is wished of it, and why."""

    day: date
    wants: Name
    words: Line = ""


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


class SubmissionForm(msgspec.Struct):
    """Why the roster changes, and why it takes effect although something does not fit."""

    reason: Words = ""
    exceptions: Words = ""


class PrintForm(msgspec.Struct):
    """Where printed copies are, and how many."""

    place: Name
    copies: Annotated[int, msgspec.Meta(ge=1, le=99)] = 1


class ChangeForm(msgspec.Struct):
    """A change of shifts that is asked for. giver: for the planner, who asks on behalf of another."""

    day: date
    words: Filled
    taker: UUID | None = None
    back_day: date | None = None
    giver: UUID | None = None


class AgreementForm(msgspec.Struct):
    """The other one agrees; taker: whom the planner names for an open shift."""

    taker: UUID | None = None


class ApprovalForm(msgspec.Struct):
    """The superior's PIN, and why a rule is broken where one is."""

    pin: Line
    why: Words = ""


class WhyForm(msgspec.Struct):
    """Why not."""

    why: Words = ""


class LeaveForm(msgspec.Struct):
    """Leave that is asked for. person: for the planner, who enters it for another; certificate: a picture or PDF."""

    kind: Literal["personal", "sick", "annual", "marriage", "maternity", "bereavement", "other"]
    first: date
    last: date
    words: Filled
    stand_in: UUID | None = None
    person: UUID | None = None
    certificate: UploadFile | None = None


class EndLeaveForm(msgspec.Struct):
    """The last day that somebody was away, and why it ended earlier."""

    last: date
    why: Filled


class CertificateForm(msgspec.Struct):
    """A doctor's certificate, as a picture or PDF."""

    certificate: UploadFile


class SigningForm(msgspec.Struct):
    """Coming or going, at the shared desk: who, and their PIN."""

    deed: Literal["on", "off"]
    person: UUID
    pin: Line


class ScannedForm(msgspec.Struct):
    """Coming or going, by the post's code on one's own phone."""

    deed: Literal["on", "off"]


class CorrectionForm(msgspec.Struct):
    """What really was, and why it is corrected; an empty moment says that it was not."""

    reason: Filled
    on_at: datetime | None = None
    off_at: datetime | None = None


class YearQuery(msgspec.Struct):
    """Which year is looked at."""

    year: Annotated[int, msgspec.Meta(ge=2020, le=2100)] | None = None


class YearForm(msgspec.Struct):
    """The year that stands as announced."""

    year: Annotated[int, msgspec.Meta(ge=2020, le=2100)]


class DaysForm(msgspec.Struct):
    """Days of one kind."""

    first: date
    last: date
    kind: Kind
    name: Line = ""


class HandingForm(msgspec.Struct):
    """Who took a holiday's roster."""

    first: date
    receiver: Name


class ShiftForm(msgspec.Struct):
    """A shift. unpaid: minutes of changing and meals."""

    letter: Annotated[str, msgspec.Meta(min_length=1, max_length=1)]
    name: Name
    begins: time
    ends: time
    unpaid: Annotated[int, msgspec.Meta(ge=0, le=240)] = 0
    night: bool = False


class NeedForm(msgspec.Struct):
    """How many are needed: in a shift, or through a window of the day; on which kinds of days, all where none is said."""

    post: Name
    least: Annotated[int, msgspec.Meta(ge=1, le=99)] = 1
    kinds: Annotated[list[Kind], msgspec.Meta(max_length=3)] = []
    shift: Line = ""
    since: time | None = None
    until: time | None = None
    senior: bool = False


def _edit(person: str, day: str, letter: str, was: str) -> Edit:
    return Edit(UUID(person), date.fromisoformat(day), letter.strip("."), was.strip("."))


def _place(person: str, day: str) -> tuple[UUID, date]:
    return UUID(person), date.fromisoformat(day)
