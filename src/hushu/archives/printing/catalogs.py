"""The catalogs as columns and cells, for the page, for paper and for a spreadsheet alike (ARCH-4)."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Literal
from uuid import UUID

import msgspec

from hushu.archives import queries
from hushu.archives.queries import catalogs
from hushu.archives.queries.catalogs import Item, Part, Volume, Wish
from hushu.archives.rules.words import ORDINARY, SECRECY
from hushu.foundation.gathered import Cell, Gathered, gathered
from hushu.foundation.registers import Column
from hushu.foundation.translation import N_, translate

Kind = Literal["general", "volumes", "items", "inside"]
TITLES: dict[str, str] = {
    "general": N_("General catalog"),
    "volumes": N_("Catalog of volumes"),
    "items": N_("Catalog of filed papers"),
    "inside": N_("Catalog of what is in the volume"),
}


class Catalog(msgspec.Struct, frozen=True):
    """A catalog of that kind: its columns, and all its rows."""

    columns: Sequence[Column]
    rows: Callable[[Wish], Awaitable[Gathered]]


def _columns(*columns: Column) -> tuple[Column, ...]:
    return columns


COLUMNS: dict[str, tuple[Column, ...]] = {
    "general": _columns(
        Column(N_("Catalog number"), 15), Column(N_("Class"), 9), Column(N_("Name of the catalog"), 22),
        Column(N_("Year"), 7, "mid"), Column(N_("Retention"), 10, "mid"), Column(N_("First and last volume"), 27, lines=True),
        Column(N_("Volumes of it"), 7, "right"), Column(N_("Items of it"), 7, "right"),
        Column(N_("Where it stands"), 14, lines=True), Column(N_("Handed over or destroyed"), 13), Column(N_("Remark"), 10),
    ),
    "volumes": _columns(
        Column(N_("Volume number"), 20), Column(N_("Volume title"), 38), Column(N_("From and to"), 22, "mid"),
        Column(N_("Pages of it"), 8, "right"), Column(N_("Retention"), 10, "mid"), Column(N_("Remark"), 14),
    ),
    "items": _columns(
        Column(N_("Running number"), 6, "mid"), Column(N_("Archive number"), 23), Column(N_("Document number"), 15),
        Column(N_("Author of the paper"), 18), Column(N_("Title of the item"), 36), Column(N_("Date"), 11, "mid"),
        Column(N_("Secrecy of it"), 6, "mid"), Column(N_("Pages of it"), 6, "right"), Column(N_("Remark"), 11),
    ),
    "inside": _columns(
        Column(N_("Place in the volume"), 8, "mid"), Column(N_("Document number"), 18), Column(N_("Author of the paper"), 20),
        Column(N_("Title of the item"), 40), Column(N_("Date"), 13, "mid"), Column(N_("Page number"), 9, "mid"),
        Column(N_("Remark"), 13),
    ),
}  # fmt: skip


def part_cells(row: Part) -> list[Cell]:
    """A line of the general catalog."""
    gone = translate(N_("%(n)s items destroyed"), n=row.destroyed) if row.destroyed else ""
    span = row.first if row.first == row.last else f"{row.first} — {row.last.rpartition('-')[2]}"
    return [
        f"{row.code}-{row.year}-{row.term_code}", row.code, row.name, str(row.year), row.term_name, span, row.volumes,
        row.items, "；\n".join(row.shelves), gone, "",
    ]  # fmt: skip


def volume_cells(row: Volume) -> list[Cell]:
    """A line of the catalog of volumes."""
    span = f"{row.first_on} — {row.last_on}" if row.first_on else ""
    gone = translate(N_("Destroyed")) if row.state == "destroyed" else ""
    return [row.number, row.title, span, row.pages, row.term_name, gone]


def item_cells(row: Item, place: int) -> list[Cell]:
    """A line of the catalog of items; `place` counts through the whole catalog."""
    secrecy = translate(SECRECY[row.secrecy]) if row.secrecy > ORDINARY else ""
    return [
        str(place), row.number, row.doc_no, row.author, row.shown_title, row.dated.isoformat(), secrecy, row.pages, _remark(row),
    ]  # fmt: skip


def inside_cells(row: Item, *, last: bool) -> list[Cell]:
    """A line of a volume's own catalog: the page it begins on, of the last one also where it ends."""
    ends = row.from_page + row.pages - 1
    page = f"{row.from_page}-{ends}" if last and ends > row.from_page else str(row.from_page)
    return [
        str(row.place), row.doc_no, row.author, row.shown_title, row.dated.isoformat(), page, _remark(row),
    ]  # fmt: skip


def _remark(row: Item) -> str:
    """What was destroyed stays in every catalog and says so (ARCH-44)."""
    gone = translate(N_("Destroyed")) if row.state == "destroyed" else ""
    return " ".join(part for part in (gone, row.remark) if part)


async def _general(wish: Wish) -> Gathered:
    made = Gathered()
    made.add([part_cells(row) for row in await catalogs.general(wish)])
    return made


async def _volumes(wish: Wish) -> Gathered:
    expected, _ = await catalogs.counts(wish)
    return await gathered(catalogs.every_volume(wish), volume_cells, expected)


async def _items(wish: Wish) -> Gathered:
    _, expected = await catalogs.counts(wish)
    numbers: Iterator[int] = iter(range(1, 1_000_000_000))
    return await gathered(
        catalogs.every_item(wish), lambda row: item_cells(row, next(numbers)), expected
    )


async def _inside(wish: Wish) -> Gathered:
    made, rows = Gathered(), await catalogs.inside((await queries.volume(_volume(wish))).id)
    made.add([inside_cells(row, last=row is rows[-1]) for row in rows])
    return made


def _volume(wish: Wish) -> UUID:
    if wish.volume is None:
        raise LookupError("a volume's catalog is of a volume")
    return wish.volume


GATHER: dict[str, Callable[[Wish], Awaitable[Gathered]]] = {
    "general": _general,
    "volumes": _volumes,
    "items": _items,
    "inside": _inside,
}


async def meta(kind: Kind, wish: Wish, count: int) -> list[str]:
    """What the catalog covers, in words."""
    said = []
    if wish.volume and kind == "inside":
        its = await queries.volume(wish.volume)
        said += [its.number, its.title, its.term_name]
    elif wish.class_id:
        cls = await queries.archive_class(wish.class_id)
        said.append(f"{cls.code} {cls.name}")
    if wish.year:
        said.append(translate(N_("Year %(year)s"), year=wish.year))
    return [*said, translate(N_("%(n)s catalog lines"), n=count)]
