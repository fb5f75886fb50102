"""Volumes (案卷) as lists, pages and catalogs show them."""

from datetime import date
from uuid import UUID

import msgspec

from hushu.foundation import database
from hushu.foundation.database import Asked
from hushu.foundation.refusals import NotHere


class VolumeRow(msgspec.Struct, frozen=True):
    """A volume with what its cover says."""

    id: UUID
    class_id: UUID
    class_code: str
    class_name: str
    year: int
    no: int
    number: str
    title: str
    term: str
    term_name: str
    years: int | None
    trigger: str
    secrecy: int
    organisation: str
    department: str
    unit: UUID | None
    unit_label: str
    state: str
    opened_on: date
    closed_on: date | None
    note: str
    items: int
    pages: int
    first_on: date | None
    last_on: date | None
    began_on: date | None
    follows: UUID | None
    replaces: UUID | None
    edition: int
    household: UUID | None
    household_name: str


class Tie(msgspec.Struct, frozen=True):
    """Another volume of the same history. how: follows, followed, replaces, replaced (ARCH-5)."""

    how: str
    id: UUID
    number: str
    title: str


class VolumeFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What the list of volumes is narrowed to, as the URL says it."""

    class_id: UUID | None = None
    year: int | None = None
    state: str = ""
    q: str = ""
    household: UUID | None = None
    after: UUID | None = None


VOLUME = """select v.id, c.id, c.code, c.name, v.year, v.no, v.number, v.title, v.term, t.name, t.years, v.trigger, v.secrecy,
                   v.organisation, v.department, v.unit, coalesce(u.label, ''), v.state, v.opened_on, v.closed_on, v.note,
                   v.items, v.pages, v.first_on, v.last_on, v.began_on, v.follows, v.replaces, v.edition,
                   v.household, coalesce(h.name, '')
              from archive_volume v
              join archive_class c on c.property = v.property and c.id = v.class
              join archive_term t on t.property = v.property and t.key = v.term
              left join unit u on u.property = v.property and u.id = v.unit
              left join household h on h.property = v.property and h.id = v.household """
LIST = f"""{VOLUME}
         where ($1::uuid is null or v.class = $1 or c.parent = $1) and ($2::int is null or v.year = $2)
           and ($3 = '' or v.state = $3) and ($4 = '' or strpos(v.title || ' ' || v.number || ' ' || v.organisation, $4) > 0)
           and ($5::uuid is null or (v.year, v.number, v.id) < (select year, number, id from archive_volume where id = $5))
           and ($6::uuid is null or v.household = $6)
         order by v.year desc, v.number desc, v.id desc limit $7"""  # noqa: S608 (constants)
TIES = """select case when o.id = v.follows then 'follows' when o.id = v.replaces then 'replaces'
                      when o.follows = v.id then 'followed' else 'replaced' end, o.id, o.number, o.title
            from archive_volume v join archive_volume o
              on o.id in (v.follows, v.replaces) or o.follows = v.id or o.replaces = v.id
           where v.id = $1 order by o.number"""


async def volumes(wanted: VolumeFilter, limit: int) -> list[VolumeRow]:
    """Volumes newest first, going on after one of them."""
    w = wanted
    return await database.rows(
        VolumeRow, LIST, w.class_id, w.year, w.state, w.q, w.after, w.household, limit
    )


async def volume(volume_id: UUID, *, lock: bool = False) -> VolumeRow:
    """One volume, locked for a deed where asked. Raises NotHere, also for a secret one that one may not know of."""
    sql = VOLUME + "where v.id = $1" + (" for no key update of v" if lock else "")
    found = await database.row(VolumeRow, sql, volume_id)
    if found is None:
        raise NotHere
    return found


def ties(volume_id: UUID) -> Asked[Tie]:
    """What the volume goes on from and what goes on from it."""
    return Asked(Tie, TIES, (volume_id,))


async def years(class_id: UUID | None = None) -> list[int]:
    """The years that have volumes, newest first."""
    sql = "select distinct year from archive_volume where ($1::uuid is null or class = $1) order by year desc"
    return [record[0] for record in await database.connection().fetch(sql, class_id)]


class OpenVolume(msgspec.Struct, frozen=True):
    """A volume a paper can still go into."""

    id: UUID
    number: str
    title: str


async def open_volumes(class_id: UUID) -> list[OpenVolume]:
    """The class's open volumes, newest first."""
    sql = """select id, number, title from archive_volume where class = $1 and state = 'open'
              order by year desc, no desc limit 200"""
    return await database.rows(OpenVolume, sql, class_id)
