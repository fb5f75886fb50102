"""Signing asks for the PIN or the password again (SIGN-4); wrong tries are counted even though the deed is rolled back."""

from datetime import datetime, timedelta

import asyncpg
import msgspec

from hushu.foundation import clock, database
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import Refused
from hushu.foundation.settings import settings
from hushu.foundation.translation import N_
from hushu.people.secrets import matches

TRIES = 5
LOCKED_FOR = timedelta(minutes=15)
KNOWN = """select p.pin_hash, p.pin_locked_until, coalesce(a.password_hash, '')
             from person p left join account_of_person(p.id) a on true where p.id = $1"""
WRONG = """update person set pin_failures = (pin_failures + 1) % $3,
             pin_locked_until = case when pin_failures + 1 >= $3 then $2 else pin_locked_until end
            where id = $1 returning pin_locked_until"""


class Known(msgspec.Struct, frozen=True):
    """What the acting person's secret is checked against."""

    pin_hash: str
    locked_until: datetime | None
    password_hash: str


async def confirm(secret: str) -> None:
    """The acting person's PIN or password. Raises Refused at `secret`; five wrong ones lock it for a quarter of an hour."""
    if not secret:
        raise Refused("secret", N_("Please type your PIN or password to sign."))
    await database.value("select pg_advisory_xact_lock(hashtextextended('secret:' || $1::text, 0))", str(me()))
    known = await database.row(Known, KNOWN, me())
    if known is None:
        raise LookupError("nobody acts here")
    if known.locked_until is not None and known.locked_until > clock.now():
        raise _locked(known.locked_until)
    if await matches(known.pin_hash, secret) or await matches(known.password_hash, secret):
        await database.execute("update person set pin_failures = 0 where id = $1 and pin_failures > 0", me())
        return
    until = await _count_wrong()
    raise _locked(until) if until and until > clock.now() else Refused("secret", N_("This is not your PIN or password."))


def _locked(until: datetime) -> Refused:
    minutes = max(1, round((until - clock.now()).total_seconds() / 60))
    return Refused("secret", N_("Too many wrong tries. Please wait %(n)s minutes, or ask the manager for a new PIN."), n=minutes)


async def _count_wrong() -> datetime | None:
    """Counts in a connection of its own, because the refused deed is rolled back; never from the pool, which could run dry."""
    connection = await asyncpg.connect(str(settings().app_database_url))
    try:
        async with connection.transaction():
            await connection.execute("select set_config('hushu.property', $1, true)", str(here().property))
            until: datetime | None = await connection.fetchval(WRONG, me(), clock.now() + LOCKED_FOR, TRIES)
            return until
    finally:
        await connection.close()
