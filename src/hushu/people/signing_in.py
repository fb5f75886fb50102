"""Signing in and out: the one place where a session begins or ends (PPL-5, T14, T15)."""

from uuid import UUID

import msgspec

from hushu.foundation import database
from hushu.foundation.sessions import fingerprint, new_token
from hushu.people.secrets import matches


class Entrance(msgspec.Struct, frozen=True):
    """An account as signing in needs it."""

    id: UUID
    password_hash: str
    totp_secret: str
    must_change: bool
    company: str
    company_roles: list[str]


class Place(msgspec.Struct, frozen=True):
    """A property one may enter."""

    slug: str
    name: str
    kind: str


async def entrance(username: str, password: str) -> Entrance | None:
    """The account when name and password fit, else None, after the same work."""
    found = await database.row(Entrance, "select * from account_by_username($1)", username.lower())
    fits = await matches(found.password_hash if found else "", password)
    return found if fits else None


async def begin_session(account: UUID, address: str, agent: str, *, at_property: UUID | None = None) -> str:
    """A new session with a new token; returns the token for the cookie."""
    token = new_token()
    await database.value(
        "select start_session($1, $2, $3, $4, $5)", fingerprint(token), account, at_property, address, agent
    )
    return token


async def places_of(account: UUID) -> list[Place]:
    """The properties this account may enter, by name (TEN-7)."""
    return await database.rows(Place, "select * from places_of($1)", account)
