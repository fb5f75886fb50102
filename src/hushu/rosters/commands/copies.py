"""Printed copies of an edition, where they hang, and that they were collected again (H0 1.1.7)."""

from uuid import UUID

from hushu.foundation import clock, database, live
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_
from hushu.rosters.commands.planning import TOPIC
from hushu.rosters.queries.editions import edition

NEW = "insert into roster_print (id, edition, place, copies, printed_by, printed_at) values ($1, $2, $3, $4, $5, $6)"
COLLECT = "update roster_print set collected_at = $2, collected_by = $3 where id = $1 and collected_at is null returning edition"
NOT_NEWEST = N_("This edition does not count any more. Print the newest one.")


async def note_print(edition_id: UUID, place: str, copies: int) -> None:
    """Copies on paper are somewhere in the house. Raises Conflict for an edition that was taken back, NotHere."""
    if (await edition(edition_id)).state != "in_force":
        raise Conflict(NOT_NEWEST)
    await database.execute(NEW, new_id(), edition_id, place, copies, me(), clock.now())
    live.changed(TOPIC)


async def collect(print_id: UUID) -> UUID:
    """Those copies are back and destroyed; gives their edition. Raises Conflict when somebody said so already."""
    found: UUID | None = await database.value(COLLECT, print_id, clock.now(), me())
    if found is None:
        raise Conflict(N_("These copies were collected already."))
    live.changed(TOPIC)
    return found
