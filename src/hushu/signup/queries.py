"""Reads of sign-up and the console: names that are free, the company, its properties, its headquarters' people."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.foundation import database


class CompanyCard(msgspec.Struct, frozen=True):
    """A company's facts and counts."""

    name: str
    slug: str
    phone: str
    created_at: datetime
    properties: int
    people: int


class CompanyProperty(msgspec.Struct, frozen=True):
    """A property in the console's list; `member`: the one who looks may enter it."""

    slug: str
    name: str
    kind: str
    hotline: str
    people: int
    suspended: bool
    member: bool


class HeadquartersPerson(msgspec.Struct, frozen=True):
    """An account of headquarters, and the properties that let it in."""

    id: UUID
    username: str
    name: str
    admin: bool
    closed: bool
    places: list[str]


class Reader(msgspec.Struct, frozen=True):
    """Whom of headquarters the open property lets read, since when and by whom."""

    id: UUID
    name: str
    since: datetime
    granted_by: str


class Visitor(msgspec.Struct, frozen=True):
    """Who comes to the front page with a session, and where they belong."""

    company: str
    company_roles: list[str]
    place: str | None

    @property
    def home(self) -> str:
        """The property, else the company's console, else nowhere."""
        if self.place:
            return f"/p/{self.place}/"
        return f"/c/{self.company}/" if self.company_roles else ""


async def free_name(wanted: str, of_company: UUID | None) -> str:
    """The short name, or the first numbered one nobody has."""
    for number in range(1, 1000):
        name = wanted if number == 1 else f"{wanted}{number}"
        if not await short_name_taken(name, of_company):
            return name
    return wanted


async def short_name_taken(wanted: str, of_company: UUID | None) -> bool:
    """Whether a property, or another company, has this short name."""
    return bool(await database.value("select short_name_taken($1, $2)", wanted, of_company))


async def visitor(token: bytes) -> Visitor | None:
    """Where a session's person belongs, or None without a session."""
    return await database.row(Visitor, "select * from session_place($1)", token)


async def company_card() -> CompanyCard:
    """The open company."""
    found = await database.row(CompanyCard, "select * from company_card()")
    if found is None:
        raise LookupError("the open company has no card")
    return found


async def company_properties() -> list[CompanyProperty]:
    """The open company's properties, for its administrators."""
    return await database.rows(CompanyProperty, "select * from properties_of_company()")


async def headquarters_people() -> list[HeadquartersPerson]:
    """Everybody of the open company's headquarters."""
    return await database.rows(HeadquartersPerson, "select * from headquarters_people()")


async def readers() -> list[Reader]:
    """The open property's readers; the moment and the granter are read from the audit trail itself (TEN-5, TEN-10)."""
    return await database.rows(
        Reader,
        """select p.id, p.name, coalesce(g.at, p.created_at), coalesce(g.actor, '')
             from person p left join lateral (
                  select a.at, a.actor from audit a
                   where a.property = p.property and a.table_name = 'person' and a.row_id = p.id::text
                     and a.after ? 'closed_at' order by a.no desc limit 1) g on true
            where p.closed_at is null and p.roles = '{hq_reader}' order by p.sort_key, p.id""",
    )
