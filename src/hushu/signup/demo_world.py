"""Who lives in the demo, as its file tells it: companies, properties, people and how they sign in."""

import hashlib
import hmac
import tomllib
from functools import lru_cache
from typing import Any

import msgspec

from hushu.foundation import database
from hushu.foundation.places import TENANTS
from hushu.foundation.settings import settings


class Somebody(msgspec.Struct, frozen=True):
    """One person of the demo."""

    username: str
    name: str
    phone: str
    post: str = "company_admin"
    also_in: list[str] = []


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """One property of the demo."""

    slug: str
    name: str
    kind: str
    address: str
    hotline: str
    bus_lines: list[str] = []
    metro_lines: list[str] = []
    directions: str = ""
    desk_opens: str
    desk_closes: str
    person: list[Somebody]


class Firm(msgspec.Struct, frozen=True, kw_only=True):
    """One company of the demo."""

    name: str
    slug: str
    admin: Somebody
    property: list[Place]


class World(msgspec.Struct, frozen=True):
    """The whole demo."""

    company: list[Firm]


@lru_cache(maxsize=1)
def world() -> World:
    """The demo as its file tells it."""
    return msgspec.convert(
        tomllib.loads((TENANTS / "demo" / "world.toml").read_text(encoding="utf-8")), World
    )


def password_of(username: str) -> str:
    """This deployment's password of a demo person: derived from its secret, the same at every asking."""
    return f"demo-{_mark('password', username)[:12]}"


def pin_of(username: str) -> str:
    """This deployment's PIN of a demo person."""
    return f"{100_000 + int(_mark('pin', username)[:12], 16) % 900_000}"


def _mark(what: str, username: str) -> str:
    return hmac.new(
        settings().secret.encode(), f"{what}:{username}".encode(), hashlib.sha256
    ).hexdigest()


def people() -> list[dict[str, Any]]:
    """Everybody with user name, password, PIN, property, company, post and roles, for outside checks."""
    found = []
    for firm in world().company:
        found.append(_line(firm, "", firm.admin, ["company_admin"]))
        for place in firm.property:
            found += [_line(firm, place.slug, person, [person.post]) for person in place.person]
    return found


def _line(firm: Firm, slug: str, person: Somebody, roles: list[str]) -> dict[str, Any]:
    return {
        "username": person.username,
        "password": password_of(person.username),
        "pin": pin_of(person.username) if slug else "",
        "name": person.name,
        "property": slug,
        "also_in": person.also_in,
        "company": firm.slug,
        "post": person.post,
        "roles": roles,
    }


async def stands() -> bool:
    """Whether the demo has been made here."""
    first = world().company[0].slug
    return bool(await database.value("select name_taken('company_slug', $1, null)", first))
