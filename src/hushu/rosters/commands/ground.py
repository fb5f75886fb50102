"""The month as it counts now: its edition in force, judged by the rules, for whatever changes single days of it (ROST-7)."""

from datetime import date
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_, translate
from hushu.rosters import queries
from hushu.rosters.queries.editions import in_force, plan_of
from hushu.rosters.queries.planned import planned_for
from hushu.rosters.rules.changes import GIVER_FREE, Cells, Exchange, cells_of, made_worse
from hushu.rosters.rules.checks import Finding, Roster
from hushu.rosters.rules.editions import Frozen, Somebody

NOT_OUT = N_(
    "No edition of this month is in force yet. The planner can still change the plan itself."
)
STRANGER = N_("Only people of this team take its shifts.")
OTHER_ROSTER = N_("Both shifts must stand in the same month of the same team.")
TOO_LATE = N_(
    "This shift has begun. What really happens is written down at the handover and in the attendance."
)


class Ground(msgspec.Struct, frozen=True):
    """The month as it counts now: its edition in force, as the rules see it, and names."""

    roster: UUID
    plan: Frozen
    judged: Roster
    names: dict[UUID, str]
    people: list[Somebody]

    def member(self, person: UUID) -> None:
        """Raises Refused where the person is not of this team."""
        if person not in self.names:
            raise Refused("taker", STRANGER)

    def cells(self, exchange: Exchange) -> Cells:
        """The days it moves. Raises Refused where the edition in force no longer has them."""
        places = [(exchange.giver, exchange.day)]
        if exchange.back_day is not None:
            places.append((exchange.taker, exchange.back_day))
        for person, day in places:
            if day not in self.plan.cells.get(person, {}) and (person, day) in self.judged.plan:
                raise Refused("back_day", OTHER_ROSTER)
        return cells_of(self.judged.plan, exchange, self.names)

    def wrong(self, exchange: Exchange) -> str:
        """What it would break, in words; '' where nothing."""
        return "；".join(
            self._said(one) for one in made_worse(self.judged, self.cells(exchange))[:4]
        )

    def _said(self, one: Finding) -> str:
        who = self.names.get(one.person, "") if one.person else ""
        day = f"{one.day:%m-%d}" if one.day else ""
        return " ".join(part for part in (who, day, translate(one.words, **one.values)) if part)


async def ground_of(roster: UUID) -> Ground:
    """The month by its edition in force. Raises Refused before the first."""
    current = await in_force(roster)
    if current is None:
        raise Refused("", NOT_OUT)
    plan, sheet = await plan_of(current), await queries.sheet(roster)
    days = set(sheet.roster.days)
    others = {
        place: key
        for place, key in sheet.roster.plan.items()
        if place[1] not in days or place in sheet.elsewhere
    }
    own = {(person, day): key for person, row in plan.cells.items() for day, key in row.items()}
    shifts = {**sheet.roster.shifts, **{one.key: one for one in plan.shifts}}
    judged = msgspec.structs.replace(sheet.roster.planned(others | own), shifts=shifts)
    people = sheet.staff
    return Ground(roster, plan, judged, {one.id: one.name for one in people}, people)


async def month_of(person: UUID, day: date) -> UUID:
    """The roster whose edition in force holds that shift. Raises Refused."""
    sql = "select roster from roster_shift where person = $1 and day = $2"
    found: UUID | None = await database.value(sql, person, day)
    if found is None:
        raise Refused("day", GIVER_FREE, day=f"{day:%m-%d}")
    return found


async def in_time(exchange: Exchange, *, running: bool) -> None:
    """Before either shift begins; with `running`, while they have not ended. Raises Refused."""
    places = [(exchange.giver, exchange.day)]
    if exchange.back_day is not None:
        places.append((exchange.taker, exchange.back_day))
    for person, day in places:
        for one in await planned_for(person, day, day):
            if (one.ends_at if running else one.begins_at) <= clock.now():
                raise Refused("day", TOO_LATE)
