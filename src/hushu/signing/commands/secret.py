"""Signing asks for the PIN or the password again (SIGN-4); wrong tries are counted even though the deed is rolled back."""

from datetime import datetime

import asyncpg
import msgspec

from hushu.foundation import clock, database
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import Refused
from hushu.foundation.settings import settings
from hushu.foundation.tenancy import ENTER
from hushu.foundation.translation import N_
from hushu.people.commands.pins import COUNTED, MOST_WRONG, REST_MINUTES
from hushu.people.secrets import matches, proof

KNOWN = """select p.pin_hash, p.pin_locked_until, coalesce((select salted from own_account()), '')
             from person p where p.id = $1"""
# The same count and the same rest as at the shared desk (PPL-5).
WRONG = COUNTED + "where id = $1 returning pin_locked_until"


class Known(msgspec.Struct, frozen=True):
    """What the acting person's secret is checked against."""

    pin_hash: str
    locked_until: datetime | None
    salted: str


async def confirm(secret: str) -> None:
    """The acting person's PIN or password. Raises Refused at `pin`; five wrong ones lock it for a while, longer each time."""
    if not secret:
        raise Refused("pin", N_("Please type your PIN or password to sign."))
    await database.alone(f"secret {me()}")
    known = await database.row(Known, KNOWN, me())
    if known is None:
        raise LookupError("nobody acts here")
    if known.locked_until is not None and known.locked_until > clock.now():
        raise _locked(known.locked_until)
    if await matches(known.pin_hash, secret) or await _is_password(known.salted, secret):
        await database.execute(
            "update person set pin_failures = 0, pin_locked_until = null where id = $1 and pin_failures > 0",
            me(),
        )
        return
    until = await _count_wrong()
    raise (
        _locked(until)
        if until and until > clock.now()
        else Refused("pin", N_("This is not your PIN or password."))
    )


async def _is_password(salted: str, secret: str) -> bool:
    return bool(await database.value("select proves_me($1)", await proof(salted, secret)))


def _locked(until: datetime) -> Refused:
    minutes = max(1, round((until - clock.now()).total_seconds() / 60))
    return Refused(
        "pin",
        N_("Too many wrong tries. Please wait %(n)s minutes, or ask the manager for a new PIN."),
        n=minutes,
    )


async def _count_wrong() -> datetime | None:
    """Counts in a connection of its own, because the refused deed is rolled back; never from the pool, which could run dry."""
    connection = await asyncpg.connect(str(settings().app_database_url))
    try:
        async with connection.transaction():
            await connection.execute(ENTER, str(here().property), here().person_name, str(me()))
            until: datetime | None = await connection.fetchval(
                WRONG, me(), clock.now(), MOST_WRONG, REST_MINUTES
            )
            return until
    finally:
        await connection.close()
