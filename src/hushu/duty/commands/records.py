"""Beginning a shift's record (DUTY-1), and what is said of one that nobody relieves (DUTY-5)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from hushu.duty.commands.entries import TOPIC
from hushu.duty.commands.presence import came
from hushu.duty.queries.following import named, plan_around, successors
from hushu.duty.queries.records import record
from hushu.duty.queries.setup import DutyTeam, Setup, comes_early, setup
from hushu.duty.rules.shifts import Slot, begun_at, slots
from hushu.foundation import clock, database, live, outbox
from hushu.foundation.opened import here, me, setting
from hushu.foundation.refusals import Conflict, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.notices.commands import notify
from hushu.people.queries import Colleague, holders, on_call_now
from hushu.rosters.queries import planned

BEGIN = """insert into duty_record (id, team, day, shift, begins_at, ends_at, person, begun_at, planned, why)
           select $1, $2, $3, s.id, $5, $6, $7, $8, $9, $10 from shift s where s.key = $4
           on conflict (property, team, day, shift) do nothing returning id"""
OTHER = """select r.id from duty_record r join duty_team d on d.property = r.property and d.team = r.team
            where r.team = $1 and r.state = 'open' and d.relieved_by = d.team limit 1"""
TOLD = "update duty_record set told_at = $2 where id = $1 and state = 'open' and told_at is null returning id"
NOT_NOW = N_("This shift is not on now. Load the page again and choose from what it offers.")
WHY = N_("You are not planned for this shift. Say why you take it.")
TAKEN = N_("Somebody has begun the record of this shift already.")
HAND_OVER = N_("The shift before is not handed over yet. Take it over from whoever is on duty.")
UNRELIEVED = N_("%(team)s, %(shift)s: %(name)s has not been relieved since %(time)s.")
COMES = N_("Take over %(team)s, %(shift)s, from %(time)s on.")


async def begin(team: UUID, day: date, shift: str, why: str) -> UUID:
    """The acting person begins the record of a shift that is on now or about to be. Raises Refused, Conflict."""
    now, ground = clock.now(), await setup()
    slot = _slot(ground, ground.team(team), day, shift, now)
    mine = await is_planned(me(), slot)
    if not mine and not why:
        raise Refused("why", WHY)
    await database.alone(f"duty {team}")
    if await database.value(OTHER, team):
        raise Refused("", HAND_OVER)
    made = await lay(slot, me(), planned=mine, why=why)
    if made is None:
        raise Conflict(TAKEN)
    return made


def _slot(ground: Setup, team: DutyTeam | None, day: date, shift: str, now: datetime) -> Slot:
    """The shift meant. Raises Refused for one that is not on."""
    if team is not None:
        zone = clock.zone(here().time_zone)
        on = begun_at(slots(team.team, ground.shifts_of(team), now, zone), now, comes_early())
        for one in on:
            if (one.day, one.shift) == (day, shift):
                return one
    raise Refused("", NOT_NOW)


async def is_planned(person: UUID, slot: Slot) -> bool:
    """Whether the roster in force has that person in that shift."""
    plan = await planned(slot.begins_at, slot.ends_at)
    return any(one.person == person for one in named(plan, slot.team, slot.day, slot.shift))


async def lay(slot: Slot, person: UUID, *, planned: bool, why: str) -> UUID | None:
    """The record itself, with what becomes due by it; None where the shift has one already."""
    now = clock.now()
    made: UUID | None = await database.value(
        BEGIN, new_id(), slot.team, slot.day, slot.shift, slot.begins_at, slot.ends_at, person, now, planned, why
    )  # fmt: skip
    if made is None:
        return None
    made = UUID(str(made))
    called = slot.ends_at - 2 * comes_early()
    late = slot.ends_at + timedelta(minutes=int(setting("duty_unrelieved_minutes", 10)))
    await outbox.send("duty.comes", due=called, once=f"duty.comes:{made}", record=str(made))
    await outbox.send("duty.unrelieved", due=late, once=f"duty.unrelieved:{made}", record=str(made))
    await came(person, now)
    live.changed(TOPIC)
    return made


async def tell_unrelieved(wanted: UUID) -> None:
    """Whoever can be reached hears that nobody relieves a shift, once; does nothing for one that was (DUTY-5)."""
    if await database.value(TOLD, wanted, clock.now()) is None:
        return
    found = await record(wanted)
    for person in await leaders():
        await notify(
            person, "duty.unrelieved", UNRELIEVED, link=at(f"/duty/records/{wanted}/handover"), due=found.ends_at,
            team=found.team_name, shift=found.shift_name, name=found.person_name, time=f"{clock.local(found.ends_at):%H:%M}",
        )  # fmt: skip
    live.changed(TOPIC)


async def tell_successors(wanted: UUID) -> None:
    """Whoever is planned to take over hears of it before the shift ends; nobody does for one that is handed over (DUTY-2)."""
    found = await record(wanted)
    if not found.open:
        return
    first = clock.local(found.ends_at - comes_early())
    plan = await plan_around(found.ends_at)
    for one in successors(found, await setup(), plan):
        await notify(
            one.person, "duty.comes", COMES, link=at(f"/duty/records/{wanted}/handover"), due=found.ends_at,
            team=found.team_name, shift=found.shift_name, time=f"{first:%H:%M}",
        )  # fmt: skip


async def leaders() -> list[UUID]:
    """Who is on call now; the manager and the supervisor where nobody is named."""
    named = [one.person for one in await on_call_now()]
    return named or await superiors()


async def superiors() -> list[UUID]:
    """The manager and the supervisor."""
    found: list[Colleague] = [*await holders("manager"), *await holders("supervisor")]
    return list(dict.fromkeys(one.id for one in found))
