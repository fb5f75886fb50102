"""Finding by any two characters, with every other mark of the catalog beside it (ARCH-10)."""

from datetime import date
from uuid import UUID

import asyncpg
import msgspec

from hushu.archives.queries.items import ROW, ItemRow
from hushu.archives.rules.grams import wanted
from hushu.foundation import database

EVERY = (
    2_000_000  # no property holds more: whatever else narrows the list, nothing that fits is missed
)


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for, as the URL says it. after: the last item shown."""

    q: str = ""
    class_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    state: str = ""
    organisation: str = ""
    unit: UUID | None = None
    after: UUID | None = None


REST = """($1::uuid is null or i.class = $1 or i.class in (select id from archive_class where parent = $1))
      and ($2::date is null or i.dated >= $2) and ($3::date is null or i.dated <= $3) and ($4 = '' or i.state = $4)
      and ($5 = '' or strpos(i.organisation, $5) > 0) and ($6::uuid is null or i.unit = $6)
      and ($7::uuid is null or (i.dated, i.id) < (select dated, id from archive_item where id = $7))"""
ORDER = " order by i.dated desc, i.id desc limit $8"
ALL = f"{ROW} where {REST}{ORDER}"
COLUMNS, _, FROM = ROW.partition(" from ")
# The last column says how many the index gave: fewer than it was asked for, and it has no more.
FOUND = f"""with s as materialized (select item from archive_search($9, (select dated from archive_item where id = $7), $10))
            {COLUMNS}, (select count(*) from s) from {FROM} join s on s.item = i.id where {REST}{ORDER}"""  # noqa: S608 (constants)


async def search(wish: Search, limit: int) -> list[ItemRow]:
    """Items newest first. Each two neighbouring characters of the question stand together in every item found."""
    w = wish
    rest = (w.class_id, w.since, w.until, w.state, w.organisation, w.unit, w.after, limit)
    marks = wanted(w.q)
    if not marks:
        return await database.rows(ItemRow, ALL, *rest)
    found: list[asyncpg.Record] = []
    for most in (
        limit,
        limit * 20,
        EVERY,
    ):  # other filters or walls take some away: then the index is asked for more
        found = await database.connection().fetch(FOUND, *rest, marks, most)
        if len(found) >= limit or (found and found[0][-1] < most):
            break
    return [ItemRow(*record[:-1]) for record in found]
