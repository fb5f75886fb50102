"""A roster is proposed by the solver, looked at, taken over or dropped, and taken back (ROST-3)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from hushu.foundation import clock, database, live, outbox
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_
from hushu.rosters import queries
from hushu.rosters.commands.planning import BEING_SIGNED, STRANGER, TOPIC, Edit, plan
from hushu.rosters.queries.months import Month
from hushu.rosters.queries.proposals import (
    FOUND,
    QUIET,
    Explained,
    Proposal,
    Running,
    latest,
    proposal,
)
from hushu.rosters.solving.question import Answer, Place, Standing
from hushu.rosters.solving.reasons import changes

JOB, QUEUE = "rosters.solve", "solver"
GENERATING = (
    "roster-generate"  # the topic of open pages: a run's progress is no change of the roster
)
NO_MORE = N_("This proposal is not open any more. The page shows how it stands now.")
NOBODY = N_("Nobody of this team works here in that month, so there is nobody to plan.")
ASK = """insert into roster_proposal (id, roster, asked_by, asked_at, seen_at, keep, continues)
         values ($1, $2, $3, $4, $4, $5, $6)
         on conflict (property, roster) where state in ('waiting', 'working') do nothing returning id"""
LOST = """update roster_proposal set state = 'failed' where roster = $1 and state in ('waiting', 'working')
             and seen_at < $2"""
FORGET = "update roster_proposal set state = 'dropped' where roster = $1 and state = any ($2)"
STATE = "update roster_proposal set state = $2 where id = $1"
STOP = (
    "update roster_proposal set stopping = true where id = $1 and state in ('waiting', 'working')"
)
BEGUN = """update roster_proposal set state = 'working', before = $2::jsonb, seen_at = $3
            where id = $1 and state in ('waiting', 'working')"""
SEEN = """update roster_proposal set progress = $2::jsonb, seen_at = $3 where id = $1 and state in ('waiting', 'working')
          returning stopping"""
ENDED = """update roster_proposal set state = case when stopping then 'stopped' else 'done' end, cells = $2::jsonb,
                  explanation = $3::jsonb, objective = $4, bound = $5, seconds = $6, seen_at = $7
            where id = $1 and state in ('waiting', 'working')"""
FAILED = "update roster_proposal set state = 'failed', seen_at = $2 where id = $1 and state in ('waiting', 'working')"
# What a search went on from is still there when the search broke off.
AS_BEFORE = """update roster_proposal g set state = 'stopped', seen_at = $2, before = o.before, cells = o.cells,
                      explanation = o.explanation, objective = o.objective, bound = o.bound, seconds = o.seconds
                 from roster_proposal o where g.id = $1 and g.state in ('waiting', 'working')
                  and o.property = g.property and o.id = g.continues"""
FIX = """insert into roster_fixed (id, roster, person, day)
         select n.id, $1, n.person, n.day from unnest($2::uuid[], $3::uuid[], $4::date[]) as n (id, person, day)
         on conflict (property, roster, person, day) do nothing"""
UNFIX = """delete from roster_fixed f using unnest($2::uuid[], $3::date[]) as n (person, day)
            where f.roster = $1 and f.person = n.person and f.day = n.day"""


async def generate(roster: UUID, keep: str) -> None:
    """Asks for a proposal; where one is being made already, that is the one. Raises Refused, Conflict, NotHere."""
    sheet = await queries.sheet(roster)
    if not sheet.people:
        raise Refused("", NOBODY)
    await _ask(sheet.month, keep)


async def longer(asked: UUID) -> None:
    """The search goes on from the proposal, which gives way to what is found. Raises Conflict, NotHere."""
    found = await _held(asked, FOUND)
    await _ask(await queries.month(found.roster), found.keep, asked)


async def _ask(month: Month, keep: str, continues: UUID | None = None) -> None:
    if month.state == "signing":
        raise Conflict(BEING_SIGNED)
    now = clock.now()
    await database.execute(LOST, month.id, now - QUIET)
    made = await database.value(ASK, new_id(), month.id, me(), now, keep, continues)
    if made is not None:
        await database.execute(FORGET, month.id, [*FOUND, "failed"])
        await outbox.send(JOB, queue=QUEUE, once=f"roster-proposal:{made}", asked=str(made))
    live.changed(GENERATING)


async def stop(asked: UUID) -> None:
    """Ends a run soon; the best roster found so far stays. Does nothing for one that has ended. Raises NotHere."""
    found = await proposal(asked)
    await database.execute(STOP, asked)
    if found.lost:
        await failed(asked)
    live.changed(GENERATING)


async def drop(asked: UUID) -> None:
    """The proposal is not wanted. Raises Conflict, NotHere."""
    await _held(asked, (*FOUND, "failed"))
    await _turned(asked, "dropped")


async def take(asked: UUID) -> None:
    """The proposal becomes the plan, unless somebody changed a day of it meanwhile. Raises Conflict, Refused, NotHere."""
    found = await _held(asked, FOUND)
    await _plan(found.roster, found.stood, found.proposed)
    await _turned(asked, "taken")


async def undo(asked: UUID) -> None:
    """The plan is as it was before the proposal was taken, which can be looked at again. Raises Conflict, Refused, NotHere."""
    found = await _held(asked, ("taken",))
    last = await latest(found.roster)
    if last is None or last.id != asked:
        raise Conflict(NO_MORE)
    await _plan(found.roster, found.proposed, found.stood)
    await _turned(asked, "done")


async def fix(roster: UUID, places: Sequence[Place], *, fixed: bool) -> queries.Sheet:
    """These days stay as they are when a roster is proposed, or are open to it again. Raises Refused, Conflict, NotHere."""
    month = await queries.month(roster, lock=True)
    if month.state == "signing":
        raise Conflict(BEING_SIGNED)
    sheet = await queries.sheet(roster)
    people, days = {one.id for one in sheet.people}, frozenset(sheet.roster.days)
    wanted = list(dict.fromkeys(places))
    if any(person not in people or day not in days for person, day in wanted):
        raise Refused("", STRANGER)
    whom, when = [person for person, _ in wanted], [day for _, day in wanted]
    if fixed:
        await database.execute(FIX, roster, [new_id() for _ in wanted], whom, when)
    else:
        await database.execute(UNFIX, roster, whom, when)
    live.changed(TOPIC)
    return await queries.sheet(roster)


async def begun(asked: UUID, before: Sequence[Standing]) -> None:
    """A worker has taken it up, with the month as it stands."""
    await database.execute(BEGUN, asked, _json(before), clock.now())
    live.changed(GENERATING)


async def seen(asked: UUID, running: Running) -> bool:
    """How far it is; whether it shall stop, or is wanted no more."""
    stopping = await database.value(SEEN, asked, _json(running), clock.now())
    live.changed(GENERATING)
    return stopping is None or bool(stopping)


async def ended(asked: UUID, answer: Answer) -> None:
    """The answer is kept."""
    said = Explained(answer.gaps, answer.relaxed, proven=answer.proven, optimal=answer.optimal)
    figures = (answer.objective, answer.bound, answer.seconds)
    await database.execute(ENDED, asked, _json(answer.cells), _json(said), *figures, clock.now())
    live.changed(GENERATING)


async def failed(asked: UUID) -> None:
    """It could not be answered: nothing is proposed, or what was found before."""
    for sql in (AS_BEFORE, FAILED):
        await database.execute(sql, asked, clock.now())
    live.changed(GENERATING)


async def _held(asked: UUID, states: Sequence[str]) -> Proposal:
    found = await proposal(asked)
    await queries.month(
        found.roster, lock=True
    )  # first the roster, then the proposal: as everybody does
    found = await proposal(asked, lock=True)
    if found.state not in states:
        raise Conflict(NO_MORE)
    return found


async def _turned(asked: UUID, state: str) -> None:
    await database.execute(STATE, asked, state)
    live.changed(GENERATING)


async def _plan(roster: UUID, was: Mapping[Place, str], shall: Mapping[Place, str]) -> None:
    """Plans what differs between the two. Raises Conflict where something else stands there now."""
    letters = {
        one.key: one.letter for one in (await queries.sheet(roster)).roster.shifts.values()
    } | {"": ""}
    edits = [
        Edit(person, day, letters.get(to, ""), letters.get(now, ""))
        for (person, day), now, to in changes(was, shall)
    ]
    await plan(roster, edits)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
