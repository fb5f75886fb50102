"""Taking over a shared desk by PIN: five wrong ones, then five minutes of rest, then ten, up to a day (PPL-5)."""

from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.people.queries.desk import desk_roles
from hushu.people.secrets import matches

MOST_WRONG = 5
REST_MINUTES = 5
# $2 now, $3 how many wrong ones, $4 the first rest in minutes. Only the right PIN forgets: who keeps guessing waits ever longer.
COUNTED = """update person set pin_failures = pin_failures + 1, pin_locked_until = case when (pin_failures + 1) % $3 = 0 then
    $2::timestamptz + least(make_interval(mins => $4) * 2 ^ least((pin_failures + 1) / $3 - 1, 9), interval '1 day') end
"""
# The guess is counted before it is looked at and the row stays locked until the answer: no two at once are one.
GUESS = (
    COUNTED
    + """where id = $1 and (pin_locked_until is null or pin_locked_until <= $2) and closed_at is null
           and pin_hash <> '' and account is not null and roles && $5::text[] returning pin_hash, pin_failures"""
)


class Guess(msgspec.Struct, frozen=True):
    """What the row says while it is looked at."""

    pin_hash: str
    failures: int


async def pin_problem(person: UUID, pin: str) -> str:
    """Nothing when this PIN proves this person at the desk, else why not (`wrong`, `locked`).

    A wrong one is written down, so the caller commits either way.
    """
    found = await database.row(
        Guess, GUESS, person, clock.now(), MOST_WRONG, REST_MINUTES, desk_roles()
    )
    if found is None:
        return "locked"
    if not await matches(found.pin_hash, pin[:16]):
        return "locked" if found.failures % MOST_WRONG == 0 else "wrong"
    await database.execute(
        "update person set pin_failures = 0, pin_locked_until = null where id = $1", person
    )
    return ""
