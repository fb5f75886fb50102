"""Radios: faults go up, the manager sends them to be repaired, charging and inspection are written down (CUST-4)."""

from collections.abc import Sequence
from uuid import UUID

from hushu.custody import rules
from hushu.custody.commands.common import TOPIC, note, tell
from hushu.custody.queries.things import Thing, thing
from hushu.foundation import clock, database, live
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.templating import at
from hushu.foundation.translation import N_

STATE = "update custody_thing set state = $2 where id = $1 and state = $3 and kind = 'radio'"
NOTES = """insert into custody_note (id, thing, deed, words, at, by)
           select n.id, n.thing, $3, $4, $5, $6 from unnest($1::uuid[], $2::uuid[]) as n (id, thing)
             join custody_thing t on t.id = n.thing and t.kind = 'radio' and t.state <> 'retired'"""
NOT_SO = N_("This radio is not in that state any more. Please load the page again.")
STILL_OUT = N_("%(name)s still has this radio. Take it back first, then send it to be repaired.")
FAULTY = N_("Faulty radio %(label)s: %(words)s")
BACK = N_("Radio %(label)s is back from repair")
NONE = N_("Tick the radios first.")


async def fault(thing_id: UUID, words: str) -> None:
    """Whoever notices it reports a fault; it goes up to the supervisor. Raises NotHere, Conflict."""
    await damaged_radio(await thing(thing_id, lock=True), words)


async def damaged_radio(found: Thing, words: str) -> None:
    """The radio is faulty from now on and lent to nobody until it comes back from repair. Raises Conflict."""
    if not await database.execute(STATE, found.id, rules.FAULTY, rules.FIT):
        raise Conflict(NOT_SO)
    await note(found.id, "fault", words)
    link, label = at(f"/custody/things/{found.id}"), f"{found.no} {found.label}"
    await tell(("supervisor",), "custody.fault", FAULTY, link=link, label=label, words=words)
    live.changed(TOPIC)


async def send(thing_id: UUID, words: str) -> None:
    """The manager, who has looked at it, sends it to be repaired. Raises NotHere, Conflict, Refused."""
    found = await thing(thing_id, lock=True)
    if found.loan is not None:
        raise Refused("", STILL_OUT, name=found.name)
    await _to(found, rules.REPAIR, rules.FAULTY, "sent", words)


async def mended(thing_id: UUID, words: str) -> None:
    """It is back and can be lent. Raises NotHere, Conflict."""
    found = await thing(thing_id, lock=True)
    await _to(found, rules.FIT, rules.REPAIR, "mended", words)
    link, label = at(f"/custody/things/{found.id}"), f"{found.no} {found.label}"
    await tell(("supervisor",), "custody.mended", BACK, link=link, label=label)


async def _to(found: Thing, state: str, before: str, deed: str, words: str) -> None:
    if not await database.execute(STATE, found.id, state, before):
        raise Conflict(NOT_SO)
    await note(found.id, deed, words)
    live.changed(TOPIC)


async def charged(radios: Sequence[UUID], words: str = "") -> None:
    """These radios were charged. Raises Refused."""
    await _noted(radios, "charged", words)


async def inspected(radios: Sequence[UUID], words: str = "") -> None:
    """The supervisor has looked at these radios and how they are used. Raises Refused."""
    await _noted(radios, "inspected", words)


async def _noted(radios: Sequence[UUID], deed: str, words: str) -> None:
    chosen = list(dict.fromkeys(radios))
    made = [new_id() for _ in chosen]
    if not await database.execute(NOTES, made, chosen, deed, words, clock.now(), me()):
        raise Refused("ticked", NONE)
    live.changed(TOPIC)
