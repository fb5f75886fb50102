"""The catalogs with the fields that the standards name: general, of volumes, of items, of what is in a volume (ARCH-4).

Each is read in pieces, so that a hundred thousand lines pass through; the walls hold for every line and every count.
"""

from collections.abc import AsyncIterator
from datetime import date
from uuid import UUID

import msgspec

from hushu.archives.queries.places import WAYS
from hushu.foundation import database

PIECE = 1000


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of a catalog: of a class and what is below it, of a year, of one volume; `after`: going on after a line."""

    class_id: UUID | None = None
    year: int | None = None
    volume: UUID | None = None
    after: UUID | None = None


class Part(msgspec.Struct, frozen=True):
    """A line of the general catalog (总目录): one class, year and term."""

    code: str
    name: str
    year: int
    term_code: str
    term_name: str
    first: str
    last: str
    volumes: int
    items: int
    destroyed: int
    shelves: list[str]


class Volume(msgspec.Struct, frozen=True):
    """A line of the catalog of volumes (案卷目录)."""

    id: UUID
    number: str
    title: str
    first_on: date | None
    last_on: date | None
    pages: int
    term_name: str
    state: str
    items: int


class Item(msgspec.Struct, frozen=True):
    """A line of a catalog of items (归档文件目录, 卷内目录); from_page: where it begins within its volume."""

    id: UUID
    place: int
    number: str
    doc_no: str
    author: str
    title: str
    made_title: bool
    dated: date
    secrecy: int
    pages: int
    from_page: int
    remark: str
    state: str

    @property
    def shown_title(self) -> str:
        """A title made by us stands in brackets (DA/T 22)."""
        return f"[{self.title}]" if self.made_title else self.title


NARROW = """($1::uuid is null or v.class = $1 or v.class in (select id from archive_class where parent = $1))
            and ($2::int is null or v.year = $2)"""
# Where the volumes of a line stand: their shelves as the shelf map goes, read once for all lines.
PARTS = f"""{WAYS}, stand as (
             select x.class, x.year, x.term, array_agg(w.path order by w.way) as shelves
               from (select distinct v.class, v.year, v.term, b.parent from archive_volume v
                       join archive_place b on b.property = v.property and b.id = v.box
                      where v.state <> 'destroyed' and {NARROW}) x
               join ways w on w.id = x.parent group by x.class, x.year, x.term)
           select c.code, c.name, v.year, t.code, t.name, min(v.number), max(v.number), count(*), coalesce(sum(v.items), 0)::int,
                  (select count(*)::int from archive_item i where i.class = c.id and i.state = 'destroyed' and i.term = t.key
                     and i.volume = any (array_agg(v.id))), coalesce(s.shelves, '{{}}')
             from archive_volume v join archive_class c on c.property = v.property and c.id = v.class
             join archive_term t on t.property = v.property and t.key = v.term
             left join stand s on s.class = v.class and s.year = v.year and s.term = v.term
            where {NARROW}
            group by c.id, c.code, c.name, v.year, t.key, t.code, t.name, s.shelves order by c.code, v.year, t.code"""  # noqa: S608 (constants)
VOLUMES = f"""select v.id, v.number, v.title, v.first_on, v.last_on, v.pages, t.name, v.state, v.items
                from archive_volume v join archive_term t on t.property = v.property and t.key = v.term
               where {NARROW} and ($3::uuid is null or v.number > (select number from archive_volume where id = $3))
               order by v.number limit $4"""  # noqa: S608 (constants)
ITEM = """select i.id, i.no, i.number, i.doc_no, i.author, i.title, i.made_title, i.dated, i.secrecy, i.pages, 1,
                 i.remark, i.state
            from archive_item i join archive_volume v on v.property = i.property and v.id = i.volume"""
ITEMS = f"""{ITEM} where {NARROW} and ($3::uuid is null or (v.number, i.no) >
              (select w.number, j.no from archive_item j join archive_volume w on w.property = j.property and w.id = j.volume
                where j.id = $3))
            order by v.number, i.no limit $4"""  # noqa: S608 (constants)
INSIDE = """select id, no, number, doc_no, author, title, made_title, dated, secrecy, pages,
                   (sum(pages) over (order by no) - pages + 1)::int, remark, state
              from archive_item where volume = $1 order by no"""
COUNTS = f"""select count(*), coalesce(sum(v.items), 0) from archive_volume v where {NARROW}"""  # noqa: S608 (constants)


async def general(wish: Wish) -> list[Part]:
    """The general catalog: never long, for it counts classes, years and terms."""
    return await database.rows(Part, PARTS, wish.class_id, wish.year)


async def some_volumes(wish: Wish, limit: int) -> list[Volume]:
    """A page of the catalog of volumes."""
    return await database.rows(Volume, VOLUMES, wish.class_id, wish.year, wish.after, limit)


async def some_items(wish: Wish, limit: int) -> list[Item]:
    """A page of the catalog of items."""
    return await database.rows(Item, ITEMS, wish.class_id, wish.year, wish.after, limit)


async def inside(volume: UUID) -> list[Item]:
    """What is in a volume, each with the page it begins on."""
    return await database.rows(Item, INSIDE, volume)


def every_volume(wish: Wish) -> AsyncIterator[list[Volume]]:
    """The whole catalog of volumes, in pieces."""
    return database.pieces(Volume, VOLUMES, wish.class_id, wish.year, None, None, size=PIECE)


def every_item(wish: Wish) -> AsyncIterator[list[Item]]:
    """The whole catalog of items, in pieces."""
    return database.pieces(Item, ITEMS, wish.class_id, wish.year, None, None, size=PIECE)


async def counts(wish: Wish) -> tuple[int, int]:
    """How many volumes, and how many items their covers count."""
    found = await database.connection().fetchrow(COUNTS, wish.class_id, wish.year)
    return int(found[0]), int(found[1])
