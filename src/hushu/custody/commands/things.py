"""Things come into custody from the pack or by hand, are changed and taken out of use; their story stays (CUST-6)."""

from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from hushu.custody import rules
from hushu.custody.commands.common import TOPIC, note
from hushu.custody.queries.things import Thing, thing
from hushu.custody.tables import CustodyThing
from hushu.foundation import database, live, packs
from hushu.foundation.refusals import Conflict, Refused
from hushu.foundation.search import terms
from hushu.foundation.tables import insert, new_id
from hushu.foundation.translation import N_
from hushu.premises.queries import find
from hushu.premises.rules import natural_key, unit_code, wanted

TAKEN = N_("There is already a thing with this number.")
NO_ROOM = N_("No room fits. Write it as the list of units does, for example 01-0302.")
WHICH = N_("This room is in several buildings. Write the building before it.")
ONLY_ROOMS = N_("Only a room key belongs to a room.")
SEAL = N_("A sealed key needs the number of its seal.")
NO_SEAL = N_("Only a sealed key has a seal.")
ONE_RADIO = N_("Each radio hangs on a number of its own: one only.")
OUT = N_("%(name)s still has it. Take it back first.")
GONE = N_("This thing is out of use already. Please load the page again.")


class ThingFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is said about a thing. room: of a room key, as people write it."""

    no: str
    label: str
    kind: str
    place: str
    expected: int = 1
    room: str = ""
    seal: str = ""
    note: str = ""
    source: str = ""


class PackThing(msgspec.Struct):
    """A thing as a pack writes it; source: the clause it comes from, or `practice`."""

    no: str
    label: str
    kind: str
    place: str
    source: str
    expected: int = 1


class PackCustody(msgspec.Struct):
    """The things of a pack."""

    thing: list[PackThing] = []


async def unpack_things(kind: str) -> None:
    """Lays the pack's things into the open property."""
    for one in packs.part(kind, "custody", PackCustody).thing:
        await insert(
            CustodyThing(
                id=new_id(), no=one.no, label=one.label, kind=one.kind, place=one.place, expected=one.expected,
                present=one.expected, source=one.source, search=terms((one.no, one.label)), sort_key=natural_key(one.no),
                pack_hash=packs.fingerprint(one),
            )
        )  # fmt: skip


async def add(facts: ThingFacts) -> UUID:
    """A new thing on its hook. Raises Refused."""
    made = CustodyThing(id=new_id(), kind=facts.kind, present=facts.expected, **await _values(facts))  # fmt: skip
    try:
        async with database.savepoint():
            await insert(made)
    except asyncpg.UniqueViolationError as fault:
        raise Refused("no", TAKEN) from fault
    live.changed(TOPIC)
    return UUID(str(made.id))


async def change(thing_id: UUID, facts: ThingFacts) -> None:
    """Changes what is said about a thing; its kind stays. A new quantity counts as counted. Raises NotHere, Refused."""
    before = await thing(thing_id, lock=True)
    if before.state == rules.RETIRED:
        raise Conflict(GONE)
    values: dict[Any, Any] = await _values(msgspec.structs.replace(facts, kind=before.kind))
    if facts.expected != before.expected or facts.expected < before.present:
        values["present"] = facts.expected
    try:
        async with database.savepoint():
            await CustodyThing.update(values).where(CustodyThing.id == thing_id)
    except asyncpg.UniqueViolationError as fault:
        raise Refused("no", TAKEN) from fault
    await note(thing_id, "changed", _changed(before, facts))
    live.changed(TOPIC)


def _changed(before: Thing, facts: ThingFacts) -> str:
    """What a reader of its story wants to know of a change; the rest stands in the trail."""
    pairs = ((before.expected, facts.expected), (before.seal, facts.seal), (before.no, facts.no))
    return "；".join(f"{was} → {now}" for was, now in pairs if was != now)


async def retire(thing_id: UUID, words: str) -> None:
    """The thing is not used any more; its story stays, its number is free again. Raises NotHere, Conflict, Refused."""
    found = await thing(thing_id, lock=True)
    if found.loan is not None:
        raise Refused("", OUT, name=found.name)
    if found.state == rules.RETIRED:
        raise Conflict(GONE)
    sql = "update custody_thing set state = 'retired' where id = $1"
    await database.execute(sql, thing_id)
    await note(thing_id, "retired", words)
    live.changed(TOPIC)


async def _values(facts: ThingFacts) -> dict[str, Any]:
    """The columns, checked as a whole. Raises Refused."""
    if facts.room and facts.kind != rules.UNIT:
        raise Refused("room", ONLY_ROOMS)
    if bool(facts.seal) != (facts.kind == rules.SEALED):
        raise Refused("seal", NO_SEAL if facts.seal else SEAL)
    if facts.kind == rules.RADIO and facts.expected != 1:
        raise Refused("expected", ONE_RADIO)
    unit, room = await _unit(facts.room)
    return {
        "no": facts.no, "label": facts.label, "place": facts.place, "expected": facts.expected, "unit": unit,
        "seal": facts.seal, "note": facts.note, "source": facts.source, "search": terms((facts.no, facts.label, room)),
        "sort_key": natural_key(facts.no),
    }  # fmt: skip


async def _unit(room: str) -> tuple[UUID | None, str]:
    """The unit that somebody wrote, and its name. Raises Refused where none or several fit."""
    if not room:
        return None, ""
    typed = wanted(room)
    fits = {
        one.unit: f"{one.building} {one.label}"
        for one in await find(room, 40)
        if typed in {wanted(one.building + one.label), wanted(one.label), unit_code(one.label).lower()}
    }  # fmt: skip
    if len(fits) != 1:
        raise Refused("room", WHICH if fits else NO_ROOM)
    return next(iter(fits.items()))
