"""The demo's duty: yesterday's shifts of the control room handed over, an order from above, the shift that is on."""

import tomllib
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from uuid import UUID

import msgspec

from hushu.duty.commands.entries import in_record
from hushu.duty.commands.handover import OVER, TAKEN
from hushu.duty.commands.items import accept, count_rest
from hushu.duty.queries.following import named
from hushu.duty.queries.handover import sheet
from hushu.duty.queries.setup import DutyTeam, Setup, setup
from hushu.duty.rules.shifts import Slot, slots
from hushu.duty.rules.words import INCIDENTS
from hushu.foundation import clock, database
from hushu.foundation.opened import here
from hushu.foundation.places import TENANTS
from hushu.foundation.tables import new_id
from hushu.foundation.tenancy import acting_as
from hushu.foundation.translation import N_
from hushu.people.queries import Colleague, colleagues
from hushu.rosters.queries import planned
from hushu.rosters.rules.shapes import DAY

TEAM, POST, FEWEST = "control", "control_room", 2
BEFORE = timedelta(minutes=5)
WHY = N_("By the roster on paper: this month's is not in the system yet.")
RECORD = """insert into duty_record (id, team, day, shift, begins_at, ends_at, person, begun_at, planned, why)
            select $1, $2, $3, s.id, $5, $6, $7, $8, $9, $10 from shift s where s.key = $4"""
ENTRY = """insert into duty_entry (id, record, at, person, kind, words, handling, place, duty_check, incident)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"""
HANDOVER = """insert into duty_handover (id, record, incoming, planned, why, came_at, read_at)
              values ($1, $2, $3, $4, $5, $6, $7)"""
SIGNED = "update duty_handover set outgoing = $2, done_at = $3, into_record = $4 where id = $1"
# What was gone through in a minute of making the demo was gone through then, and what was lent since lay there still.
ACCEPTED_THEN = "update duty_item set at = $2 where handover = $1"
COUNTED_THEN = """update duty_count c set at = $2, expected = c.expected + n.since, counted = c.counted + n.since,
                    out = c.out - n.since
                    from (select t.id, coalesce(sum(l.count_out) filter (where l.out_at > $2), 0)::int as since
                            from custody_thing t left join custody_loan l on l.property = t.property and l.thing = t.id
                             and l.back_at is null group by t.id) n
                   where n.id = c.thing and c.handover = $1"""
CLOSED = "update duty_record set state = 'handed', ended_at = $2 where id = $1"
ORDER = "insert into duty_order (id, team, words, person, at) values ($1, $2, $3, $4, $5)"
INCIDENT = """insert into duty_incident (id, record, kind, place, words, opened_by, opened_at)
              values ($1, $2, 'repair', $3, $4, $5, $6)"""


class DemoLine(msgspec.Struct, frozen=True):
    """A line, so many minutes after the shift began."""

    after: int
    kind: str
    words: str
    handling: str
    place: str = ""


class DemoShift(msgspec.Struct, frozen=True):
    """What is written in a shift."""

    key: str
    line: list[DemoLine]


class DemoRepair(msgspec.Struct, frozen=True):
    """A repair that is under way."""

    place: str
    words: str


class DemoDuty(msgspec.Struct, frozen=True):
    """The demo's duty."""

    order: str
    repair: DemoRepair
    shift: list[DemoShift]


class Laid(msgspec.Struct, frozen=True):
    """A record that was laid."""

    id: UUID
    slot: Slot
    person: Colleague
    planned: bool


