"""Reads about premises: who is calling, who lives where."""

from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.premises.rules import phone_key, unit_code, wanted


class Caller(msgspec.Struct, frozen=True):
    """Somebody of a unit, with what to mind about them (PREM-3); `household` is None where the unit is empty.

    `phone` is the whole number: show it `| masked` unless it is the number that calls (PPL-8).
    """

    household: UUID | None
    unit: UUID
    label: str
    building: str
    floor: str
    name: str
    contact: str
    phone: str
    kind: str
    key_account: bool
    key_reason: str
    minding: str
    arrears: bool


CALLER = """select h.id, u.id, u.label, b.name, u.floor, coalesce(h.name, ''), coalesce(h.contact, ''),
                   coalesce(h.phone, ''), coalesce(h.kind, ''), coalesce(h.key_account, false),
                   coalesce(h.key_reason, ''), coalesce(h.minding, ''), coalesce(h.arrears, false)
              from unit u join building b on b.property = u.property and b.id = u.building """
NOW = "h.property = u.property and h.unit = u.id and (h.until is null or h.until >= $1::date)"

RECOGNISE = f"""{CALLER} join household h on {NOW} where $2 <> '' and h.phone = $2
                union {CALLER} left join household h on {NOW} where $3 <> '' and u.code = $3
                limit 20"""
FIND = f"""{CALLER} left join household h on {NOW}
            where u.search like $2 or h.search like $2
            order by case when u.search like $3 or h.search like $3 then 0 else 1 end, u.sort_key, u.id, h.id
            limit $4"""


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
    like = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return await database.rows(Caller, FIND, clock.today(), f"%{like}%", f"% {like}%", limit)


class Known(msgspec.Struct, frozen=True):
    """A household as an import compares it."""

    id: UUID
    building: str
    label: str
    name: str
    contact: str
    phone: str
    kind: str
    key_account: bool
    key_reason: str
    minding: str


async def known() -> dict[tuple[str, str, str], Known]:
    """Every household of now by building, room and name; a few thousand at most."""
    found = await database.rows(
        Known,
        """select h.id, b.name, u.label, h.name, h.contact, h.phone, h.kind, h.key_account, h.key_reason, h.minding
             from household h join unit u on u.property = h.property and u.id = h.unit
             join building b on b.property = u.property and b.id = u.building where h.until is null""",
    )
    return {(one.building, one.label, one.name): one for one in found}
