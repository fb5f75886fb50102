"""The log as a list: filtered, by keyset, times already text (DESK-14). This page is measured: keep it lean."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

import msgspec

from hushu.desk.queries.written import PROMISED, WRITTEN, Written
from hushu.desk.rules import Kind, MatterKind, Outcome, Register
from hushu.foundation import clock, database
from hushu.foundation.forms import Line
from hushu.foundation.opened import here
from hushu.foundation.search import liked
from hushu.premises.rules import phone_key, wanted

ROWS = 50
MOST_EXPORTED = 5_000


class LogFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What the URL of the log says; every part may be missing."""

    since: date | None = None
    until: date | None = None
    kind: Kind | None = None
    matter_kind: MatterKind | None = None
    outcome: Outcome | None = None
    register: Register | None = None
    state: Literal["done", "waiting"] | None = None
    person: UUID | None = None
    building: Line = ""
    q: Line = ""
    order: Literal["time", "-time"] = "-time"
    after: Line = ""


class LogRow(Written, frozen=True):
    """One line as the list shows it."""

    id: str
    at: datetime
    state: str
    register: str
    corrections: int
    taken_by: str
    owner: str
    promised: str
    late: bool


COLUMNS = {
    "kind": "kind", "matter_kind": "matter_kind", "outcome": "outcome", "register": "register", "state": "state",
    "building": "building", "person": "taken_by",
}  # fmt: skip
TAKEN_BY, OWNER = map(LogRow.__struct_fields__.index, ("taken_by", "owner"))
# Persons as ids: their names are a small list of its own, a join would be made for every row.
SHOWN = f"""select {WRITTEN}, l.id::text, l.at, l.state, l.register, l.corrections,
                   l.taken_by::text, coalesce(m.owner, l.for_person)::text, {PROMISED}, coalesce(m.promised_at < $2, false)
              from log_line l
              left join matter m on m.property = l.property and m.line = l.id and m.state = 'open' """  # noqa: S608 (fixed texts only)


def _conditions(wish: LogFilter, args: list[Any]) -> list[str]:
    """The filter as SQL with its values appended to `args`; only texts of ours enter the SQL."""
    found: list[str] = []

    def add(sql: str, value: Any) -> None:
        args.append(value)
        found.append(sql.format(f"${len(args)}"))

    if wish.since:
        add("l.at >= {}", clock.day_bounds(wish.since)[0])
    if wish.until:
        add("l.at < {}", clock.day_bounds(wish.until)[1])
    for name, column in COLUMNS.items():
        if value := getattr(wish, name):
            add(f"l.{column} = {{}}", value)
    if text := wanted(wish.q):
        add(*_words(text))
    if place := _place(wish.after):
        args += place
        sign = "<" if wish.order == "-time" else ">"
        found.append(f"(l.at, l.id) {sign} (${len(args) - 1}, ${len(args)})")
    return found


def _words(text: str) -> tuple[str, str]:
    """A whole number is looked up by its index, anything else in the line's search text."""
    number = phone_key(text)
    if number.isdigit() and len(number) >= 7:
        return "l.phone = {}", number
    return "l.search like {}", f"%{liked(text)}%"


def _place(after: str) -> tuple[datetime, UUID] | None:
    """Where the page before ended: microseconds and id; nonsense counts as not given."""
    micros, _, identity = after.partition(".")
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(micros)), UUID(
            identity
        )
    except (ValueError, OverflowError):
        return None


def place_of(row: LogRow) -> str:
    """The mark after which the next page begins."""
    since = row.at - datetime(1970, 1, 1, tzinfo=UTC)
    return f"{since // timedelta(microseconds=1)}.{row.id}"


async def people_names() -> dict[str, str]:
    """Everybody's name by id, also of those who have left."""
    return dict(await database.connection().fetch("select id::text, name from person"))


async def log(wish: LogFilter, rows: int = ROWS) -> tuple[list[LogRow], str]:
    """The lines wanted, and the mark of the next page or nothing."""
    args: list[Any] = [here().time_zone, clock.now()]
    conditions = _conditions(wish, args)
    way = "desc" if wish.order == "-time" else "asc"
    where = f"where {' and '.join(conditions)} " if conditions else ""
    sql = f"{SHOWN}{where}order by l.at {way}, l.id {way} limit {int(rows) + 1}"
    names = await people_names()
    columns = [list(record) for record in await database.connection().fetch(sql, *args)]
    for values in columns:
        values[TAKEN_BY] = names[values[TAKEN_BY]]
        values[OWNER] = names.get(values[OWNER], "")
    found = [LogRow(*values) for values in columns]
    more = place_of(found[rows - 1]) if len(found) > rows else ""
    return found[:rows], more


class Choices(msgspec.Struct, frozen=True):
    """What the filters offer."""

    people: tuple[tuple[str, str], ...]
    buildings: tuple[tuple[str, str], ...]


async def choices() -> Choices:
    """Everybody who ever could write a line, and the buildings, in one statement."""
    found = await database.value(
        """select json_build_object(
             'people', coalesce((select json_agg(json_build_array(id, name) order by sort_key) from person), '[]'),
             'buildings', coalesce((select json_agg(json_build_array(name, name) order by sort_key) from building),
                                   '[]'))::text"""
    )
    return msgspec.json.decode(found, type=Choices)
