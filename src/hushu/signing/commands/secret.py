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
from hushu.people.commands.pins import COUNTED, MOST_WRONG, REST_MINUTES
from hushu.people.secrets import matches, proof

KNOWN = """select p.pin_hash, p.pin_locked_until, coalesce((select salted from own_account()), '')
             from person p where p.id = $1"""
# The same count and the same rest as at the shared desk (PPL-5).
WRONG = COUNTED + "where id = $1 returning pin_locked_until"
RIGHT = (
    "update person set pin_failures = 0, pin_locked_until = null where id = $1 and pin_failures > 0"
)


class Known(msgspec.Struct, frozen=True):
    """What the acting person's secret is checked against."""

    pin_hash: str
    locked_until: datetime | None
    salted: str


async def confirm(secret: str, *, field: str = "pin") -> None:
    """The acting person's PIN or password. Raises Refused at the field; five wrong ones lock it for a while, longer each time."""
    if not secret:
        raise Refused(field, N_("Please type your PIN or password to sign."))
    known = await _known(me(), field)
    if await matches(known.pin_hash, secret) or await _is_password(known.salted, secret):
        await database.execute(RIGHT, me())
        return
    raise await _wrong(me(), field, N_("This is not your PIN or password."))


async def confirm_for(person: UUID, pin: str, *, field: str = "pin") -> None:
    """The PIN of a colleague who confirms at the acting person's screen (ARCH-31); a password is for one's own alone.

    Raises Refused at the field, LookupError for nobody; wrong ones are counted as everywhere.
    """
    if not pin:
        raise Refused(field, N_("The other party types their PIN here."))
    known = await _known(person, field)
    if not known.pin_hash:
        raise Refused(field, N_("This colleague has no PIN yet. They set one under My account."))
    if await matches(known.pin_hash, pin):
        await database.execute(RIGHT, person)
        return
    raise await _wrong(person, field, N_("This PIN does not fit. Type it again."))


async def _known(person: UUID, field: str) -> Known:
    """What the person's secret is checked against, one check at a time. Raises Refused while it rests, LookupError for nobody."""
    await database.alone(f"secret {person}")
    known = await database.row(Known, KNOWN, person)
    if known is None:
        raise LookupError("nobody acts here")
    if known.locked_until is not None and known.locked_until > clock.now():
        raise _locked(known.locked_until, field)
    return known


async def _wrong(person: UUID, field: str, words: str) -> Refused:
    """Counts a wrong try and gives what is said to it."""
    until = await _count_wrong(person)
    return _locked(until, field) if until and until > clock.now() else Refused(field, words)


async def _is_password(salted: str, secret: str) -> bool:
    return bool(await database.value("select proves_me($1)", await proof(salted, secret)))


def _locked(until: datetime, field: str) -> Refused:
    minutes = max(1, round((until - clock.now()).total_seconds() / 60))
    return Refused(
        field,
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
                WRONG, who, clock.now(), MOST_WRONG, REST_MINUTES
            )
            return until
    finally:
        await connection.close()
