"""A company signs up, a property is provisioned, headquarters gets and loses its readers."""

import hashlib
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from hushu.foundation import clock, database, packs, throttle
from hushu.foundation.company import company_here
from hushu.foundation.house import modules
from hushu.foundation.opened import Opened
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.tenancy import inside, opened_now
from hushu.foundation.translation import N_
from hushu.people.commands import hire
from hushu.people.commands.accounts import signed_in_by_password
from hushu.people.rules import check_password, check_username, phone_number
from hushu.people.secrets import hashed
from hushu.signup import rules
from hushu.signup.queries import free_name, short_name_taken

TAKEN = N_("This name is already taken. Please choose another.")
# Sign-ups of one address within the throttle's window: a company has a handful of properties, a flood has thousands.
SIGN_UPS = 20
TOO_MANY = N_("Too many sign-ups from here. Wait %(n)s minutes and send the form again.")
FIELD_OF = {
    "company_slug_key": "username", "company_name_key": "company", "account_username_key": "username",
    "property_slug_key": "slug", "property_company_name_key": "property_name",
}  # fmt: skip


class PropertyFacts(msgspec.Struct, kw_only=True):
    """What a property says of itself when it signs up (TEN-1)."""

    slug: str
    name: str
    kind: str
    address: str = ""
    bus_lines: str = ""
    metro_lines: str = ""
    directions: str = ""
    hotline: str = ""
    desk_opens: str = ""
    desk_closes: str = ""
    time_zone: str = "Asia/Shanghai"


class Founding(msgspec.Struct, kw_only=True):
    """A company that signs up, with its first administrator."""

    company: str
    name: str
    phone: str
    username: str
    password: str


async def provision(founder: UUID, facts: PropertyFacts, **settings: Any) -> Opened:
    """Makes the property and unpacks its content pack; it stays open for the rest of the transaction (TEN-2).

    Hours left open are the pack's. They stand with the property's facts alone; the night desk has the rest of the day.
    """
    figures = packs.figures(facts.kind) | settings
    opens, closes = figures.pop("desk_opens", "08:00"), figures.pop("desk_closes", "20:00")
    facts.desk_opens, facts.desk_closes = facts.desk_opens or opens, facts.desk_closes or closes
    await database.value(
        "select create_property($1, $2, $3)",
        founder,
        msgspec.json.encode(facts).decode(),
        msgspec.json.encode(figures).decode(),
    )
    place = await opened_now(actor="sign-up", account=founder)
    async with inside(place):
        for module in modules():
            if module.unpack is not None:
                await module.unpack(facts.kind)
    return place


async def provision_with_manager(
    founder: UUID, facts: PropertyFacts, *, name: str, phone: str
) -> Opened:
    """The property, with its founder as its first manager, so that the desk can be used at once."""
    place = await provision(founder, facts, first_steps=True)
    async with inside(place):
        await hire(name, "manager", phone=phone, account=founder, roles=["manager", "receptionist"])
    return place


async def sign_up(
    founding: Founding, facts: PropertyFacts, *, key: str, address: str
) -> tuple[str, str]:
    """Company, administrator and first property in one transaction: the user name and the property's short name.

    The same form sent twice does it once and answers the same. Raises Refused with every field that will not do.
    """
    _check(founding, facts)
    await throttle.spend("sign-up", address, SIGN_UPS, "", TOO_MANY)
    secret = await hashed(founding.password)
    mark = hashlib.sha256(
        f"{key}|{founding.username}|{founding.password}|{founding.company}".encode()
    ).digest()
    try:
        async with database.transaction():
            await database.value("select set_config('hushu.origin', $1, true)", address)
            done = await database.connection().fetchrow("select * from claim_signup($1)", mark)
            if done is not None:
                return done["username"], done["slug"]
            await _take_names(founding, facts)
            founder = await _found_company(founding, secret)
            await provision_with_manager(founder, facts, name=founding.name, phone=founding.phone)
            await database.value("select finish_signup($1, $2, $3)", mark, founder, facts.slug)
    except asyncpg.UniqueViolationError as fault:
        raise Refused(FIELD_OF.get(fault.constraint_name, ""), TAKEN) from fault
    return founding.username, facts.slug


def _check(founding: Founding, facts: PropertyFacts) -> None:
    """Everything that can be said without the database, all at once."""
    found = rules.Complaints()
    founding.phone = found.check(phone_number, founding.phone) or ""
    if founding.username:
        founding.username = found.check(rules.founder_name, founding.username) or ""
    hints = (founding.company, founding.name, founding.username, founding.phone)
    found.check(check_password, founding.password, *hints)
    _check_property(facts, found)
    found.settle()


