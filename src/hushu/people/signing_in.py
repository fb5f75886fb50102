"""Signing in and out: the one place where a session begins or ends (PPL-5, T14, T15)."""

import time
from uuid import UUID

import msgspec
import pyotp

from hushu.foundation import database, throttle
from hushu.foundation.refusals import Refused
from hushu.foundation.sessions import fingerprint, new_token
from hushu.foundation.translation import N_
from hushu.people.secrets import matches

STEP = 30
NOTHING = b""


class Entrance(msgspec.Struct, frozen=True):
    """An account as signing in needs it."""

    id: UUID
    password_hash: str
    totp_secret: str
    must_change: bool
    company: str
    company_roles: list[str]

    @property
    def stage(self) -> str:
        """What is still asked after the password."""
        return "code" if self.totp_secret else "password" if self.must_change else "open"


class Place(msgspec.Struct, frozen=True):
    """A property one may enter."""

    slug: str
    name: str
    kind: str


async def entrance(username: str, password: str) -> Entrance | None:
    """The account when name and password fit, else None, after the same work."""
    found = await database.row(
        Entrance, "select * from account_by_username($1)", username.lower()[:80]
    )
    fits = await matches(found.password_hash if found else "", password)
    return found if fits else None


async def knock(username: str, password: str, address: str) -> Entrance:
    """The account behind name and password, within the limits. Raises Refused, in the same words for every reason."""
    name = username.lower()
    await throttle.spend("address", address, throttle.ADDRESS, "password")
    await throttle.spend("person", name, throttle.PERSON, "password")
    async with database.transaction():
        found = await entrance(name, password)
    if found is None:
        raise Refused("password", N_("User name and password do not fit together."))
    await throttle.forget("person", name, throttle.PERSON)
    await throttle.give_back("address", address, throttle.ADDRESS)
    return found


async def check_code(account: UUID, secret: str, code: str) -> None:
    """A one-time code, once. Raises Refused."""
    await throttle.spend("code", str(account), throttle.CODE, "code")
    step = totp_step(secret, code)
    if step is None or not await database.value("select use_totp($1, $2)", account, step):
        raise Refused(
            "code", N_("This code does not fit. Wait for the next one and type it again.")
        )
    await throttle.forget("code", str(account), throttle.CODE)


def totp_step(secret: str, code: str) -> int | None:
    """The time step whose code this is: now, one before, one after; otherwise None."""
    typed = "".join(c for c in code if c.isdigit())
    now = int(time.time()) // STEP
    made = pyotp.TOTP(secret)
    return next(
        (
            s
            for s in (now, now - 1, now + 1)
            if pyotp.utils.strings_equal(made.generate_otp(s), typed)
        ),
        None,
    )


async def begin_session(
    account: UUID, address: str, agent: str, *, at_property: UUID | None = None, stage: str = "open"
) -> str:
    """A new session with a new token; returns the token for the cookie."""
    token = new_token()
    await database.value(
        "select start_session($1, $2, $3, $4, $5, $6)",
        fingerprint(token), account, at_property, address, agent, stage,
    )  # fmt: skip
    return token


async def end_session(token: bytes | None) -> None:
    """Ends the session of this token, if there is one: a browser never carries two."""
    await database.value("select end_session($1)", token or NOTHING)


async def places_of(account: UUID) -> list[Place]:
    """The properties this account may enter, by name (TEN-7)."""
    return await database.rows(Place, "select * from places_of($1)", account)
