"""A person's own wishes, and what can be wished for."""

from datetime import date
from uuid import UUID

import msgspec

from hushu.foundation.database import Asked, together
from hushu.rosters.queries.quarter import WishedDay


class Choice(msgspec.Struct, frozen=True):
    """A shift that can be wished for."""

    key: str
    letter: str
    name: str


MINE = """select w.id, w.person, w.day, w.wants, coalesce(s.name, ''), w.words from roster_wish w
            left join shift s on s.property = w.property and s.key = w.wants
           where w.person = $1 and w.day >= $2::date order by w.day"""
CHOICES = "select key, letter, name from shift where retired_at is null order by place"


async def mine_and_shifts(person: UUID, since: date) -> tuple[list[WishedDay], list[Choice]]:
    """Their wishes from that day on, and the property's shifts."""
    mine, choices = await together(Asked(WishedDay, MINE, (person, since)), Asked(Choice, CHOICES))
    return mine, choices
