"""The property's shifts and needs, as they are settled (ROST-1, ROST-2)."""

from datetime import time
from uuid import UUID

import msgspec

from hushu.foundation.calendar import Kind
from hushu.foundation.database import Asked, together
from hushu.rosters.queries.months import TEAMS, Team


class KeptShift(msgspec.Struct, frozen=True):
    """A shift that can be planned."""

    id: UUID
    key: str
    letter: str
    name: str
    begins: time
    ends: time
    unpaid: int
    night: bool


class KeptNeed(msgspec.Struct, frozen=True):
    """How many are needed of a post. post_name: '' where the post is gone."""

    id: UUID
    team: UUID
    post: str
    post_name: str
    least: int
    kinds: list[Kind]
    shift: str
    since: time | None
    until: time | None
    senior: bool


class PostName(msgspec.Struct, frozen=True):
    """A post of the property."""

    key: str
    name: str


class Settled(msgspec.Struct, frozen=True):
    """All of it, for the page that changes it."""

    shifts: list[KeptShift]
    teams: list[Team]
    needs: list[KeptNeed]
    posts: list[PostName]


SHIFTS = "select id, key, letter, name, begins, ends, unpaid, night from shift where retired_at is null order by place"
NEEDS = """select n.id, n.team, n.post, coalesce(o.name, ''), n.least, n.kinds, n.shift, n.since, n.until, n.senior
             from roster_need n left join post o on o.property = n.property and o.key = n.post order by n.place"""
POSTS = "select key, name from post order by place"


async def settled() -> Settled:
    """Shifts, teams, needs and posts."""
    shifts, teams, needs, posts = await together(
        Asked(KeptShift, SHIFTS), Asked(Team, TEAMS), Asked(KeptNeed, NEEDS), Asked(PostName, POSTS)
    )
    return Settled(shifts, teams, needs, posts)