@lru_cache(maxsize=1)
def _story() -> DemoDuty:
    text = (TENANTS / "demo" / "duty.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), DemoDuty)


async def lay(_: str) -> None:  # every property of the demo has a control room
    """Lays the shifts from yesterday's first to the one that is on, each handed over to the next; only the last is open."""
    ground, people = await setup(), await colleagues()
    team = next((one for one in ground.teams if one.key == TEAM), None)
    crew = [one for one in people if one.post_key == POST]
    supervisor = next((one for one in people if one.post_key == "supervisor"), None)
    if team is None or supervisor is None or len(crew) < FEWEST:
        return
    now = clock.now()
    order, story = new_id(), _story()
    yesterday = clock.today() - DAY
    shifts = [
        one for one in slots(team.team, ground.shifts_of(team), now, clock.zone(here().time_zone))
        if one.day >= yesterday and one.begins_at <= now
    ]  # fmt: skip
    await database.execute(ORDER, order, team.team, story.order, supervisor.id, shifts[0].begins_at)
    laid = [
        await _record(slot, crew[turn % len(crew)], crew, ground, team, now)
        for turn, slot in enumerate(shifts)
    ]
    repair = await _repair(laid[0])
    for one, following in pairwise(laid):
        await _handover(one, following, (f"order:{order}", f"incident:{repair}"))


async def _record(
    slot: Slot, person: Colleague, crew: list[Colleague], ground: Setup, team: DutyTeam, now: datetime
) -> Laid:  # fmt: skip
    """One shift's record, open: its checks, its lines."""
    made = new_id()
    shifts = await planned(slot.begins_at, slot.ends_at)
    plan = named(shifts, slot.team, slot.day, slot.shift)
    person = next((who for who in crew if who.id in {one.person for one in plan}), person)
    await database.execute(
        RECORD, made, slot.team, slot.day, slot.shift, slot.begins_at, slot.ends_at, person.id, slot.begins_at - BEFORE,
        bool(plan), "" if plan else in_record(WHY),
    )  # fmt: skip
    lines = next((one.line for one in _story().shift if one.key == slot.shift), [])
    for line in lines:
        at = slot.begins_at + timedelta(minutes=line.after)
        if at < now:
            await database.execute(
                ENTRY, new_id(), made, at, person.id, line.kind, line.words, line.handling, line.place, None, None
            )  # fmt: skip
    for due in ground.due(team.team, slot.begins_at, slot.ends_at):
        if due.at + BEFORE < now:
            await database.execute(
                ENTRY, new_id(), made, due.at + BEFORE, person.id, "check", due.check.words, in_record(N_("In order")), "",
                due.check.id, None,
            )  # fmt: skip
    return Laid(made, slot, person, bool(plan))


async def _repair(first: Laid) -> UUID:
    """A repair that has been under way since the first shift; gives it."""
    made, at, story = new_id(), first.slot.begins_at + timedelta(minutes=140), _story().repair
    await database.execute(INCIDENT, made, first.id, story.place, story.words, first.person.id, at)
    said = f"{in_record(INCIDENTS['repair'])}：{story.words}"
    await database.execute(
        ENTRY, new_id(), first.id, at, first.person.id, "incident", said, "", story.place, None, made
    )  # fmt: skip
    return made


async def _handover(one: Laid, following: Laid, items: Collection[str]) -> None:
    """From one to the next, on time: the successor came, read, accepted, counted."""
    at, made = one.slot.ends_at, new_id()
    came = at - timedelta(minutes=14)
    why = "" if following.planned else in_record(WHY)
    await database.execute(
        HANDOVER, made, one.id, following.person.id, following.planned, why, came, came + BEFORE
    )  # fmt: skip
    async with acting_as(following.person):
        await accept(one.id, items)
        await count_rest(one.id, [thing.sight for thing in (await sheet(one.id)).uncounted])
    await database.execute(ACCEPTED_THEN, made, came + BEFORE)
    await database.execute(COUNTED_THEN, made, came + BEFORE)
    await database.execute(SIGNED, made, one.person.id, at, following.id)
    await database.execute(CLOSED, one.id, at)
    said = (
        (one, OVER, following.person),
        (following, TAKEN, one.person),
    )
    for record, words, other in said:
        await database.execute(
            ENTRY, new_id(), record.id, at, record.person.id, "handover", in_record(words, name=other.name), "", "", None, None
        )  # fmt: skip