def _check_property(facts: PropertyFacts, found: rules.Complaints) -> None:
    """The property's facts put into shape, with what will not do added to the complaints."""
    figures = packs.figures(facts.kind)
    facts.hotline = found.check(phone_number, facts.hotline, "hotline") or ""
    facts.time_zone = found.check(rules.known_zone, facts.time_zone) or ""
    opens, closes = (
        facts.desk_opens or figures["desk_opens"],
        facts.desk_closes or figures["desk_closes"],
    )
    facts.desk_opens, facts.desk_closes = found.check(rules.desk_hours, opens, closes) or ("", "")
    if facts.slug:
        facts.slug = found.check(rules.slug_of, facts.slug) or ""


async def _take_names(founding: Founding, facts: PropertyFacts) -> None:
    """Names that were left open get free ones; those that are taken are refused, all at once."""
    found = rules.Complaints()
    if await database.value("select name_taken('company', $1, null)", founding.company):
        found.add(
            "company",
            N_("This company has signed up already. Ask its administrator to let you in."),
        )
    if not founding.username:
        founding.username = await suggest_username(founding.company)
    if await short_name_taken(founding.username.partition(".")[0], None):
        found.add("username", TAKEN)
    facts.slug = facts.slug or await suggest_slug(facts.name)
    if await short_name_taken(facts.slug, None):
        found.add("slug", TAKEN)
    found.settle()


async def _found_company(founding: Founding, secret: str) -> UUID:
    """The company with its administrator's account."""
    slug = founding.username.partition(".")[0]
    await database.value(
        "select create_company($1, $2, $3, $4, $5, $6)",
        slug, founding.company, founding.phone, founding.username, secret, founding.name,
    )  # fmt: skip
    return UUID(
        str(await database.value("select id from account_by_username($1)", founding.username))
    )


async def suggest_username(company: str) -> str:
    """The administrator's user name that the company's pinyin gives, with a short name nobody has."""
    return f"{await free_name(rules.company_short_name(company), None)}.admin"


async def suggest_slug(name: str, of_company: UUID | None = None) -> str:
    """The property's short name that its pinyin gives, one that nobody has."""
    return await free_name(rules.property_short_name(name), of_company)


async def add_property(facts: PropertyFacts, *, phone: str) -> str:
    """A further property of the open company; who adds it is its first manager. Raises Refused."""
    opened, found = company_here(), rules.Complaints()
    phone = found.check(phone_number, phone) or ""
    _check_property(facts, found)
    found.settle()
    await database.value("select claim_signup($1)", new_id().bytes)
    facts.slug = facts.slug or await suggest_slug(facts.name, opened.company)
    if await short_name_taken(facts.slug, opened.company):
        found.add("slug", TAKEN)
    if await database.value("select name_taken('property', $1, $2)", facts.name, opened.company):
        found.add("property_name", N_("Your company has a property of this name already."))
    found.settle()
    await provision_with_manager(opened.account, facts, name=opened.person_name, phone=phone)
    return facts.slug


async def add_headquarters_account(name: str, username: str, password: str) -> str:
    """A reader's account of the open company with a first password to be changed; its full user name. Raises Refused."""
    opened = company_here()
    start = f"{opened.company_slug}."
    full = check_username(username if username.lower().startswith(start) else start + username)
    made = await database.value(
        "select create_headquarters_account($1, $2, $3)",
        full,
        await hashed(password),
        name,
    )
    if made is None:
        raise Refused("username", TAKEN)
    return full


async def close_headquarters_account(account: UUID) -> None:
    """Ends an account of headquarters and its sessions. Raises NotHere."""
    if not await database.value("select close_headquarters_account($1)", account):
        raise NotHere


async def grant_reading(username: str) -> None:
    """Lets a named account of headquarters read here; the audit trail keeps who let whom (TEN-5). Raises Refused."""
    signed_in_by_password()
    found = await database.connection().fetchrow(
        "select id, name from headquarters_account($1)", username.lower()
    )
    if found is None:
        raise Refused("username", N_("Nobody of your company's headquarters has this user name."))
    known = await database.connection().fetchrow(
        "select id, closed_at from person where account = $1", found["id"]
    )
    await database.execute(
        """insert into post (id, key, name, roles, place)
           values ($1, 'headquarters', '总部', '{hq_reader}', 999) on conflict (property, key) do nothing""",
        new_id(),
    )
    if known is None:
        await hire(found["name"], "headquarters", account=found["id"], roles=["hq_reader"])
    elif known["closed_at"] is None:
        raise Refused("username", N_("This person may enter here already."))
    else:
        await database.execute(
            """update person set closed_at = null, closed_reason = '', roles = '{hq_reader}',
                      post = (select id from post where key = 'headquarters') where id = $1""",
            known["id"],
        )


async def withdraw_reading(person: UUID) -> None:
    """Ends a reader's access with their sessions here. Raises NotHere."""
    changed = await database.execute(
        """update person set closed_at = $2, closed_reason = 'reading withdrawn'
            where id = $1 and roles = '{hq_reader}' and closed_at is null""",
        person,
        clock.now(),
    )
    if not changed:
        raise NotHere
