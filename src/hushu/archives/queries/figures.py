"""The year's figures per class, as numbers only; one small statement a figure, so that each stands by itself (ARCH-51)."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.opened import here


class Year(msgspec.Struct, frozen=True):
    """A calendar year in the property's own time."""

    begins: datetime
    ends: datetime


class ClassFigures(msgspec.Struct, frozen=True):
    """A class's numbers, by the key of each figure."""

    code: str
    name: str
    numbers: dict[str, int]


Figure = Callable[[Year], Awaitable[dict[UUID, int]]]

HELD = """select class, count(*) from archive_item
           where filed_at < $2 and (destroyed_at is null or destroyed_at >= $2) and $1::timestamptz is not null group by class"""
VOLUMES = """select class, count(*) from archive_volume v
              where exists (select 1 from archive_item i where i.volume = v.id and i.filed_at < $2
                               and (i.destroyed_at is null or i.destroyed_at >= $2))
                and $1::timestamptz is not null group by class"""
FILED = (
    "select class, count(*) from archive_item where filed_at >= $1 and filed_at < $2 group by class"
)
DESTROYED = "select class, count(*) from archive_item where destroyed_at >= $1 and destroyed_at < $2 group by class"
LENT = """select i.class, count(*) from archive_loan_item l join archive_item i on i.property = l.property and i.id = l.item
           where l.out_at >= $1 and l.out_at < $2 group by i.class"""
# Late: not brought back by the end of the day it was due, whether it came later or is still out.
LATE = """select i.class, count(*) from archive_loan_item l join archive_item i on i.property = l.property and i.id = l.item
            join archive_loan n on n.property = l.property and n.id = l.loan
           where n.due_on >= $1 and n.due_on < $2 and l.out_at is not null
             and coalesce(l.back_at, $3) > (n.due_on + 1)::timestamp at time zone $4 group by i.class"""
HARMED = """select i.class, count(*) from archive_report r join archive_item i on i.property = r.property and i.id = r.item
             where r.written_at >= $1 and r.written_at < $2 group by i.class"""
CLASSES = "select id, code, name from archive_class order by code, place"


async def _by_class(sql: str, year: Year) -> dict[UUID, int]:
    return dict(
        tuple(record) for record in await database.connection().fetch(sql, year.begins, year.ends)
    )


async def volumes_held(year: Year) -> dict[UUID, int]:
    """Volumes that held something at the year's end."""
    return await _by_class(VOLUMES, year)


async def held(year: Year) -> dict[UUID, int]:
    """Items kept at the year's end."""
    return await _by_class(HELD, year)


async def filed(year: Year) -> dict[UUID, int]:
    """Items filed in the year."""
    return await _by_class(FILED, year)


async def destroyed(year: Year) -> dict[UUID, int]:
    """Items destroyed in the year."""
    return await _by_class(DESTROYED, year)


async def lent(year: Year) -> dict[UUID, int]:
    """Times an item was handed out in the year."""
    return await _by_class(LENT, year)


async def overdue(year: Year) -> dict[UUID, int]:
    """Items that were due in the year and not back on the day."""
    first = clock.local(year.begins).date()
    after = date(first.year + 1, 1, 1)
    found = await database.connection().fetch(LATE, first, after, clock.now(), here().time_zone)
    return dict(tuple(record) for record in found)


async def damaged(year: Year) -> dict[UUID, int]:
    """Reports of damage, change, loss or leak written in the year."""
    return await _by_class(HARMED, year)


# In the order of the report; a further figure is a function of its own and a line here.
FIGURES: dict[str, Figure] = {
    "volumes": volumes_held,
    "held": held,
    "filed": filed,
    "lent": lent,
    "overdue": overdue,
    "damaged": damaged,
    "destroyed": destroyed,
}


async def year_figures(year: int) -> list[ClassFigures]:
    """Every class that has a number, in the order of the tree; what one may not know of is not counted."""
    bounds = Year(clock.day_bounds(date(year, 1, 1))[0], clock.day_bounds(date(year, 12, 31))[1])
    counted = {key: await figure(bounds) for key, figure in FIGURES.items()}
    classes = await database.connection().fetch(CLASSES)
    found = [
        ClassFigures(
            record[1], record[2], {key: of.get(record[0], 0) for key, of in counted.items()}
        )
        for record in classes
    ]
    return [one for one in found if any(one.numbers.values())]


async def first_year() -> int:
    """The year of the first filing, or this one."""
    began = await database.value("select min(filed_at) from archive_item")
    return clock.local(began).year if began else clock.today().year
