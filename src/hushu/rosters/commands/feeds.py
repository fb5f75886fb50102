"""One's own private address of one's shifts: made, renewed, ended, and gone when one leaves (ROST-5)."""

import hashlib
import secrets
from uuid import UUID

from hushu.foundation import clock, database
from hushu.foundation.opened import here, me
from hushu.people.events import PersonLeft

MAKE = """insert into roster_feed (person, token_hash, made_at) values ($1, $2, $3)
          on conflict (property, person) do update set token_hash = excluded.token_hash, made_at = excluded.made_at"""
END = "delete from roster_feed where person = $1"


async def make_feed() -> str:
    """A new token for the acting person, told this once; an older one is worth nothing from now."""
    token = f"{here().slug}-{secrets.token_hex(16)}"
    await database.execute(MAKE, me(), hashlib.sha256(token.encode()).digest(), clock.now())
    return token


async def end_feed(person: UUID | None = None) -> None:
    """No calendar reads these shifts any more."""
    await database.execute(END, person or me())


async def person_left(fact: PersonLeft) -> None:
    """Whoever left has no shifts to read here."""
    await end_feed(fact.person)
