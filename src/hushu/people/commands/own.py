"""Deeds on one's own account: password, one-time codes, PIN, sessions, language (PPL-5)."""

import re
from datetime import datetime
from uuid import UUID

import msgspec

from hushu.foundation import database, throttle
from hushu.foundation.account import Standing
from hushu.foundation.one_time import step_of
from hushu.foundation.opened import me
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.tables import change
from hushu.foundation.translation import N_
from hushu.people.rules import PIN_IS_NOT_ENOUGH, check_password, check_pin
from hushu.people.secrets import hashed, proof
from hushu.people.signing_in import WRONG_CODE
from hushu.people.tables import Person

LOCALES = ("zh_CN", "en")
SECRET = re.compile(r"[A-Z2-7]{32}")
SET_TOTP = "select set_own_totp($1, $2, $3)"


class OwnAccount(msgspec.Struct, frozen=True):
    """One's own account; `salted` is what its password's proof is computed from."""

    id: UUID
    username: str
    salted: str
    totp: bool
    locale: str
    password_changed_at: datetime


class OwnSession(msgspec.Struct, frozen=True):
    """A place where one is signed in; `mark` names it in a form, `this` is the one that asks."""

    mark: str
    this: bool
    origin: str
    agent: str
    created_at: datetime
    seen_at: datetime
    at_property: str | None


async def own_account() -> OwnAccount:
    """The account of the acting session. Raises NotHere once it is closed."""
    found = await database.row(OwnAccount, "select * from own_account()")
    if found is None:
        raise NotHere
    return found


async def own_sessions() -> list[OwnSession]:
    """Where one is signed in now, the latest first."""
    return await database.rows(OwnSession, "select * from own_sessions()")


async def prove_oneself(password: str) -> str:
    """The proof of the own password, typed once more. Raises Refused."""
    own = await own_account()
    await throttle.spend("proof", str(own.id), throttle.PERSON, "password")
    proved = await proof(own.salted, password)
    if not await database.value("select proves_me($1)", proved):
        raise Refused("password", N_("This is not your present password."))
    await throttle.forget("proof", str(own.id), throttle.PERSON)
    return proved


def signed_in_oneself(who: Standing) -> None:
    """A desk taken over by PIN changes nothing that proves who its holder is elsewhere. Raises Refused."""
    if who.at_property is not None:
        raise Refused("password", PIN_IS_NOT_ENOUGH)


async def set_own_password(who: Standing, password: str, new: str, repeat: str) -> None:
    """A new password; every other session of the account ends with it. Raises Refused."""
    signed_in_oneself(who)
    proved = "" if who.stage == "password" else await prove_oneself(password)
    if new != repeat:
        raise Refused("repeat", N_("Both entries must be the same."))
    check_password(new, who.username, who.name, who.company, field="new_password")
    own = await own_account()
    if await database.value("select proves_me($1)", await proof(own.salted, new)):
        raise Refused("new_password", N_("Choose another password than the present one."))
    await database.value("select set_own_password($1, $2)", proved, await hashed(new))


async def switch_totp_on(who: Standing, secret: str, code: str, password: str) -> None:
    """From now on a one-time code is asked after the password; other sessions end. Raises Refused."""
    signed_in_oneself(who)
    proved = await prove_oneself(password)
    if not SECRET.fullmatch(secret):
        raise Refused("code", N_("Load the page again and scan the new picture."))
    await throttle.spend("code", str(who.account), throttle.CODE, "code")
    step = step_of(secret, code)
    if step is None or not await database.value(SET_TOTP, proved, secret, step):
        raise Refused("code", WRONG_CODE)
    await throttle.forget("code", str(who.account), throttle.CODE)


async def switch_totp_off(who: Standing, password: str) -> None:
    """One-time codes are asked no longer; other sessions end. Raises Refused."""
    signed_in_oneself(who)
    await database.value(SET_TOTP, await prove_oneself(password), "", 0)


async def set_own_pin(pin: str, repeat: str, password: str) -> None:
    """The PIN that opens the shared desk for oneself. Raises Refused."""
    await prove_oneself(password)
    if pin != repeat:
        raise Refused("repeat", N_("Both entries must be the same."))
    check_pin(pin)
    await change(Person, me(), pin_hash=await hashed(pin), pin_failures=0, pin_locked_until=None)


async def end_own_session(mark: str) -> None:
    """Ends one of one's own sessions. Raises NotHere for any other."""
    if not await database.value("select end_own_session($1)", mark):
        raise NotHere


async def set_own_locale(locale: str) -> None:
    """The language of one's pages. Raises Refused."""
    if locale not in LOCALES:
        raise Refused("locale", N_("Choose one of the entries offered."))
    await database.value("select set_own_locale($1)", locale)
