"""Signing in and out: the one place where a session begins or ends (PPL-5, T14, T15).

The database begins a session only for a proof: of the password (compared there), of a half-open session and its code,
of a session that is renewed, of a member's session at the shared desk.
"""

from uuid import UUID

import msgspec

from hushu.foundation import database, throttle
from hushu.foundation.addresses import client_address
from hushu.foundation.one_time import step_of
from hushu.foundation.received import clean
from hushu.foundation.refusals import Refused
from hushu.foundation.sessions import fingerprint, new_token, token_in
from hushu.foundation.translation import N_
from hushu.foundation.web import Web
from hushu.people.secrets import proof

NOTHING = b""
WRONG_CODE = N_("This code does not fit. Wait for the next one and type it again.")


class Caller(msgspec.Struct, frozen=True):
    """From where somebody signs in, with what, and the token their browser had until now."""

    address: str
    agent: str
    before: bytes | None


def caller(request: Web) -> Caller:
    """Who sent this request."""
    agent = clean(request.headers.get("user-agent", ""))
    return Caller(client_address(request), agent, token_in(request))


class Begun(msgspec.Struct, frozen=True):
    """A session that began: its token for the cookie, and what is still asked (`code`, `password`) or `open`."""

    token: str
    stage: str = "open"


async def knock(username: str, password: str, caller: Caller) -> Begun:
    """A session for name and password, within the limits. Raises Refused, in the same words for every reason."""
    name = username.lower()
    await throttle.spend("address", caller.address, throttle.ADDRESS, "password")
    await throttle.spend("person", name, throttle.PERSON, "password")
    begun = await sign_in(name, password, caller)
    if begun is None:
        raise Refused("password", N_("User name and password do not fit together."))
    await throttle.forget("person", name, throttle.PERSON)
    await throttle.give_back("address", caller.address, throttle.ADDRESS)
    return begun


async def sign_in(username: str, password: str, caller: Caller) -> Begun | None:
    """A session in place of the one before, or None after the same work for a wrong password and an unknown name."""
    name, token = username.lower()[:80], new_token()
    async with database.transaction():
        salted = await database.value("select salted from account_by_username($1)", name)
    proved = await proof(salted or "", password)
    async with database.transaction():
        stage = await database.value(
            "select sign_in($1, $2, $3, $4, $5)",
            fingerprint(token), name, proved, caller.address, caller.agent,
        )  # fmt: skip
        if stage is None:
            return None
        await end_session(caller.before)
    return Begun(token, str(stage))


async def pass_code(account: UUID, secret: str, code: str, caller: Caller) -> Begun:
    """The session after the right one-time code, once; in place of the half-open one that acts. Raises Refused."""
    token = new_token()
    await throttle.spend("code", str(account), throttle.CODE, "code")
    step = step_of(secret, code)
    if step is None:
        raise Refused("code", WRONG_CODE)
    stage = await database.value(
        "select pass_code($1, $2, $3, $4)", fingerprint(token), step, caller.address, caller.agent
    )
    if stage is None:
        raise Refused("code", WRONG_CODE)
    await throttle.forget("code", str(account), throttle.CODE)
    return Begun(token, str(stage))


async def renew_session(caller: Caller) -> Begun:
    """The acting session goes on under a new token (T14)."""
    token = new_token()
    await database.value(
        "select renew_session($1, $2, $3)", fingerprint(token), caller.address, caller.agent
    )
    return Begun(token)


async def take_desk(person: UUID, caller: Caller) -> Begun:
    """The acting session's desk belongs to a colleague from now on, at this property only."""
    token = new_token()
    await database.value(
        "select take_desk($1, $2, $3, $4)",
        fingerprint(token), person, caller.address, caller.agent,
    )  # fmt: skip
    return Begun(token)


async def end_session(token: bytes | None) -> None:
    """Ends the session of this token, if there is one: a browser never carries two."""
    await database.value("select end_session($1)", token or NOTHING)


async def home_of(token: str) -> str:
    """Where whoever has this session belongs: a property, else the company's console."""
    found = await database.connection().fetchrow(
        "select place, company_slug from session_place($1)", fingerprint(token)
    )
    if found is None:
        return "/sign-in"
    return f"/p/{found['place']}/" if found["place"] else f"/c/{found['company_slug']}/"
