"""The demo: two companies, three properties, every post filled; made by the same deeds as a real one."""

import hashlib
import hmac
import tomllib
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec

from hushu.foundation import database
from hushu.foundation.house import modules
from hushu.foundation.opened import Opened
from hushu.foundation.places import TENANTS
from hushu.foundation.settings import settings
from hushu.foundation.tenancy import inside
from hushu.people.commands import hire
from hushu.people.rules import phone_number
from hushu.people.secrets import hashed
from hushu.signup.commands import PropertyFacts, provision


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


async def create_all() -> bool:
    """Creates what the demo lacks; true when anything was made. All or nothing."""
    async with database.transaction():
        if await database.value(
            "select name_taken('company_slug', $1, null)", world().company[0].slug
        ):
            return False
        for firm in world().company:
            await _create_company(firm)
    return True


async def _create_company(firm: Firm) -> None:
    founder_name = firm.admin.username
    await database.value(
        "select create_company($1, $2, $3, $4, $5, $6)",
        firm.slug, firm.name, phone_number(firm.admin.phone), founder_name,
        await hashed(password_of(founder_name)), firm.admin.name,
    )  # fmt: skip
    founder: UUID = await database.value("select id from account_by_username($1)", founder_name)
    opened = {place.slug: await _create_property(founder, place) for place in firm.property}
    for place in firm.property:
        await _share_people(place, opened)
        async with inside(opened[place.slug]):
            for module in modules():
                if module.demo is not None:
                    await module.demo(place.slug)


async def _create_property(founder: UUID, place: Place) -> Opened:
    facts = PropertyFacts(
        slug=place.slug, name=place.name, kind=place.kind, address=place.address, hotline=place.hotline,
        bus_lines="、".join(place.bus_lines), metro_lines="、".join(place.metro_lines), directions=place.directions,
        desk_opens=place.desk_opens, desk_closes=place.desk_closes,
    )  # fmt: skip
    opened = await provision(founder, facts)
    async with inside(opened):
        for person in place.person:
            await hire(
                person.name, person.post, phone=person.phone, username=person.username,
                password=password_of(person.username), pin=pin_of(person.username),
            )  # fmt: skip
        await _set_superiors()
    return opened


async def _set_superiors() -> None:
    """Everybody reports to the first holder of the post that theirs reports to."""
    await database.execute(
        """update person p set superior = (
             select b.id from post mine join person b on b.post = mine.reports_to
              where mine.id = p.post and b.id <> p.id order by b.created_at, b.id limit 1)"""
    )


async def _share_people(place: Place, opened: dict[str, Opened]) -> None:
    """People who also work at another property of the company get a person there, under the same account."""
    for person in place.person:
        for slug in person.also_in:
            account = await database.value(
                "select id from account_by_username($1)", person.username
            )
            async with inside(opened[slug]):
                await hire(
                    person.name,
                    person.post,
                    phone=person.phone,
                    account=account,
                    pin=pin_of(person.username),
                )
