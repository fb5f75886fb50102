"""Numbers without gaps per property, kind and year; given in the transaction that needs them."""

from hushu.foundation import database

NEXT = """insert into counter (kind, year, last) values ($1, $2, 1)
          on conflict (property, kind, year) do update set last = counter.last + 1 returning last"""


async def next_number(kind: str, year: int) -> int:
    """The next number of this kind and year; a rolled-back deed gives it back."""
    return int(await database.value(NEXT, kind, year))
