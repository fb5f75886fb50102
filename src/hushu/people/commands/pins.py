"""Taking over a shared desk by PIN: five wrong ones, then five minutes of rest (PPL-5)."""

from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.people.queries.desk import desk_roles
from hushu.people.secrets import matches

MOST_WRONG = 5
REST_MINUTES = 5
# The guess is counted before it is looked at and the row stays locked until the answer: no two at once are one.
GUESS = """update person set
             pin_failures = case when pin_locked_until <= $2 then 1 else pin_failures + 1 end,
             pin_locked_until = case when pin_locked_until <= $2 then null
                                     when pin_failures + 1 >= $3 then $2 + make_interval(mins => $4) end
            where id = $1 and (pin_locked_until is null or pin_locked_until <= $2) and closed_at is null
              and pin_hash <> '' and account is not null and roles && $5::text[]
        returning account, pin_hash, pin_failures"""


class Guess(msgspec.Struct, frozen=True):
    """What the row says while it is looked at."""

    account: UUID
    pin_hash: str
    failures: int


class TakenOver(msgspec.Struct, frozen=True):
    """The outcome: the account that has the desk now, or why not (`wrong`, `locked`)."""

    account: UUID | None
    problem: str = ""


async def take_over(person: UUID, pin: str) -> TakenOver:
    """Whether this PIN gives the desk to this person. A wrong one is written down, so the caller commits either way."""
    found = await database.row(
        Guess, GUESS, person, clock.now(), MOST_WRONG, REST_MINUTES, desk_roles()
    )
    if found is None:
        return TakenOver(None, "locked")
    if not await matches(found.pin_hash, pin[:16]):
        return TakenOver(None, "locked" if found.failures >= MOST_WRONG else "wrong")
    await database.execute(
        "update person set pin_failures = 0, pin_locked_until = null where id = $1", person
    )
    return TakenOver(found.account)
