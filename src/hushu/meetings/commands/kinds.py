"""Kinds of meetings: laid by the pack, changed by the manager (MEET-1, MEET-2)."""

from typing import Any
from uuid import UUID

import msgspec

from hushu.foundation import clock, database, packs
from hushu.foundation.refusals import Conflict, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_
from hushu.meetings.commands.common import changed
from hushu.meetings.commands.planning import UNTOUCHED, plan_kind
from hushu.meetings.queries.kinds import kind_of, kinds, posts
from hushu.meetings.rules.kinds import Kind, check

LAY = """insert into meeting_kind (id, key, name, days, starts, minutes, venue, off_day, posts, chair, recorder, matters_hours,
           minuted, steps, place, pack_hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         on conflict (property, key) do nothing"""
SAVE = """update meeting_kind set name = $3, days = $4, starts = $5, minutes = $6, venue = $7, off_day = $8, posts = $9,
            chair = $10, recorder = $11, matters_hours = $12, minuted = $13, steps = $14, version = version + 1
           where id = $1 and version = $2"""
FASTER = N_("Somebody else has just changed this kind of meeting. Please load the page again.")
MOST = 30


class PackMeetings(msgspec.Struct):
    """The kinds of a pack."""

    kind: list[Kind] = []


class Wanted(msgspec.Struct, frozen=True):
    """A kind as the manager wants it, over the version that was looked at."""

    kind: Kind
    version: int


async def unpack_meetings(kind: str) -> None:
    """Lays the pack's kinds into the open property; those it has already stay as they are."""
    for place, one in enumerate(packs.part(kind, "meetings", PackMeetings).kind):
        check(one)
        await database.execute(
            LAY, new_id(), one.key, *_columns(one), place, packs.fingerprint(one)
        )


async def new_kind(kind: Kind) -> UUID:
    """Another kind of meeting. Raises Refused."""
    await _check(kind)
    listed = await kinds()
    if len(listed) >= MOST:
        raise Refused(
            "",
            N_("There are enough kinds of meetings. Retire one that is not held any more first."),
        )
    made = new_id()
    await database.execute(LAY, made, f"own-{made.hex}", *_columns(kind), len(listed), "")
    await plan_kind(await kind_of(made))
    changed()
    return made


async def save_kind(kind: UUID, wanted: Wanted) -> None:
    """Changes a kind; meetings to come that nobody has touched follow it. Raises Refused, Conflict, NotHere."""
    await _check(wanted.kind)
    await kind_of(kind, lock=True)
    if not await database.execute(SAVE, kind, wanted.version, *_columns(wanted.kind)):
        raise Conflict(FASTER)
    await _plan_anew(kind)


async def retire(kind: UUID, version: int, *, ended: bool) -> None:
    """Takes a kind out of use, or back into it. Raises Conflict, NotHere."""
    await kind_of(kind, lock=True)
    sql = "update meeting_kind set ended_at = $3, version = version + 1 where id = $1 and version = $2"
    if not await database.execute(sql, kind, version, clock.now() if ended else None):
        raise Conflict(FASTER)
    await _plan_anew(kind)


async def _plan_anew(kind: UUID) -> None:
    await database.execute(UNTOUCHED, kind, clock.today())
    await plan_kind(await kind_of(kind))
    changed()


async def _check(kind: Kind) -> None:
    """Whether it can be held here. Raises Refused."""
    check(kind)
    known = {one.key for one in await posts()}
    for field, wanted in (
        ("posts", kind.posts),
        ("chair", [kind.chair]),
        ("recorder", [kind.recorder]),
    ):
        if {post for post in wanted if post} - known:
            raise Refused(field, N_("Choose one of the entries offered."))


def _columns(kind: Kind) -> tuple[Any, ...]:
    return (
        kind.name, sorted(set(kind.days)), kind.starts, kind.minutes, kind.room, kind.off_day, kind.posts, kind.chair,
        kind.recorder, kind.matters_hours, kind.minuted, msgspec.json.encode(kind.step).decode(),
    )  # fmt: skip
