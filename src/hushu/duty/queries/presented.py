"""What a handover presents by itself: orders from above, what is under way, the roster's changes, everything open (DUTY-3)."""

from typing import Any
from uuid import UUID

import msgspec

from hushu.custody.queries import Countable, countables
from hushu.duty.queries.incidents import Incident, open_incidents
from hushu.duty.queries.orders import Order, standing_orders
from hushu.duty.queries.records import Record
from hushu.duty.rules.handover import Item
from hushu.duty.rules.words import INCIDENTS
from hushu.foundation.database import Asked
from hushu.foundation.module import Waiting
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.rosters.rules.editions import label


class RosterChange(msgspec.Struct, frozen=True):
    """An edition of a roster that was put in force during the shift, even if another has followed it since."""

    id: UUID
    number: int
    team_name: str
    month: str
    reason: str


CHANGES = """select e.id, e.number, t.name, to_char(r.month, 'YYYY-MM'), e.reason from roster_edition e
               join roster r on r.property = e.property and r.id = e.roster
               join roster_team t on t.property = r.property and t.id = r.team
               join duty_record d on d.property = e.property and d.id = $1
              where e.in_force_at >= d.begun_at order by e.in_force_at limit 20"""
ORDER, CHANGED = N_("Order from above"), N_("Roster changed")


def asked(record: UUID) -> tuple[Asked[Any], ...]:
    """What is to be asked for them, together with whatever else the page needs."""
    changes = Asked(RosterChange, CHANGES, (record,))
    return open_incidents(), standing_orders(), changes, countables()


class Presented(msgspec.Struct, frozen=True):
    """What was found of it, in the order in which it is asked for."""

    incidents: list[Incident]
    orders: list[Order]
    changes: list[RosterChange]
    countables: list[Countable]


def things(record: Record, found: Presented) -> list[Countable]:
    """What the shift counts when it hands over: of its team's own place, where one is set."""
    return [one for one in found.countables if record.counts_at in ("", one.place)]


def items(record: Record, found: Presented, matters: list[Waiting]) -> list[Item]:
    """All of it as items: orders first, what is open in every module last."""
    shown = [
        Item(f"order:{one.id}", translate(ORDER), one.words, one.person_name, at("/duty/orders"))
        for one in found.orders if one.team in (None, record.team)
    ]  # fmt: skip
    shown += [
        Item(f"incident:{one.id}", translate(INCIDENTS[one.kind]), one.words, one.place, at(f"/duty/incidents/{one.id}"))
        for one in found.incidents
    ]  # fmt: skip
    shown += [
        Item(f"roster:{one.id}", translate(CHANGED), f"{one.team_name} {one.month} {label(one.number)}", one.reason,
             at(f"/rosters/editions/{one.id}"))
        for one in found.changes
    ]  # fmt: skip
    return shown + [
        Item(one.key, one.kind, one.title, one.detail, one.href, one.due) for one in matters
    ]
