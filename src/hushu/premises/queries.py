"""Reads about premises: who is calling, who lives where."""

from datetime import date
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.refusals import NotHere
from hushu.foundation.search import liked
from hushu.premises.rules import HouseholdFacts, Told, phone_key, unit_code, wanted


class Housed(HouseholdFacts, frozen=True):
    """A household's facts with where it is."""

    unit: UUID
    label: str
    building: str
    floor: str


class Caller(Housed, frozen=True):
    """Somebody of a unit, with what to mind about them (PREM-3); `household` is None where the unit is empty.

    `phone` is the whole number: show it `| masked` unless it is the number that calls (PPL-8).
    """

    household: UUID | None


# The columns in the order of the Structs' fields; every SQL below is made of fixed texts, values are parameters.
TOLD = "h.name, h.contact, h.phone, h.kind, h.key_account, h.key_reason, h.minding"
PLACED = "u.id, u.label, b.name, u.floor"
IN_BUILDING = "join building b on b.property = u.property and b.id = u.building "
HOME = f"from household h join unit u on u.property = h.property and u.id = h.unit {IN_BUILDING}"
CALLER = f"""select coalesce(h.name, ''), coalesce(h.contact, ''), coalesce(h.phone, ''), coalesce(h.kind, ''),
                    coalesce(h.key_account, false), coalesce(h.key_reason, ''), coalesce(h.minding, ''),
                    coalesce(h.arrears, false), {PLACED}, h.id
               from unit u {IN_BUILDING}"""  # noqa: S608
NOW = "h.property = u.property and h.unit = u.id and (h.until is null or h.until >= $1::date)"

RECOGNISE = f"""{CALLER} join household h on {NOW} where $2 <> '' and h.phone = $2
                union {CALLER} left join household h on {NOW} where $3 <> '' and u.code = $3
                limit 20"""
# What fits is found by ids alone, the best few are joined: ten times faster than joining first in a large estate.
FIND = f"""with hit as (
  select h.unit, h.id as household, case when h.search like $3 then 0 else 1 end as place, length(h.search) as long
    from household h where h.search like $2 and (h.until is null or h.until >= $1::date)
  union all
  select u.id, null, case when u.search like $3 then 0 else 1 end, length(u.search) from unit u where u.search like $2
  order by place, long, unit, household limit 2 * $4::int)
{CALLER} join hit on hit.unit = u.id
  left join household h on {NOW} and (hit.household is null or h.id = hit.household)
 order by hit.place, u.sort_key, u.id, h.id"""  # noqa: S608


async def recognise(phone: str = "", unit: str = "") -> list[Caller]:
    """Everybody of that phone or of that unit, the phone's first; at most 20, by two indexes in one statement."""
    number, code = phone_key(phone), unit_code(unit)
    if not number and not code:
        return []
    found = await database.rows(Caller, RECOGNISE, clock.today(), number, code)
    return sorted(found, key=lambda one: (one.phone != number, one.building, one.label, one.name))


async def find(q: str, limit: int = 8) -> list[Caller]:
    """Type-ahead by room, name, pinyin, initials or the phone's last four digits; what begins so comes first."""
    text = wanted(q)
    if not text:
        return []
    like = liked(text)
    found = await database.rows(Caller, FIND, clock.today(), f"%{like}%", f"% {like}%", limit)
    once: dict[tuple[UUID, UUID | None], Caller] = {}
    for one in found:
        once.setdefault((one.unit, one.household), one)
    return list(once.values())[:limit]


class Entry(Told, frozen=True):
    """A household as an import compares and writes it."""

    id: UUID
    building: str
    label: str


KNOWN = f"select {TOLD}, h.id, b.name, u.label {HOME} where h.until is null"


async def known() -> dict[tuple[str, str, str], Entry]:
    """Every household of now by building, room and name; a few thousand at most."""
    found = await database.rows(Entry, KNOWN)
    return {(one.building, one.label, one.name): one for one in found}


class Building(msgspec.Struct, frozen=True):
    """A building for a choice."""

    id: UUID
    name: str


class Detail(Housed, frozen=True):
    """Everything about one household."""

    id: UUID
    since: date | None
    until: date | None


class Place(msgspec.Struct, frozen=True):
    """A unit by itself."""

    id: UUID
    label: str
    building: str
    floor: str


NOBODY = UUID(int=0)
LIST = f"""{CALLER} left join household h on {NOW}
            where ($2::uuid is null or u.building = $2) and (u.search like $3 or h.search like $3)
              and case $4 when 'key' then h.key_account when 'arrears' then h.arrears when 'empty' then h.id is null
                  else true end
              and ($5::uuid is null or (u.sort_key, u.id, coalesce(h.id, $6))
                   > ((select sort_key from unit where id = $5), $5, $7))
            order by u.sort_key, u.id, coalesce(h.id, $6) limit $8"""  # noqa: S608
DETAIL = f"select {TOLD}, h.arrears, {PLACED}, h.id, h.since, h.until {HOME}"
PLACE = f"select {PLACED} from unit u {IN_BUILDING} where u.id = $1"  # noqa: S608


async def buildings() -> list[Building]:
    """Every building, in the order people count them."""
    return await database.rows(Building, "select id, name from building order by sort_key, id")


async def listed(
    *, building: UUID | None = None, q: str = "", only: str = "", after: str = "", limit: int
) -> list[Caller]:
    """Units with their households of now in the order of the building, going on after `after` (see `place_of`)."""
    unit, household = _place(after)
    return await database.rows(
        Caller,
        LIST,
        clock.today(),
        building,
        f"%{liked(wanted(q))}%",
        only,
        unit,
        NOBODY,
        household,
        limit,
    )


def place_of(row: Caller) -> str:
    """Where a list goes on after this row."""
    return f"{row.unit}.{row.household or NOBODY}"


def _place(after: str) -> tuple[UUID | None, UUID]:
    unit, _, household = after.partition(".")
    try:
        return UUID(unit), UUID(household)
    except ValueError:
        return None, NOBODY


async def household(wanted_id: UUID) -> Detail:
    """One household, of now or of earlier. Raises NotHere."""
    found = await database.row(Detail, DETAIL + "where h.id = $1", wanted_id)
    if found is None:
        raise NotHere
    return found


async def unit_history(unit: UUID) -> list[Detail]:
    """Every household of the unit, of now first."""
    sql = (
        DETAIL
        + "where h.unit = $1 order by h.until desc nulls first, h.since desc nulls last, h.name"
    )
    return await database.rows(Detail, sql, unit)


async def place(unit: UUID) -> Place:
    """A unit by itself. Raises NotHere."""
    found = await database.row(Place, PLACE, unit)
    if found is None:
        raise NotHere
    return found
