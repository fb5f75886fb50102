"""Runs of the solver: what it is asked, how far it is, what it proposes (ROST-3)."""

from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.calendar import span
from hushu.foundation.refusals import NotHere
from hushu.rosters.queries.quarter import past_months
from hushu.rosters.queries.sheet import Sheet, sheet
from hushu.rosters.rules.shapes import Member
from hushu.rosters.solving.question import Gap, Question, Record, Relaxed, Standing, Wish

RUNNING = ("waiting", "working")
FOUND = ("done", "stopped")
QUIET = timedelta(
    minutes=3
)  # without a sign of life, while the relay sends a lost job again after one
CELLS = 930  # thirty people and thirty-one days
LEAST_SECONDS, MOST_SECONDS = 8.0, 35.0  # for so many cells and fewer, and for the largest teams
LONGER = 30.0  # seconds more, for whoever wants a better one


class Explained(msgspec.Struct, frozen=True):
    """What the answer says of itself, kept with the proposal."""

    gaps: list[Gap] = []
    relaxed: list[Relaxed] = []
    proven: bool = False
    optimal: bool = False


class Running(msgspec.Struct, frozen=True):
    """How far it is. seconds, of: spent and allowed; found: whether there is a roster already."""

    seconds: float = 0.0
    of: float = 0.0
    found: bool = False
    missing: int = 0
    objective: float = 0.0


class Proposal(msgspec.Struct, frozen=True):
    """One run of the solver."""

    id: UUID
    roster: UUID
    asked_by: str
    asked_at: datetime
    keep: str
    continues: UUID | None
    state: str
    stopping: bool
    seen_at: datetime
    progress: str
    before: str
    cells: str
    explanation: str
    objective: float
    bound: float
    seconds: float

    @property
    def running(self) -> Running:
        """How far it is."""
        return msgspec.json.decode(self.progress, type=Running)

    @property
    def explained(self) -> Explained:
        """What the answer says of itself."""
        return msgspec.json.decode(self.explanation, type=Explained)

    @property
    def stood(self) -> dict[tuple[UUID, date], str]:
        """The month as it was when this was asked."""
        return _plan(self.before)

    @property
    def proposed(self) -> dict[tuple[UUID, date], str]:
        """The month as it is proposed."""
        return _plan(self.cells)

    @property
    def lost(self) -> bool:
        """Whether nobody works on it any more."""
        return self.state in RUNNING and self.seen_at < clock.now() - QUIET


PROPOSAL = """select g.id, g.roster, p.name, g.asked_at, g.keep, g.continues, g.state, g.stopping, g.seen_at,
                     g.progress::text, g.before::text, g.cells::text, g.explanation::text, g.objective, g.bound, g.seconds
                from roster_proposal g join person p on p.property = g.property and p.id = g.asked_by """


async def proposal(asked: UUID, *, lock: bool = False) -> Proposal:
    """One run, held until the end of the transaction where asked. Raises NotHere."""
    sql = PROPOSAL + "where g.id = $1" + (" for no key update of g" if lock else "")
    found = await database.row(Proposal, sql, asked)
    if found is None:
        raise NotHere
    return found


async def latest(roster: UUID) -> Proposal | None:
    """The last run for that roster, unless it was dropped."""
    found = await database.row(
        Proposal,
        PROPOSAL + "where g.roster = $1 order by g.asked_at desc, g.id desc limit 1",
        roster,
    )
    return None if found is None or found.state == "dropped" else found


async def question(found: Proposal) -> Question:
    """What the solver is asked in that run about the month as it stands. Raises NotHere."""
    asked = asked_of(await sheet(found.roster), found.keep)
    if found.continues is None:
        return asked
    before = await proposal(found.continues)
    begins = [Standing(*place, shift) for place, shift in before.proposed.items()]
    return msgspec.structs.replace(asked, begins=begins, seconds=LONGER)


def patience(cells: int) -> float:
    """Seconds at most for a month of so many cells; what is proven to be the best ends sooner.

    Twice as many cells need four times as long: there are more steps to take, and each is dearer.
    """
    return min(LEAST_SECONDS * max(1.0, cells / CELLS) ** 2, MOST_SECONDS)


def asked_of(found: Sheet, keep: str) -> Question:
    """The sheet as a question. Days that are over stay as they were; so does what is fixed, or all that is planned."""
    judged = found.roster
    inside, today = frozenset(judged.days), clock.today()
    kept = set(found.fixed) | {
        (one.id, day) for one in judged.members for day in judged.days if day < today
    }
    if keep == "planned":
        kept |= {place for place in judged.plan if place[1] in inside}
    first = past_months(found.month.month)
    return Question(
        days=list(judged.days), members=list(judged.members), shifts=list(judged.shifts.values()), needs=list(judged.needs),
        norms=judged.norms, zone=str(judged.zone), own_days=dict(judged.own_days), posts=dict(judged.posts),
        plan=[Standing(*place, shift) for place, shift in judged.plan.items()],
        kept=sorted(place for place in kept if place[1] in inside and place not in found.elsewhere),
        elsewhere=sorted(place for place in found.elsewhere if place[1] in inside),
        wishes=[Wish(one.person, one.day, one.wants) for one in found.wishes.values()],
        records={one.id: _record(found, one, first) for one in judged.members},
        past_days=(judged.days[0] - first).days, seconds=patience(len(judged.members) * len(judged.days)),
    )  # fmt: skip


def _record(found: Sheet, member: Member, first: date) -> Record:
    past = found.past.get(member.id)
    here = sum(
        member.here(day) and not member.on_leave(day)
        for day in span(first, found.roster.days[0] - timedelta(days=1))
    )
    return (
        Record(past.nights, past.weekends, past.holidays, past.minutes, here)
        if past
        else Record(days=here)
    )


def _plan(cells: str) -> dict[tuple[UUID, date], str]:
    return {
        (one.person, one.day): one.shift for one in msgspec.json.decode(cells, type=list[Standing])
    }
