"""Deeds on one's own account: password, one-time codes, PIN, sessions, language (PPL-5)."""

import re
from datetime import datetime
from uuid import UUID

import msgspec

from hushu.foundation import database, throttle
from hushu.foundation.account import Standing
from hushu.foundation.opened import me
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.tables import change
from hushu.foundation.translation import N_
from hushu.people.rules import check_password, check_pin
from hushu.people.secrets import hashed, matches
from hushu.people.signing_in import check_code
from hushu.people.tables import Person

LOCALES = ("zh_CN", "en")
SECRET = re.compile(r"[A-Z2-7]{32}")


class OwnAccount(msgspec.Struct, frozen=True):
    """One's own account, with what proves it is oneself."""

    id: UUID
    username: str
    password_hash: str
    totp_secret: str
    locale: str
    password_changed_at: datetime


class OwnSession(msgspec.Struct, frozen=True):
    """A place where one is signed in."""

    token_hash: bytes
    origin: str
    agent: str
    created_at: datetime
    seen_at: datetime
    at_property: str | None

    @property
    def mark(self) -> str:
        """Names the session in a form; worth nothing as a token."""
        return self.token_hash.hex()


async def own_account(account: UUID) -> OwnAccount:
    """The account. Raises NotHere once it is closed."""
    found = await database.row(OwnAccount, "select * from own_account($1)", account)
    if found is None:
        raise NotHere
    return found


async def own_sessions(account: UUID) -> list[OwnSession]:
    """Where one is signed in now, the latest first."""
    return await database.rows(OwnSession, "select * from sessions_of($1)", account)


async def prove_oneself(account: UUID, password: str) -> OwnAccount:
    """The own account after its password was typed once more. Raises Refused."""
    own = await own_account(account)
    await throttle.spend("proof", str(account), throttle.PERSON, "password")
    if not await matches(own.password_hash, password):
        raise Refused("password", N_("This is not your present password."))
    await throttle.forget("proof", str(account), throttle.PERSON)
    return own


async def set_own_password(who: Standing, password: str, new: str, repeat: str) -> None:
    """A new password; every session of the account ends with it. Raises Refused."""
    own = await own_account(who.account)
    if who.stage != "password":
        own = await prove_oneself(who.account, password)
    if new != repeat:
        raise Refused("repeat", N_("Both entries must be the same."))
    check_password(new, own.username, who.name, who.company, field="new_password")
    if await matches(own.password_hash, new):
        raise Refused("new_password", N_("Choose another password than the present one."))
    await database.value("select set_password($1, $2, false)", who.account, await hashed(new))
    await database.value("select end_sessions($1, ''::bytea)", who.account)


async def switch_totp_on(who: Standing, secret: str, code: str, password: str) -> None:
    """From now on a one-time code is asked after the password; other sessions end. Raises Refused."""
    await prove_oneself(who.account, password)
    if not SECRET.fullmatch(secret):
        raise Refused("code", N_("Load the page again and scan the new picture."))
    await check_code(who.account, secret, code)
    await database.value("select set_totp($1, $2)", who.account, secret)
    await database.value("select end_sessions($1, ''::bytea)", who.account)


async def switch_totp_off(who: Standing, password: str) -> None:
    """One-time codes are asked no longer. Raises Refused."""
    await prove_oneself(who.account, password)
    await database.value("select set_totp($1, '')", who.account)


async def set_own_pin(account: UUID, pin: str, repeat: str, password: str) -> None:
    """The PIN that opens the shared desk for oneself. Raises Refused."""
    await prove_oneself(account, password)
    if pin != repeat:
        raise Refused("repeat", N_("Both entries must be the same."))
    check_pin(pin)
    await change(Person, me(), pin_hash=await hashed(pin), pin_failures=0, pin_locked_until=None)


async def end_own_session(account: UUID, mark: str) -> None:
    """Ends one of one's own sessions. Raises NotHere for any other."""
    try:
        token = bytes.fromhex(mark)
    except ValueError as fault:
        raise NotHere from fault
    if not await database.value("select end_session_of($1, $2)", account, token):
        raise NotHere


async def set_own_locale(account: UUID, locale: str) -> None:
    """The language of one's pages. Raises Refused."""
    if locale not in LOCALES:
        raise Refused("locale", N_("Choose one of the entries offered."))
    await database.value("select set_locale($1, $2)", account, locale)
