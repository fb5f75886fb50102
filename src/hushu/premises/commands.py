"""Deeds on premises: laying a whole list at once, changing one household, moving in and out."""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from asyncpg import UniqueViolationError

from hushu.foundation import clock, database
from hushu.foundation.events import emit
from hushu.foundation.imports import Tally
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.tables import insert, new_id
from hushu.foundation.translation import N_
from hushu.premises import queries
from hushu.premises.events import HouseholdCame, HouseholdLeft
from hushu.premises.rules import (
    HouseholdFacts,
    household_search,
    natural_key,
    unit_code,
    unit_search,
)
from hushu.premises.tables import Household

TAKEN = N_("This unit already has a household of this name.")


class HouseholdLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a list of households; None and empty text leave what is already known."""

    building: str
    label: str
    name: str
    floor: str = ""
    contact: str = ""
    phone: str = ""
    kind: str = ""
    key_account: bool | None = None
    key_reason: str = ""
    minding: str = ""


BUILDINGS = """insert into building (id, name, sort_key)
  select * from unnest($1::uuid[], $2::text[], $3::text[]) on conflict (property, name) do nothing"""
UNITS = """insert into unit (id, building, label, floor, code, search, sort_key)
  select n.id, b.id, n.label, n.floor, n.code, n.search, n.sort_key
    from jsonb_to_recordset($1::jsonb)
         as n (id uuid, building text, label text, floor text, code text, search text, sort_key text)
    join building b on b.name = n.building
  on conflict (property, building, label) do update set floor = excluded.floor
   where excluded.floor <> '' and unit.floor <> excluded.floor"""
HOUSEHOLDS = """insert into household (id, unit, name, contact, phone, kind, key_account, key_reason, minding, search)
  select n.id, u.id, n.name, n.contact, n.phone, n.kind, n.key_account, n.key_reason, n.minding, n.search
    from jsonb_to_recordset($1::jsonb)
         as n (id uuid, building text, label text, name text, contact text, phone text, kind text,
               key_account boolean, key_reason text, minding text, search text)
    join building b on b.name = n.building join unit u on u.building = b.id and u.label = n.label
  on conflict (property, unit, name) where until is null do update
     set contact = excluded.contact, phone = excluded.phone, kind = excluded.kind, key_account = excluded.key_account,
         key_reason = excluded.key_reason, minding = excluded.minding, search = excluded.search"""


async def compare(lines: Sequence[HouseholdLine]) -> Tally:
    """What laying these lines would do; nothing is written."""
    return (await _sorted_out(lines))[0]


async def lay(lines: Sequence[HouseholdLine]) -> Tally:
    """Writes the lines into the register: new ones added, known ones (building, room, name) updated (PPL-7)."""
    tally, changed = await _sorted_out(lines)
    names = sorted({line.building for line in lines})
    await database.execute(
        BUILDINGS, [new_id() for _ in names], names, [natural_key(name) for name in names]
    )
    floors = {(line.building, line.label): line.floor for line in lines}
    units = [
        {"id": new_id(), "building": building, "label": label, "floor": floor, "code": unit_code(label),
         "search": unit_search(building, label), "sort_key": natural_key(building, label)}
        for (building, label), floor in floors.items()
    ]  # fmt: skip
    await database.execute(UNITS, msgspec.json.encode(units).decode())
    if changed:
        await database.execute(HOUSEHOLDS, await asyncio.to_thread(_searchable, changed))
    return tally


async def _sorted_out(lines: Sequence[HouseholdLine]) -> tuple[Tally, list[queries.Entry]]:
    """The tally, and the households that are new or changed."""
    known = await queries.known()
    changed, new = [], 0
    for line in lines:
        old = known.get((line.building, line.label, line.name))
        laid = _laid(line, old)
        new += old is None
        if laid != old:
            changed.append(laid)
    return Tally(new=new, changed=len(changed) - new, same=len(lines) - len(changed)), changed


def _searchable(changed: Sequence[queries.Entry]) -> str:
    """The households as the statement takes them, with what finds them; pinyin of thousands takes seconds."""
    found = [
        msgspec.structs.asdict(one) | {"search": household_search(one.name, one.contact, one.phone)}
        for one in changed
    ]
    return msgspec.json.encode(found).decode()


def _laid(line: HouseholdLine, old: queries.Entry | None) -> queries.Entry:
    """The line with what it leaves open taken from what is known."""
    contact = line.contact or (old.contact if old else "")
    phone = line.phone or (old.phone if old else "")
    key_account = (
        line.key_account if line.key_account is not None else bool(old and old.key_account)
    )
    return queries.Entry(
        id=old.id if old else new_id(), building=line.building, label=line.label, name=line.name, contact=contact,
        phone=phone, kind=line.kind or (old.kind if old else "owner"), key_account=key_account,
        key_reason=line.key_reason or (old.key_reason if old else ""),
        minding=line.minding or (old.minding if old else ""),
    )  # fmt: skip


async def change_household(household: UUID, facts: HouseholdFacts) -> None:
    """Changes what is known of a household; the audit trail keeps what was before. Raises NotHere, Refused."""
    values: dict[Any, Any] = msgspec.structs.asdict(facts)
    values["search"] = household_search(facts.name, facts.contact, facts.phone)
    try:
        async with database.savepoint():
            changed = Household.update(values).where(Household.id == household)
            found = await changed.returning(Household.id)
    except UniqueViolationError as fault:
        raise Refused("name", TAKEN) from fault
    if not found:
        raise NotHere


async def add_household(unit: UUID, facts: HouseholdFacts) -> UUID:
    """A new household moves into a unit of this property today. Raises NotHere, Refused."""
    into, today = await queries.place(unit), clock.today()
    search = household_search(facts.name, facts.contact, facts.phone)
    record = Household(
        id=new_id(), unit=unit, since=today, search=search, **msgspec.structs.asdict(facts)
    )
    try:
        async with database.savepoint():
            await insert(record)
    except UniqueViolationError as fault:
        raise Refused("name", TAKEN) from fault
    made = UUID(str(record.id))
    await emit(HouseholdCame(made, unit, f"{into.building} {into.label}", facts.name, today))
    return made


async def move_out(household: UUID) -> None:
    """The household left today; it stays readable at its unit. Raises NotHere."""
    today = clock.today()
    sql = "update household set until = greatest($2, since) where id = $1 and until is null"
    if not await database.execute(sql, household, today):
        raise NotHere
    await emit(HouseholdLeft(household, today))
