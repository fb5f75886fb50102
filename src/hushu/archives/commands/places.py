"""Places are laid out, named, moved, locked and taken away; volumes are put into boxes (ARCH-20, ARCH-21).

Whether something may stand somewhere is the database's own decision; its refusals become words here.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg

from hushu.archives import queries
from hushu.archives.queries.places import neighbours, place
from hushu.archives.rules.places import BELOW, MOST_AT_ONCE, REFUSED, box_name, names, put, shifted
from hushu.foundation import clock, database, live
from hushu.foundation.numbering import next_number
from hushu.foundation.refusals import Conflict, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_

NEW = """insert into archive_place (id, kind, parent, name, place, locked, year, term, no)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"""
ORDER = """update archive_place p set place = o.at from unnest($1::uuid[]) with ordinality as o (id, at)
            where p.id = o.id and p.place <> o.at"""
PUT = "update archive_volume set box = $2 where id = any($1)"


@asynccontextmanager
async def judged(field: str) -> AsyncIterator[None]:
    """What the database refuses is said in words at the field. Raises Refused."""
    try:
        async with database.savepoint():
            yield
    except (asyncpg.CheckViolationError, asyncpg.UniqueViolationError) as fault:
        if fault.constraint_name not in REFUSED:
            raise
        raise Refused(field, REFUSED[fault.constraint_name]) from fault


async def add_places(
    parent: UUID | None, first: str, *, count: int = 1, locked: bool = False
) -> list[UUID]:
    """Rooms, or what comes below a place: named from the first on, to the right of what is there. Raises Refused."""
    kind = BELOW.get((await place(parent)).kind, "") if parent else "room"
    if kind in ("", "box"):
        raise Refused("name", REFUSED["archive_place_above"])
    if not 1 <= count <= MOST_AT_ONCE:
        raise Refused("count", N_("At most %(n)s at once, please."), n=MOST_AT_ONCE)
    there = len(await neighbours(parent))
    made = []
    async with judged("name"):
        for at, name in enumerate(names(first, count), there + 1):
            made.append(new_id())
            await database.execute(NEW, made[-1], kind, parent, name, at, locked, None, None, None)
    live.changed("archive-places")
    return made


async def add_box(shelf: UUID, *, year: int, term: str) -> UUID:
    """A new box on a shelf, with the next number of its year and term. Raises Refused."""
    its = await queries.term(term)
    no = await next_number(f"archive box {its.code}", year)
    made, at = new_id(), len(await neighbours(shelf)) + 1
    async with judged("year"):
        name = box_name(year, its.code, no)
        await database.execute(NEW, made, "box", shelf, name, at, False, year, term, no)
    live.changed("archive-places")
    return made


async def change_place(place_id: UUID, *, name: str, locked: bool, note: str) -> None:
    """Another name, a lock put on or taken off, a note. Raises Refused when confidential papers stand in it."""
    found = await place(place_id)
    if found.kind == "box":
        name = found.name  # a box's name is its number
    async with judged("locked" if locked != found.locked else "name"):
        sql = "update archive_place set name = $2, locked = $3, note = $4 where id = $1"
        await database.execute(sql, place_id, name, locked, note)
    live.changed("archive-places")


async def move_place(place_id: UUID, to: UUID | None, before: UUID | None = None) -> None:
    """The place with everything in it goes elsewhere, before one that stands there or to the end. Raises Refused."""
    found = await place(place_id)
    async with judged("to"):
        await database.execute("update archive_place set parent = $2 where id = $1", place_id, to)
    order = [one.id for one in await neighbours(to)]
    await database.execute(ORDER, put(order, found.id, before))
    live.changed("archive-places")


async def shift_place(place_id: UUID, by: int) -> None:
    """One place further left (-1) or right (1) among its neighbours."""
    found = await place(place_id)
    await database.alone("archive order")
    order = [one.id for one in await neighbours(found.parent)]
    await database.execute(ORDER, shifted(order, found.id, by))
    live.changed("archive-places")


async def take_away(place_id: UUID) -> UUID | None:
    """An empty place goes; gives what it stood in. Raises Conflict when something is in it."""
    found = await place(place_id)
    try:
        async with judged(""):
            sql = "update archive_place set retired_at = $2 where id = $1"
            await database.execute(sql, place_id, clock.now())
    except Refused as fault:
        raise Conflict(REFUSED["archive_place_empty"]) from fault
    live.changed("archive-places")
    return found.parent


async def put_volumes(volumes: Sequence[UUID], box: UUID) -> None:
    """The volumes stand in that box from now on. Raises Refused where they may not, NotHere for unknown ones."""
    for one in volumes:
        await queries.volume(one, lock=True)
    async with judged("box"):
        await database.execute(PUT, list(volumes), box)
    live.changed("archive-places")


async def take_out(volume: UUID) -> None:
    """The volume stands nowhere for the time being."""
    await queries.volume(volume, lock=True)
    await database.execute(PUT, [volume], None)
    live.changed("archive-places")
