"""The audit trail as people read it: who changed what, when, from where, and whether the chain holds (TEN-10, T32)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.audit_words import Change, changes, named
from hushu.foundation.forms import read_query
from hushu.foundation.opened import here
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, page

PAGE = 50
PROOF_MS = 120_000


class Filter(msgspec.Struct):
    """What of the trail is shown; `before` is the number where the last page ended."""

    table: str = ""
    record: str = ""
    person: UUID | None = None
    day: date | None = None
    before: int | None = None


class Row(msgspec.Struct, frozen=True):
    """One entry as the database keeps it."""

    no: int
    at: datetime
    person: UUID | None
    actor: str
    origin: str
    table_name: str
    row_id: str
    deed: str
    before: str | None
    after: str | None


class Entry(msgspec.Struct, frozen=True):
    """One entry as a page shows it."""

    no: int
    at: datetime
    actor: str
    origin: str
    table: str
    table_name: str
    row_id: str
    deed: str
    changes: list[Change]


class Named(msgspec.Struct, frozen=True):
    """Somebody or a post, to be shown instead of an id."""

    id: UUID
    name: str
    person: bool
    sort_key: str


class Proof(msgspec.Struct, frozen=True):
    """Whether the chain holds; `broken` is the number of the first entry that does not."""

    entries: int
    broken: int | None
    at: datetime


TRAIL = """select no, at, person, actor, origin, table_name, row_id, deed, before::text, after::text from audit
            where ($1 = '' or table_name = $1) and ($2 = '' or row_id = $2) and ($3::uuid is null or person = $3)
              and ($4::timestamptz is null or at >= $4) and ($5::timestamptz is null or at < $5)
              and ($6::bigint is null or no < $6) order by no desc limit $7"""
NAMES = """select id, name, true, sort_key from person union all select id, name, false, '' from post order by 3, 4, 1"""


async def trail(wanted: Filter, known: Sequence[Named], limit: int = PAGE) -> list[Entry]:
    """The newest entries that fit, newest first; `known` puts names to ids."""
    first, last = clock.day_bounds(wanted.day) if wanted.day else (None, None)
    # fmt: off
    found = await database.rows(
        Row, TRAIL, wanted.table, wanted.record, wanted.person, first, last, wanted.before, limit,
    )
    # fmt: on
    names = {str(name.id): name.name for name in known}
    return [_shown(row, names) for row in found]


async def history(table: str, record: UUID, limit: int = 20) -> list[Entry]:
    """What happened to one record, newest first."""
    return await trail(Filter(table=table, record=str(record)), await names(), limit)


async def proof() -> Proof:
    """Computes the open property's whole chain anew."""
    await database.value("select set_config('statement_timeout', $1, true)", str(PROOF_MS))
    entries = await database.value("select coalesce(max(no), 0) from audit")
    broken = await database.connection().fetchval(
        "select audit_first_broken($1)", here().property, timeout=PROOF_MS / 1000
    )
    return Proof(entries=entries, broken=broken, at=clock.now())


async def names() -> list[Named]:
    """People and posts of the property, whoever left too."""
    return await database.rows(Named, NAMES)


async def tables() -> list[tuple[str, str]]:
    """Tables to filter by, without reading the whole trail: the index is skipped from name to name."""
    found = await database.connection().fetch(
        """with recursive t as (
             (select table_name from audit order by table_name limit 1)
             union all
             select (select a.table_name from audit a where a.table_name > t.table_name order by 1 limit 1)
               from t where t.table_name is not null)
           select table_name from t where table_name is not null"""
    )
    return [(r[0], named("table", r[0])) for r in found]


def _shown(row: Row, names: dict[str, str]) -> Entry:
    before: dict[str, Any] = msgspec.json.decode(row.before or "{}")
    after: dict[str, Any] = msgspec.json.decode(row.after or "{}")
    return Entry(
        no=row.no,
        at=row.at,
        actor=row.actor,
        origin=row.origin,
        table=named("table", row.table_name),
        table_name=row.table_name,
        row_id=row.row_id,
        deed=row.deed,
        changes=changes(before, after, names),
    )


@get("/audit", "audit.read")
async def audit_page(request: Web) -> Answer:
    """The property's trail, newest first, filtered by record, table, person and day."""
    wanted = read_query(request, Filter)
    known = await names()
    entries = await trail(wanted, known)
    people = [(name.id, name.name) for name in known if name.person]
    older = _older(wanted, entries[-1].no) if len(entries) == PAGE else ""
    context = {"entries": entries, "wanted": wanted, "tables": await tables(), "people": people}
    return page(request, "audit/index.html", older=older, **context)


@get("/audit/proof", "audit.read")
async def proof_page(request: Web) -> Answer:
    """Proves the chain while one waits, and names the first entry that does not hold."""
    return page(request, "audit/proof.html", proof=await proof())


def _older(wanted: Filter, last: int) -> str:
    kept = {
        name: str(value)
        for name, value in msgspec.structs.asdict(wanted).items()
        if value and name != "before"
    }
    return at("/audit") + f"?{urlencode({**kept, 'before': last})}"


ROUTES = (audit_page, proof_page)
