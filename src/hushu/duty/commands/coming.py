"""Who takes over: somebody comes, reads the last record, goes again, or is not fit and a stand-in is found (DUTY-2, DUTY-4)."""

from uuid import UUID

from hushu.duty.commands.entries import TOPIC, NewEntry, enter, in_record, open_record
from hushu.duty.commands.records import is_planned, leaders
from hushu.duty.queries.following import next_slot
from hushu.duty.queries.handover import HANDOVER, Handover
from hushu.duty.queries.records import Record
from hushu.duty.queries.setup import comes_early, setup
from hushu.duty.rules.handover import may_come
from hushu.foundation import clock, database, live
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import Conflict, NotAllowed, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.notices.commands import notify
from hushu.people.queries import colleague, works_here

NEW = "insert into duty_handover (id, record) values ($1, $2) on conflict (property, record) do nothing"
COME = """update duty_handover set incoming = $2, why = $3, planned = $4, came_at = $5, read_at = null
           where record = $1 and incoming is null and done_at is null"""
READ = "update duty_handover set read_at = $2 where record = $1 and done_at is null and read_at is null"
AWAY = """update duty_handover set incoming = null, came_at = null, read_at = null, planned = false, why = ''
           where record = $1 and incoming is not null and done_at is null"""
UNFIT = "insert into duty_unfit (id, handover, person, words, said_by, at) values ($1, $2, $3, $4, $5, $6)"
WAS_UNFIT = "select exists (select 1 from duty_unfit where handover = $1 and person = $2)"
SOMEBODY = N_("%(name)s takes this shift over already.")
ONESELF = N_("Nobody takes over from themselves.")
WHY = N_("%(name)s is not planned for the next shift. Say why they take it.")
SAME = N_("%(name)s was declared not fit. Find somebody else.")
NO_ONE = N_("Nobody has come yet to take over.")
DECLARED = N_("%(name)s is not fit for duty: %(words)s")
NOT_TAKING = N_("%(name)s does not take over after all")
TELL_UNFIT = N_("%(name)s was declared not fit to take over %(team)s. A stand-in is needed.")


async def begun(wanted: UUID) -> tuple[Record, Handover]:
    """The open record, held until the end of the transaction, and its handover. Raises NotHere, Conflict."""
    found = await open_record(wanted)
    await database.execute(NEW, new_id(), wanted)
    handover = await database.row(Handover, HANDOVER, wanted)
    if handover is None:
        raise LookupError("the handover that was just laid is gone")
    return found, handover


async def come(wanted: UUID, person: UUID, why: str) -> None:
    """Somebody is there to take over, early as they should; the server keeps the time. They say so, or whoever they relieve.

    Raises NotHere, NotAllowed, Conflict, Refused.
    """
    found, handover = await begun(wanted)
    if me() not in (person, found.person):
        raise NotAllowed
    if handover.incoming is not None:
        raise Conflict(SOMEBODY, name=handover.incoming_name)
    early = comes_early()
    may_come(clock.now(), found.ends_at, early, f"{clock.local(found.ends_at - early):%H:%M}")
    await _may_take(found, handover, person)
    name = (await colleague(person)).name
    slot = next_slot(found, await setup())
    planned = slot is not None and await is_planned(person, slot)
    if not planned and not why:
        raise Refused("why", WHY, name=name)
    if not await database.execute(
        COME, wanted, person, "" if planned else why, planned, clock.now()
    ):
        raise Conflict(SOMEBODY, name=handover.incoming_name)
    live.changed(TOPIC)
    live.changed("inbox")


async def _may_take(found: Record, handover: Handover, person: UUID) -> None:
    """Raises Refused where this person cannot be the one who takes over."""
    if person == found.person:
        raise Refused("person", ONESELF)
    if not await works_here(person):
        raise Refused("person", N_("Choose somebody who works here."))
    if await database.value(WAS_UNFIT, handover.id, person):
        raise Refused("person", SAME, name=(await colleague(person)).name)


async def read_last(wanted: UUID) -> None:
    """The incoming has read the last record. Raises NotHere, NotAllowed, Conflict, Refused."""
    found, handover = await begun(wanted)
    _of_the_two(found, handover)
    if handover.incoming is None:
        raise Refused("", NO_ONE)
    await database.execute(READ, wanted, clock.now())
    live.changed(TOPIC)


async def go_away(wanted: UUID) -> None:
    """Who came does not take over after all; either of the two says so, or the manager. Somebody else can come.

    Raises NotHere, NotAllowed, Conflict, Refused.
    """
    found, handover = await begun(wanted)
    if not here().may("duty.override"):
        _of_the_two(found, handover)
    if handover.incoming is None:
        raise Refused("", NO_ONE)
    await database.execute(AWAY, wanted)
    await enter(wanted, NewEntry("handover", in_record(NOT_TAKING, name=handover.incoming_name)))
    live.changed(TOPIC)
    live.changed("inbox")


def _of_the_two(found: Record, handover: Handover) -> None:
    """Both stand at one screen: what is done there is done by either. Raises NotAllowed for anybody else."""
    if me() not in (found.person, handover.incoming):
        raise NotAllowed


async def declare_unfit(wanted: UUID, words: str) -> None:
    """The outgoing finds the successor not fit (H0 16.2.4 (4)); a stand-in is needed, and the leader hears of it.

    Raises NotHere, NotAllowed, Conflict, Refused.
    """
    found, handover = await begun(wanted)
    if me() != found.person:
        raise NotAllowed
    if handover.incoming is None:
        raise Refused("", NO_ONE)
    await database.execute(
        UNFIT, new_id(), handover.id, handover.incoming, words, me(), clock.now()
    )
    await database.execute(AWAY, wanted)
    said = in_record(DECLARED, name=handover.incoming_name, words=words)
    await enter(wanted, NewEntry("handover", said))
    for person in await leaders():
        await notify(
            person, "duty.unfit", TELL_UNFIT, link=at(f"/duty/records/{wanted}/handover"), name=handover.incoming_name,
            team=found.team_name,
        )  # fmt: skip
    live.changed(TOPIC)
