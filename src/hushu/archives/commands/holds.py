"""Holds: what is in dispute, under inspection or part of an incident stays, however long its term is over (ARCH-41)."""

from uuid import UUID

import msgspec

from hushu.archives import queries
from hushu.archives.commands.dues import lay_dues
from hushu.archives.commands.house import for_the_house
from hushu.archives.events import HarmReported, HoldLifted, HoldPlaced
from hushu.archives.tables import ArchiveHold
from hushu.foundation import clock, database, live
from hushu.foundation.events import emit
from hushu.foundation.opened import here
from hushu.foundation.refusals import Conflict, NotHere, Refused
from hushu.foundation.tables import insert, new_id
from hushu.foundation.translation import N_, translate

GONE = N_("This is destroyed already and cannot be held any more.")
FOUND = """select id from archive_hold where source = $1 and source_id = $2 and lifted_at is null
             and (item, volume) is not distinct from ($3::uuid, $4::uuid)"""
LIFT = """update archive_hold set lifted_on = $2, lifted_at = $3, lifted_by = $4, lift_reason = $5
           where id = $1 and lifted_at is null
       returning coalesce(volume, (select volume from archive_item i where i.id = item))"""
# A line of a list that nobody has approved yet leaves it; whoever may not know of the hold reads that it was set aside.
OFF = """update archive_list_row r set out_at = $3, out_why = $4 from archive_list l, archive_item i
          where l.id = r.list and l.state in ('draft', 'signing') and i.id = r.item and r.out_at is null
            and (i.id = $1 or i.volume = $2)"""


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """What is held and why. seen_by: the roles that may know; nobody: everybody. source: the record of a module that holds it."""

    reason: str
    kind: str = "other"
    item: UUID | None = None
    volume: UUID | None = None
    seen_by: tuple[str, ...] = ()
    source: str = ""
    source_id: UUID | None = None


async def place_hold(given: Holding) -> UUID:
    """Holds an item or a volume; the same record of a module holds the same thing once. Raises NotHere, Refused."""
    if (given.item is None) == (given.volume is None):
        raise Refused("", N_("Hold one paper or one volume."))
    if given.source:
        await database.alone(f"archive hold {given.source} {given.source_id}")
        found: UUID | None = await database.value(
            FOUND, given.source, given.source_id, given.item, given.volume
        )
        if found is not None:
            return found
    await _still_kept(given)
    made = ArchiveHold(
        id=new_id(), placed_on=clock.today(), placed_at=clock.now(), placed_by=here().person,
        **msgspec.structs.asdict(given) | {"seen_by": list(given.seen_by)},
    )  # fmt: skip
    await insert(made)
    async with for_the_house():
        why = "set_aside" if given.seen_by else "held"
        await database.execute(OFF, given.item, given.volume, clock.now(), why)
    await emit(HoldPlaced(made.id, given.item, given.volume))
    live.changed("archives")
    return UUID(str(made.id))


async def hold_harmed(fact: HarmReported) -> None:
    """What was damaged, altered, lost or leaked stays until somebody with the right frees it (ARCH-34)."""
    reason = translate(N_("A report was written about this paper."))
    await place_hold(
        Holding(
            reason=reason,
            kind="incident",
            item=fact.item,
            source="archive_report",
            source_id=fact.report,
        )
    )


async def _still_kept(given: Holding) -> None:
    """Locks what is to be held. Raises NotHere, or Refused when it is destroyed."""
    if given.item is not None:
        state = (await queries.item(given.item, lock=True)).state
    else:
        state = (await queries.volume(given.volume or UUID(int=0), lock=True)).state
    if state == "destroyed":
        raise Refused("", GONE)


async def lift_hold(hold: UUID, reason: str) -> None:
    """Lifts one hold; the schedule goes on where it stood once the last is lifted. Raises NotHere, Conflict, Refused."""
    if not reason:
        raise Refused("reason", N_("Say why it is free again."))
    found = await queries.hold(hold)
    volume = await database.value(LIFT, hold, clock.today(), clock.now(), here().person, reason)
    if volume is None:
        raise Conflict(N_("This hold was lifted a moment ago. Please load the page again."))
    async with for_the_house():
        await lay_dues(volume)
    await emit(HoldLifted(hold, found.item, found.volume))
    live.changed("archives")


async def lift_holds_of(source: str, source_id: UUID, reason: str) -> None:
    """Lifts what a record of another module holds, for instance when its case is closed; does nothing the second time."""
    sql = "select id from archive_hold where source = $1 and source_id = $2 and lifted_at is null"
    for record in await database.connection().fetch(sql, source, source_id):
        try:
            await lift_hold(record["id"], reason)
        except (NotHere, Conflict):
            continue  # somebody lifted it by hand meanwhile
