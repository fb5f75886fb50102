"""One thing goes out and comes back: the keeper is signed in, who borrows it confirms with their own PIN (CUST-2, CUST-4)."""

from uuid import UUID

import asyncpg

from hushu.custody import rules
from hushu.custody.commands.common import STRANGER, TOPIC, closing_after, note, watch
from hushu.custody.commands.radios import damaged_radio
from hushu.custody.commands.reports import differs, file_report
from hushu.custody.queries.things import Thing, thing
from hushu.custody.rules import Lending, Return
from hushu.custody.tables import CustodyLoan
from hushu.foundation import clock, database, live
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict, Refused
from hushu.foundation.tables import insert, new_id
from hushu.foundation.translation import N_
from hushu.people.queries import works_here
from hushu.signing import commands as signing

BACK = """update custody_loan set back_at = $2, back_by = $3, back_from = $4, count_back = $5, power_off = $6, shut = $7,
            condition = $8, back_words = $9 where id = $1 and back_at is null"""
TAKEN = N_(
    "%(label)s is with %(name)s. Take it back first, or wait until it hangs on its hook again."
)
RADIO_TAKEN = N_(
    "%(label)s is with %(name)s. A radio is never passed on: its holder brings it back to the keeper first."
)
NOT_OUT = N_("This thing hangs on its hook already. Please load the page again.")
TWO = N_("Lending needs two: a colleague hands out what you borrow yourself.")
TWO_BACK = N_("Taking back needs two: a colleague takes back what you bring yourself.")
NONE_THERE = N_("%(label)s: none is there. Report it on its page.")
TOO_MANY = N_("%(counted)s counted, but only %(expected)s were lent. Count again.")
HOLDER = N_("A radio is never passed on. %(name)s, who holds it, brings it back.")


async def lend(thing_id: UUID, given: Lending, *, pin: str) -> UUID:
    """Gives the thing to a colleague, who confirms with their own PIN. Raises NotHere, Conflict, Refused."""
    found = await thing(thing_id, lock=True)
    if found.loan is not None:
        raise _taken(found)
    now = clock.now()
    closing = await closing_after(now)
    rules.check_lending(found.kind, found.state, given, now, closing, f"{clock.local(closing):%H:%M}")  # fmt: skip
    if found.present < 1:
        raise Refused("", NONE_THERE, label=f"{found.no} {found.label}")
    if found.kind == rules.SEALED:
        rules.check_seal(found.seal, given.seal)
    if given.person == me():
        raise Refused("person", TWO)
    if not await works_here(given.person):
        raise Refused("person", STRANGER)
    await signing.confirm_for(given.person, pin)
    made = CustodyLoan(
        id=new_id(), thing=thing_id, person=given.person, purpose=given.purpose, firm=given.firm, visitor=given.visitor,
        count_out=found.present, out_at=now, out_by=me(), due_at=given.due_at,
    )  # fmt: skip
    try:
        async with database.savepoint():
            await insert(made)
    except asyncpg.UniqueViolationError as fault:  # should the lock ever not have been asked for
        raise _taken(await thing(thing_id)) from fault
    loan = UUID(str(made.id))
    if given.why:
        await note(thing_id, "reason", given.why, loan=loan)
    await watch(loan, found.kind, given.due_at, closing)
    live.changed(TOPIC)
    return loan


def _taken(found: Thing) -> Conflict:
    words = RADIO_TAKEN if found.kind == rules.RADIO else TAKEN
    return Conflict(words, label=f"{found.no} {found.label}", name=found.name)


async def take_back(thing_id: UUID, given: Return) -> None:
    """The keeper takes the thing back from whoever brings it. Raises NotHere, Conflict, Refused."""
    found = await thing(thing_id, lock=True)
    if found.kind == rules.AREA:
        raise Refused("", rules.BY_SHEET)
    if found.loan is None or found.person is None:
        raise Conflict(NOT_OUT)
    await _may_bring(found, given.person)
    rules.check_return(found.kind, found.seal, given)
    counted, now = _counted(found, given), clock.now()
    if not await database.execute(
        BACK, found.loan, now, me(), given.person, counted, given.power_off, given.shut, given.condition, given.why
    ):  # fmt: skip
        raise Conflict(NOT_OUT)
    await differs(found, counted, found.count_out, given.why, loan=found.loan, at=now)
    if found.kind == rules.SEALED:
        await database.execute(
            "update custody_thing set seal = $2 where id = $1", thing_id, given.seal
        )
    await _harmed(found, given)
    live.changed(TOPIC)


def _counted(found: Thing, given: Return) -> int:
    """How many of a ring came back; all of them where nothing else is said. Raises Refused."""
    counted = found.count_out if given.counted is None else given.counted
    if counted > found.count_out:
        raise Refused("counted", TOO_MANY, counted=counted, expected=found.count_out)
    rules.check_count(f"{found.no} {found.label}", counted, found.count_out, given.why)
    return counted


async def _may_bring(found: Thing, person: UUID) -> None:
    """Raises Refused where this person cannot bring the thing back to me."""
    if person == me():
        raise Refused("person", TWO_BACK)
    if found.kind == rules.RADIO and person != found.person:
        raise Refused("person", HOLDER, name=found.name)
    if person != found.person and not await works_here(person):
        raise Refused("person", STRANGER)


async def _harmed(found: Thing, given: Return) -> None:
    """What came back damaged is reported: a radio as faulty, anything else to the manager in writing."""
    if given.condition != "damaged":
        return
    if found.kind == rules.RADIO and found.state == rules.FIT:
        await damaged_radio(found, given.why)
    elif found.kind == rules.RADIO:  # its fault was reported while it was out
        await note(found.id, "fault", given.why)
    else:
        await file_report("damaged", found, given.why, loan=found.loan)
