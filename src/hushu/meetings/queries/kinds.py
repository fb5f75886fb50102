"""The kinds of meetings that the property holds, and what kind of day a day is for them."""

from collections.abc import Callable
from datetime import date, time
from uuid import UUID

import msgspec

from hushu.foundation import database
from hushu.foundation.calendar import Day, day_of
from hushu.foundation.database import Asked
from hushu.foundation.refusals import NotHere
from hushu.meetings.rules.kinds import Kind, KindStep, OffDay
from hushu.rosters.queries.days import OWN, OwnDay


class KindRow(msgspec.Struct, frozen=True):
    """A kind as the database keeps it."""

    id: UUID
    key: str
    name: str
    days: list[int]
    starts: time
    minutes: int
    room: str
    off_day: OffDay
    posts: list[str]
    chair: str
    recorder: str
    matters_hours: int
    minuted: bool
    steps: str
    version: int
    ended: bool

    @property
    def kind(self) -> Kind:
        """As the rules see it."""
        return Kind(
            key=self.key, name=self.name, days=self.days, starts=self.starts, minutes=self.minutes, room=self.room,
            off_day=self.off_day, posts=self.posts, chair=self.chair, recorder=self.recorder,
            matters_hours=self.matters_hours, minuted=self.minuted, step=self.run,
        )  # fmt: skip

    @property
    def run(self) -> list[KindStep]:
        """Its run of steps."""
        return msgspec.json.decode(self.steps, type=list[KindStep])


class Post(msgspec.Struct, frozen=True):
    """A post, for who is asked to come."""

    key: str
    name: str


KIND = """select id, key, name, days, starts, minutes, venue, off_day, posts, chair, recorder, matters_hours, minuted,
                 steps::text, version, ended_at is not null from meeting_kind """
POSTS = "select key, name from post order by place, name"
KINDS = Asked(KindRow, KIND + "order by ended_at nulls first, place, id")


async def kinds() -> list[KindRow]:
    """Every kind, those still held first."""
    return await KINDS.rows()


async def kind_of(kind: UUID, *, lock: bool = False) -> KindRow:
    """One kind, held until the end of the transaction where asked. Raises NotHere."""
    sql = KIND + "where id = $1" + (" for no key update" if lock else "")
    found = await database.row(KindRow, sql, kind)
    if found is None:
        raise NotHere
    return found


async def posts() -> list[Post]:
    """The posts of the property."""
    return await database.rows(Post, POSTS)


async def days_here(first: date, last: date) -> Callable[[date], Day]:
    """What kind of day a day is at this property, between these two."""
    own = {
        one.day: Day(one.kind, one.name, moved=True)
        for one in await database.rows(OwnDay, OWN, first, last)
    }
    return lambda day: day_of(day, own)
