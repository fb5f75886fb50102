"""What the solver is asked and what it answers: plain values that travel between two processes."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from hushu.foundation.calendar import Day
from hushu.rosters.rules.checks import Roster
from hushu.rosters.rules.shapes import Member, Need, Norms, Shift, by_person

Place = tuple[UUID, date]  # a cell: whose day
FREE = "free"


class Standing(msgspec.Struct, frozen=True):
    """A shift that stands in some roster."""

    person: UUID
    day: date
    shift: str


class Wish(msgspec.Struct, frozen=True):
    """What somebody wishes of a day: `free`, or a shift by its key."""

    person: UUID
    day: date
    wants: str


class Record(msgspec.Struct, frozen=True):
    """What somebody worked in the two months before, and how many of their days they were here and not on leave."""

    nights: int = 0
    weekends: int = 0
    holidays: int = 0
    minutes: int = 0
    days: int = 0


class Question(msgspec.Struct, frozen=True):
    """One month of one team.

    plan: every shift that stands, a week before and after the month too. kept: cells of the month that stay as they
    are, free ones too. elsewhere: cells that belong to another roster. past_days: length of the two months before.
    begins: the month's cells of a roster found before, from which the search goes on.
    """

    days: list[date]
    members: list[Member]
    shifts: list[Shift]
    needs: list[Need]
    norms: Norms
    zone: str
    own_days: dict[date, Day]
    posts: dict[str, str]
    plan: list[Standing]
    kept: list[Place]
    elsewhere: list[Place]
    wishes: list[Wish] = []
    records: dict[UUID, Record] = {}
    past_days: int = 61
    seconds: float = 10.0
    begins: list[Standing] = []

    def roster(self, plan: dict[Place, str] | None = None) -> Roster:
        """The month as the rules judge it, as it stands or with another plan."""
        stands = {(one.person, one.day): one.shift for one in self.plan}
        return Roster(
            self.days, self.members, {one.key: one for one in self.shifts}, self.needs,
            by_person(stands if plan is None else plan), self.norms, ZoneInfo(self.zone), self.own_days, self.posts,
        )  # fmt: skip


class Why(msgspec.Struct, frozen=True):
    """Why some people cannot fill a gap: the same obstacle for all of them; shift: what they work instead, or next to it."""

    key: str
    people: list[UUID]
    shift: str = ""


class Gap(msgspec.Struct, frozen=True):
    """A need that is not met on a day: `missing` people, or the senior of a shift, and why nobody can."""

    day: date
    need: int  # place in Question.needs
    missing: int
    senior: bool
    why: list[Why]


class Relaxed(msgspec.Struct, frozen=True):
    """How much would still be missing if one rule did not hold."""

    rule: str
    missing: int


class Answer(msgspec.Struct, frozen=True):
    """The proposed shifts of the month, and what the search knows of them.

    proven: no roster can leave fewer gaps. optimal: none is better either. bound: no objective can be below it.
    """

    cells: list[Standing]
    gaps: list[Gap]
    relaxed: list[Relaxed]
    proven: bool
    optimal: bool
    objective: float
    bound: float
    seconds: float


class Progress(msgspec.Struct, frozen=True):
    """How far the search is. missing: people that the best found so far still lacks; cells: that roster itself."""

    seconds: float
    missing: int
    objective: float
    bound: float
    cells: list[Standing] = []


Told = Progress | Answer
