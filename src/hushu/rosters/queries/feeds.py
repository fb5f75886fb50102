"""Calendars of shifts: whether I have one, and what stands in the one of a token (ROST-5)."""

import re
from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import database
from hushu.foundation.refusals import NotHere
from hushu.rosters.rules.feed import Entry

TOKEN = re.compile(r"[a-z0-9-]{1,40}-[0-9a-f]{32}")
FEED = "select made_at from roster_feed where person = $1"
PUBLIC = "select roster_feed_public($1, $2, $3)::text"


class Feed(msgspec.Struct, frozen=True):
    """What a calendar shows: whose, where, and the shifts."""

    property: str
    name: str
    entries: list[Entry]


async def feed_since(person: UUID) -> datetime | None:
    """Since when this person has a private address, None without one."""
    found: datetime | None = await database.value(FEED, person)
    return found


async def feed_of(token: str, since: date, until: date) -> Feed:
    """The shifts in force under that token, for whoever holds it. Raises NotHere."""
    if not TOKEN.fullmatch(token):
        raise NotHere
    async with database.transaction():
        found = await database.value(PUBLIC, token, since, until)
    if found is None:
        raise NotHere
    return msgspec.json.decode(found, type=Feed)
