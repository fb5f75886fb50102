"""Signing asks for the PIN or the password again (SIGN-4); wrong tries are counted even though the deed is rolled back."""

from datetime import datetime
from uuid import UUID

import asyncpg
import msgspec

from hushu.foundation import clock, database
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import Refused
from hushu.foundation.settings import settings
from hushu.foundation.tenancy import ENTER
from hushu.foundation.translation import N_
from hushu.people.secrets import matches

TRIES = 5
REST_MINUTES = 5
KNOWN = """select p.pin_hash, p.pin_locked_until, coalesce(a.password_hash, '')
             from person p left join lateral own_account(p.account) a on true where p.id = $1"""
# The same count and the same rest as at the shared desk (PPL-5).
WRONG = """update person set
             pin_failures = case when pin_locked_until <= $2 then 1 else pin_failures + 1 end,
             pin_locked_until = case when pin_locked_until <= $2 then null
                                     when pin_failures + 1 >= $3 then $2 + make_interval(mins => $4) end
            where id = $1 returning pin_locked_until"""


class Known(msgspec.Struct, frozen=True):
    """What the acting person's secret is checked against."""

    pin_hash: str
    locked_until: datetime | None
    password_hash: str


async def confirm(secret: str, person: UUID | None = None) -> None:
    """The PIN or password of the acting person, or of a colleague who confirms beside them (ARCH-31).

    Raises Refused at `pin`; five wrong ones lock it for five minutes. Raises LookupError for nobody.
    """
    if not secret:
        raise Refused("pin", N_("Please type your PIN or password to sign."))
    who = person or me()
    await database.alone(f"secret {who}")
    known = await database.row(Known, KNOWN, who)
    if known is None:
        raise LookupError("nobody confirms here")
    if known.locked_until is not None and known.locked_until > clock.now():
        raise _locked(known.locked_until)
    if await matches(known.pin_hash, secret) or await matches(known.password_hash, secret):
        await database.execute(
            "update person set pin_failures = 0, pin_locked_until = null where id = $1 and pin_failures > 0",
            who,
        )
        return
    until = await _count_wrong(who)
    raise (
        _locked(until)
        if until and until > clock.now()
        else Refused("pin", N_("This is not your PIN or password."))
    )


def _locked(until: datetime) -> Refused:
    minutes = max(1, round((until - clock.now()).total_seconds() / 60))
    return Refused(
        "pin",
        N_("Too many wrong tries. Please wait %(n)s minutes, or ask the manager for a new PIN."),
        n=minutes,
    )


async def _count_wrong(who: UUID) -> datetime | None:
    """Counts in a connection of its own, because the refused deed is rolled back; never from the pool, which could run dry."""
    connection = await asyncpg.connect(str(settings().app_database_url))
    try:
        async with connection.transaction():
            await connection.execute(ENTER, str(here().property), here().person_name, str(me()))
            until: datetime | None = await connection.fetchval(
                WRONG, who, clock.now(), TRIES, REST_MINUTES
            )
            return until
    finally:
        await connection.close()
