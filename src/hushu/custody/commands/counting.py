"""Area keys are drawn by the early shift and returned by the middle one, all at once, counted and signed by both (CUST-1)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from hushu.custody import rules
from hushu.custody.commands.common import STRANGER, TOPIC, closing_after, watch
from hushu.custody.commands.reports import differs
from hushu.custody.queries.things import Thing, things
from hushu.custody.tables import CustodyLoan, CustodySheet
from hushu.foundation import clock, database, live
from hushu.foundation.numbering import next_number
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict, Refused
from hushu.foundation.tables import insert, new_id
from hushu.foundation.translation import N_
from hushu.people.queries import works_here
from hushu.signing import commands as signing

LOCK = "select id from custody_thing where id = any ($1) order by id for no key update"
BACK = """update custody_loan set back_at = $2, back_by = $3, back_from = $4, back_sheet = $5, count_back = $6,
            condition = 'good', back_words = $7 where id = $1 and back_at is null"""
NONE = N_("Tick the keys that are counted.")
MOVED = N_("Somebody has drawn or returned one of these keys a moment ago. Please load the page again.")  # fmt: skip
GONE = N_("%(label)s: none is there. Take its tick away and report it on its page.")
TOO_MANY = N_("%(label)s: %(counted)s counted, but only %(expected)s were drawn. Count again.")
TWO = N_("Counting needs two: choose the colleague who stands beside you.")


class Line(msgspec.Struct, frozen=True):
    """One ring as both counted it. why: what was said about a count that differs."""

    thing: UUID
    counted: int
    why: str = ""


class Counting(msgspec.Struct, frozen=True, kw_only=True):
    """What both counted at one screen. pin: the other's; keeper_pin: of who is signed in and keeps the keys."""

    place: str
    person: UUID
    lines: Sequence[Line]
    pin: str
    keeper_pin: str
    words: str = ""


async def draw(given: Counting, due_at: datetime) -> UUID:
    """The shift takes these rings; gives the sheet. Raises Conflict, Refused."""
    found = await _counted(given, out=False)
    now = clock.now()
    if due_at <= now:
        raise Refused("due_at", rules.PAST)
    for line in given.lines:
        ring = found[line.thing]
        if line.counted < 1:
            raise Refused("why", GONE, label=ring.label)
        rules.check_count(ring.label, line.counted, ring.present, line.why)
    sheet, closing = await _signed(given, "draw", now), await closing_after(now)
    for line in given.lines:
        ring, loan = found[line.thing], new_id()
        await insert(
            CustodyLoan(
                id=loan, thing=ring.id, person=given.person, count_out=line.counted, out_at=now, out_by=me(), out_sheet=sheet,
                due_at=due_at, out_words=line.why,
            )
        )  # fmt: skip
        await differs(ring, line.counted, ring.present, line.why, loan=loan, at=now)
        await watch(loan, rules.AREA, due_at, closing)
    live.changed(TOPIC)
    return sheet


async def bring_back(given: Counting) -> UUID:
    """The shift returns these rings; gives the sheet. Raises Conflict, Refused."""
    found = await _counted(given, out=True)
    now = clock.now()
    for line in given.lines:
        ring = found[line.thing]
        if line.counted > ring.count_out:
            raise Refused("why", TOO_MANY, label=ring.label, counted=line.counted, expected=ring.count_out)  # fmt: skip
        rules.check_count(ring.label, line.counted, ring.count_out, line.why)
    sheet = await _signed(given, "return", now)
    for line in given.lines:
        ring = found[line.thing]
        if not await database.execute(
            BACK, ring.loan, now, me(), given.person, sheet, line.counted, line.why
        ):
            raise Conflict(MOVED)
        await differs(ring, line.counted, ring.count_out, line.why, loan=ring.loan, at=now)
    live.changed(TOPIC)
    return sheet


async def _counted(given: Counting, *, out: bool) -> dict[UUID, Thing]:
    """The rings, held until both have signed. Raises Refused for none, Conflict where one has moved meanwhile."""
    ids = [line.thing for line in given.lines]
    if not ids:
        raise Refused("ticked", NONE)
    await database.execute(LOCK, ids)
    found = {one.id: one for one in await things(ids)}
    if len(found) != len(ids) or not all(
        _stands(one, given.place, out=out) for one in found.values()
    ):
        raise Conflict(MOVED)
    return found


def _stands(ring: Thing, place: str, *, out: bool) -> bool:
    """Whether the ring is there to be counted so."""
    if ring.kind != rules.AREA or ring.place != place:
        return False
    return ring.loan is not None if out else ring.loan is None and ring.state == rules.FIT


async def _signed(given: Counting, kind: str, now: datetime) -> UUID:
    """Both sign with their own PIN; gives the sheet. Raises Refused at whose PIN does not fit."""
    if given.person == me():
        raise Refused("person", TWO)
    if not await works_here(given.person):
        raise Refused("person", STRANGER)
    await signing.confirm_for(given.person, given.pin)
    await signing.confirm(given.keeper_pin, field="keeper_pin")
    year = clock.local(now).year
    made = CustodySheet(
        id=new_id(), number=f"YS{year}-{await next_number('custody sheet', year):04}", kind=kind, place=given.place, at=now,
        keeper=me(), other=given.person, words=given.words,
    )  # fmt: skip
    await insert(made)
    return UUID(str(made.id))
