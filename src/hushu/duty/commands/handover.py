"""The handover itself: refused while something holds it, done once both have typed their PIN (DUTY-2, DUTY-4, DUTY-5)."""

from uuid import UUID

from hushu.desk.commands import give_night
from hushu.duty.commands.coming import begun
from hushu.duty.commands.entries import TOPIC, NewEntry, enter, in_record
from hushu.duty.commands.presence import went
from hushu.duty.commands.records import lay
from hushu.duty.queries.following import next_slot
from hushu.duty.queries.handover import Sheet, sheet
from hushu.duty.rules.handover import Held
from hushu.duty.rules.shifts import over_minutes
from hushu.foundation import clock, database, live
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import Conflict, NotAllowed, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import DEFAULT, N_, speaking
from hushu.signing import commands as signing

DONE = """update duty_handover set done_at = $2, outgoing = $3, into_record = $4, words = $5
           where record = $1 and done_at is null"""
CLOSE = "update duty_record set state = 'handed', ended_at = $2, over_minutes = $3 where id = $1 and state = 'open'"
INTO = "select id from duty_record where team = $1 and state = 'open' and id <> $2 order by begins_at desc limit 1"
OVERRIDE = "insert into duty_override (id, record, person, at, reason, held, keys) values ($1, $2, $3, $4, $5, $6, $7)"
HANDED = N_("Somebody has handed this shift over already.")
NO_NEXT = N_(
    "No shift of the team that relieves this one runs now. Hand over once their next shift begins, "
    "or have the supervisor set under “Teams on duty” who relieves it."
)
GONE = N_("%(name)s is not there to sign.")
OVER = N_("Handed over to %(name)s")
TAKEN = N_("Taken over from %(name)s")
ALLOWED = N_("%(name)s let the handover go on: %(reason)s")


async def hand_over(wanted: UUID, *, pin: str, other_pin: str, words: str) -> UUID:
    """Both sign, each with their own PIN, and the next record begins; gives it.

    Whoever is signed in is one of the two, or the manager who lets it go on in place of somebody who has left.
    Raises NotHere, NotAllowed, Conflict, Refused.
    """
    record, handover = await begun(wanted)
    found = await sheet(wanted)
    if handover.incoming is None or found.blocking:
        raise refusal(found.blocking)
    gave = await _sign(found, handover.incoming, pin, other_pin)
    into = await _next(found, handover.incoming)
    now = clock.now()
    if not await database.execute(DONE, wanted, now, gave, into, words):
        raise Conflict(HANDED)
    if record.gives_night:
        await give_night(gave, handover.incoming)
    await enter(wanted, NewEntry("handover", in_record(OVER, name=handover.incoming_name), words))
    await enter(into, NewEntry("handover", in_record(TAKEN, name=record.person_name), words))
    signed = gave == record.person
    await database.execute(CLOSE, wanted, now, over_minutes(record.ends_at, now) if signed else 0)
    if signed:  # when somebody left who is not there, the keeper of attendance finds out
        await went(record.person, max(now, record.ends_at))
    live.changed(TOPIC)
    live.changed("inbox")
    return into


def refusal(held: list[Held]) -> Refused:
    """The first thing that holds it, in words; the page shows all of them with their ways."""
    first = held[0]
    return Refused("", first.words, **first.values)


async def _sign(found: Sheet, incoming: UUID, pin: str, other_pin: str) -> UUID:
    """Both PINs at one screen; gives who gave the shift away. Raises Refused, NotAllowed."""
    outgoing = found.record.person
    if me() == incoming:
        await signing.confirm(pin)
        await signing.confirm_for(outgoing, other_pin, field="other_pin")
        return outgoing
    if me() != outgoing and not (found.overridden and here().may("duty.override")):
        raise NotAllowed
    await signing.confirm(pin)
    await signing.confirm_for(incoming, other_pin, field="other_pin")
    return me()


async def _next(found: Sheet, incoming: UUID) -> UUID:
    """The record that goes on: the one that the relieving team writes now, else its next, begun by whoever comes.

    Raises Refused, Conflict.
    """
    running: UUID | None = await database.value(INTO, found.record.relieved_by, found.record.id)
    if running is not None:
        return running
    slot = next_slot(found.record, found.setup)
    if slot is None or found.handover is None:
        raise Refused("", NO_NEXT)
    made = await lay(slot, incoming, planned=found.handover.planned, why=found.handover.why)
    if made is None:
        raise Conflict(HANDED)
    return made


async def override(wanted: UUID, reason: str) -> None:
    """The manager lets the handover go on although something holds it, or signs in place of an outgoing who is not there.

    Only what holds it now is let pass, and never that somebody fit takes over. Raises NotHere, Conflict, Refused.
    """
    record, _ = await begun(wanted)
    with speaking(DEFAULT):  # what it says of other modules' matters is kept
        held = (await sheet(wanted)).held
    passed = [one for one in held if one.keys]
    if held and not passed:
        raise Refused("reason", held[0].words, **held[0].values)
    said = "；".join(in_record(one.words, **one.values) for one in passed)
    keys = [key for one in passed for key in one.keys]
    said = said or in_record(GONE, name=record.person_name)
    await database.execute(OVERRIDE, new_id(), wanted, me(), clock.now(), reason, said, keys)
    allowed = in_record(ALLOWED, name=here().person_name, reason=reason)
    await enter(wanted, NewEntry("handover", allowed, said))
    live.changed(TOPIC)
