"""Rooms, cabinets, shelves and boxes, and where volumes and items stand (ARCH-20, ARCH-21)."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

import msgspec

from hushu.foundation import database
from hushu.foundation.database import Asked
from hushu.foundation.refusals import NotHere


class Place(msgspec.Struct, frozen=True):
    """A place with its way from the room; `volumes` counts what the reader may know of, in it itself."""

    id: UUID
    kind: str
    parent: UUID | None
    name: str
    place: int
    locked: bool
    year: int | None
    term: str | None
    term_code: str
    term_name: str
    no: int | None
    note: str
    path: str
    safe: bool
    volumes: int


class Standing(msgspec.Struct, frozen=True):
    """A volume in a box, with what its labels say."""

    id: UUID
    number: str
    title: str
    class_name: str
    year: int
    term_name: str
    secrecy: int
    items: int
    pages: int
    first_on: date | None
    last_on: date | None
    first_item: str
    last_item: str
    box: UUID | None
    box_path: str
    note: str
    opened_by: str
    opened_on: date
    checked_by: str
    closed_on: date | None


class Choice(msgspec.Struct, frozen=True):
    """A box something can go into, or a place something can move to."""

    id: UUID
    path: str


SHAPE = """select p.id, p.kind, p.parent, p.name, p.place, p.locked, p.year, p.term, coalesce(t.code, ''), coalesce(t.name, ''),
                  p.no, p.note, {path}, {safe},
                  (select count(*) from archive_volume v where v.box = p.id and v.state <> 'destroyed')
             from archive_place p left join archive_term t on t.property = p.property and t.key = p.term """
PLACE = SHAPE.format(path="archive_path(p.id)", safe="archive_locked(p.id)")
STANDING = """select v.id, v.number, v.title, c.name, v.year, t.name, v.secrecy, v.items, v.pages, v.first_on, v.last_on,
                     coalesce((select number from archive_item i where i.volume = v.id order by no limit 1), ''),
                     coalesce((select number from archive_item i where i.volume = v.id order by no desc limit 1), ''),
                     v.box, coalesce(archive_path(v.box), ''), v.note, coalesce(o.name, ''), v.opened_on, coalesce(k.name, ''),
                     v.closed_on
                from archive_volume v join archive_class c on c.property = v.property and c.id = v.class
                join archive_term t on t.property = v.property and t.key = v.term
                left join person o on o.property = v.property and o.id = v.opened_by
                left join person k on k.property = v.property and k.id = v.checked_by """
BELOW = """with recursive below as (select id, array[place] as way, archive_path(id) as path, archive_locked(id) as safe
               from archive_place where id = $1
             union all select p.id, b.way || p.place, b.path || ' · ' || p.name, b.safe or p.locked
               from archive_place p join below b on p.parent = b.id
              where p.retired_at is null) """
FITTING = """select p.id, archive_path(p.id) from archive_place p join archive_volume v on v.id = $1
              where p.kind = 'box' and p.retired_at is null and p.year = v.year and p.term = v.term
                and (v.secrecy = 0 or archive_locked(p.id)) order by 2 limit 300"""
TO_PUT = """where v.box is null and v.state <> 'destroyed' and c.medium <> 'electronic' and v.year = $1 and v.term = $2
              and (v.secrecy = 0 or $3) order by v.number limit 100"""
# Every place with its way from the room, and its rank on the shelf map.
WAYS = """with recursive ways as (
            select id, name as path, array[place] as way from archive_place where parent is null
            union all select p.id, w.path || ' · ' || p.name, w.way || p.place
                        from archive_place p join ways w on p.parent = w.id) """
WHERE = """with held as materialized (
             select i.id, v.box from archive_item i join archive_volume v on v.property = i.property and v.id = i.volume
              where i.id = any($1) and v.box is not null),
           ways as materialized (select box, archive_path(box) as path from (select distinct box from held) boxes)
           select held.id, ways.path from held join ways using (box)"""


async def place(place_id: UUID) -> Place:
    """One place that is in use. Raises NotHere."""
    found = await database.row(Place, PLACE + "where p.id = $1 and p.retired_at is null", place_id)
    if found is None:
        raise NotHere
    return found


async def rooms() -> list[Place]:
    """Every room, in order."""
    sql = PLACE + "where p.kind = 'room' and p.retired_at is null order by p.place, p.id"
    return await database.rows(Place, sql)


async def inside(place_id: UUID) -> list[Place]:
    """The place and everything in it, each before what is in it, left to right and top to bottom."""
    sql = (
        BELOW
        + SHAPE.format(path="b.path", safe="b.safe")
        + "join below b on b.id = p.id where p.retired_at is null order by b.way, p.id"
    )
    return await database.rows(Place, sql, place_id)


async def neighbours(parent: UUID | None) -> list[Choice]:
    """What stands directly in a place, in order; the rooms for none."""
    sql = """select id, name from archive_place where parent is not distinct from $1 and retired_at is null order by place, id"""
    return await database.rows(Choice, sql, parent)


async def choices(kind: str) -> list[Choice]:
    """Every place of a kind with its way, as a choice offers them."""
    sql = "select id, archive_path(id) from archive_place where kind = $1 and retired_at is null order by 2 limit 500"
    return await database.rows(Choice, sql, kind)


async def standing_in(places: Sequence[UUID]) -> list[Standing]:
    """The volumes in these boxes that the reader may know of, by their numbers."""
    sql = STANDING + "where v.box = any($1) and v.state <> 'destroyed' order by v.box, v.number"
    return await database.rows(Standing, sql, list(places))


async def standing(volumes: Iterable[UUID]) -> list[Standing]:
    """These volumes, as their labels and covers say them."""
    sql = STANDING + "where v.id = any($1) order by v.number"
    return await database.rows(Standing, sql, list(volumes))


async def to_put(box: Place) -> list[Standing]:
    """Volumes of the box's year and term that stand nowhere yet and may stand there."""
    return await database.rows(Standing, STANDING + TO_PUT, box.year, box.term, box.safe)


def boxes_for(volume: UUID | None) -> Asked[Choice]:
    """The boxes that this volume may stand in; none for none."""
    return Asked(Choice, FITTING, (volume,))


class Stand(msgspec.Struct, frozen=True):
    """The box a volume stands in, and whether it lies there in a closed bag."""

    id: UUID
    path: str
    sealed: bool


def box_of(volume: UUID) -> Asked[Stand]:
    """Where a volume stands, if anywhere."""
    sql = """select v.box, archive_path(v.box),
                    exists (select from archive_seal s where s.property = v.property and s.volume = v.id and s.opened_at is null)
               from archive_volume v where v.id = $1 and v.box is not null"""
    return Asked(Stand, sql, (volume,))


async def where_items(items: Sequence[UUID]) -> dict[UUID, str]:
    """The way to each of these items; without those that stand nowhere."""
    found = await database.rows(Choice, WHERE, list(items))
    return {one.id: one.path for one in found}
