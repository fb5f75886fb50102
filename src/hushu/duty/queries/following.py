"""Who takes over from a shift: the one that follows it, and whom the roster names for that (DUTY-2)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from hushu.duty.queries.records import Record
from hushu.duty.queries.setup import Setup
from hushu.duty.rules.shifts import Slot, covering, slots
from hushu.foundation import clock
from hushu.foundation.opened import here
from hushu.rosters.queries import Planned, planned

AROUND = timedelta(hours=24)


async def plan_around(moment: datetime) -> list[Planned]:
    """The shifts in force about that moment: those that follow one which ends then are among them."""
    return await planned(moment - AROUND, moment + AROUND)


def next_slot(record: Record, ground: Setup) -> Slot | None:
    """The shift that takes over from this record: the one there at its end, or now where it lasts longer; None for none."""
    follower = ground.team(record.relieved_by) if record.relieved_by else None
    if follower is None:
        return None
    moment, zone = max(record.ends_at, clock.now()), clock.zone(here().time_zone)
    return covering(slots(follower.team, ground.shifts_of(follower), moment, zone), moment)


def successors(record: Record, ground: Setup, plan: list[Planned]) -> list[Planned]:
    """Whom the plan about its end names to take over."""
    slot = next_slot(record, ground)
    return [] if slot is None else named(plan, slot.team, slot.day, slot.shift)


def named(plan: list[Planned], team: UUID, day: date, shift: str) -> list[Planned]:
    """Whom the plan names for a shift."""
    return [one for one in plan if (one.team, one.day, one.shift) == (team, day, shift)]
