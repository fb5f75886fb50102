"""The one screen of a shift: now, what is open, the checklist, who follows, who can be reached (DUTY-8)."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.duty.queries.entries import Written, written
from hushu.duty.queries.following import named, plan_around, successors
from hushu.duty.queries.incidents import Incident, open_incidents
from hushu.duty.queries.opened import gathered
from hushu.duty.queries.orders import Order, standing_orders
from hushu.duty.queries.records import Record, open_records
from hushu.duty.queries.setup import ASKED, DutyTeam, Setup, comes_early
from hushu.duty.rules.checks import Due
from hushu.duty.rules.shifts import Slot, begun_at, slots
from hushu.foundation import clock
from hushu.foundation.database import Asked
from hushu.foundation.module import Waiting
from hushu.foundation.opened import here, me
from hushu.people.queries import OnCallLeader, leaders_on_call
from hushu.rosters.queries import Planned

LATELY = """select r.team, r.day, s.key from duty_record r join shift s on s.property = r.property and s.id = r.shift
             where r.day >= $1::date - 2"""
COMING = """select h.record, coalesce(p.name, ''), h.came_at from duty_handover h
              left join person p on p.property = h.property and p.id = h.incoming where h.done_at is null"""


class Begun(msgspec.Struct, frozen=True):
    """A shift of these days that has its record, open or handed over."""

    team: UUID
    day: date
    shift: str


class Coming(msgspec.Struct, frozen=True):
    """A handover under way."""

    record: UUID
    name: str
    came_at: datetime | None


class Ticked(msgspec.Struct, frozen=True):
    """A check of the shift, and the line that answers it."""

    due: Due
    done: Written | None
    late: bool


class Beginning(msgspec.Struct, frozen=True):
    """A record one can begin now. names: who is planned; mine: whether the person who looks is."""

    slot: Slot
    team_name: str
    names: str
    mine: bool


class Screen(msgspec.Struct, frozen=True, kw_only=True):
    """All of it; `record` is None where nothing is open that the person could mean."""

    setup: Setup
    record: Record | None
    others: list[Record]
    written: list[Written]
    checklist: list[Ticked]
    follows: str
    coming: Coming | None
    beginnings: list[Beginning]
    incidents: list[Incident]
    orders: list[Order]
    open: list[Waiting]
    on_call: list[OnCallLeader]


async def screen(wanted: UUID | None) -> Screen:
    """The screen for the record wanted, else one's own, else that of one's team, else the first that is open."""
    now = clock.now()
    plan = await plan_around(now)
    found = await gathered(
        *ASKED, open_records(), written(), Asked(Coming, COMING), open_incidents(), standing_orders(),
        leaders_on_call(), Asked(Begun, LATELY, (clock.today(),)),
    )  # fmt: skip
    teams, shifts, checks, records, lines, coming, incidents, orders, leaders, lately = found.rows
    ground = Setup(teams, shifts, checks)
    shown = _chosen(records, wanted, plan)
    mine = [one for one in lines if shown and one.record == shown.id]
    return Screen(
        setup=ground, record=shown, others=[one for one in records if one != shown], written=mine,
        checklist=checklist(shown, ground, mine) if shown else [],
        follows=_names(successors(shown, ground, plan)) if shown else "",
        coming=next((one for one in coming if shown and one.record == shown.id), None),
        beginnings=_beginnings(ground, records, lately, plan, now), incidents=incidents,
        orders=[one for one in orders if one.team is None or shown is None or one.team == shown.team],
        open=found.open, on_call=leaders,
    )  # fmt: skip


def _chosen(records: list[Record], wanted: UUID | None, plan: list[Planned]) -> Record | None:
    teams = {one.team for one in plan if one.person == me()}
    ranked = sorted(
        records, key=lambda one: (one.id != wanted, one.person != me(), one.team not in teams)
    )
    return next(iter(ranked), None)


def checklist(record: Record, ground: Setup, written: list[Written]) -> list[Ticked]:
    """What is to be checked in the shift, with the line that answers each."""
    done = {one.duty_check: one for one in written if one.duty_check}
    now = clock.now()
    return [
        Ticked(due, done.get(due.check.id), due.check.id not in done and due.late(now))
        for due in ground.due(record.team, record.begins_at, record.ends_at)
    ]


def _beginnings(
    ground: Setup, records: list[Record], lately: list[Begun], plan: list[Planned], now: datetime
) -> list[Beginning]:
    """Shifts that run or are about to, and can be begun; those where one is planned oneself come first.

    Not those that have their record, nor those of a team that relieves itself while its shift is open: that one is taken over.
    """
    taken = {(one.team, one.day, one.shift) for one in lately}
    open_ = {one.team for one in records if one.relieved_by == one.team}
    zone = clock.zone(here().time_zone)
    found = [
        _beginning(team, slot, plan)
        for team in ground.teams if team.team not in open_
        for slot in begun_at(slots(team.team, ground.shifts_of(team), now, zone), now, comes_early())
        if (team.team, slot.day, slot.shift) not in taken
    ]  # fmt: skip
    return sorted(found, key=lambda one: not one.mine)


def _beginning(team: DutyTeam, slot: Slot, plan: list[Planned]) -> Beginning:
    there = named(plan, team.team, slot.day, slot.shift)
    return Beginning(slot, team.name, _names(there), any(one.person == me() for one in there))


def _names(people: list[Planned]) -> str:
    return "、".join(dict.fromkeys(one.name for one in people))
