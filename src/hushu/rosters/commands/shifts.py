"""The property's own shifts and needs; editions keep the hours they were signed with (ROST-1, ROST-2)."""

from collections.abc import Sequence
from datetime import time
from uuid import UUID

import asyncpg
import msgspec

from hushu.foundation import clock, database, live
from hushu.foundation.calendar import Kind
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_
from hushu.rosters.commands.planning import TOPIC

NEW = """insert into shift (id, key, letter, name, begins, ends, unpaid, night, place)
         values ($1, $2, $3, $4, $5, $6, $7, $8, (select coalesce(max(place), 0) + 1 from shift))"""
CHANGE = """update shift set letter = $2, name = $3, begins = $4, ends = $5, unpaid = $6, night = $7
             where id = $1 and retired_at is null"""
RETIRE = "update shift set retired_at = $2 where id = $1 and retired_at is null"
NEED = """insert into roster_need (id, team, post, least, kinds, shift, since, until, senior, place)
          select $1, t.id, $3, $4, $5, $6, $7, $8, $9,
                 (select coalesce(max(n.place), 0) + 1 from roster_need n where n.property = t.property and n.team = t.id)
            from roster_team t where t.id = $2 and exists (select from post o where o.key = $3)
             and ($6 = '' or exists (select from shift s where s.key = $6 and s.retired_at is null))"""
NEEDING = """select string_agg(distinct t.name, '、') from roster_need n
               join shift s on s.property = n.property and s.key = n.shift
               join roster_team t on t.property = n.property and t.id = n.team where s.id = $1"""
STILL_NEEDED = N_("%(teams)s still needs somebody in this shift. Remove that need first.")
FORGET = "delete from roster_need where id = $1"
TAKEN = N_("Another shift has this letter.")
WHICH = N_("Say a shift, or a time from and until: one of both.")
BACKWARDS = N_("The end lies before the beginning.")


class ShiftFacts(msgspec.Struct, frozen=True):
    """A shift as it is typed."""

    letter: str
    name: str
    begins: time
    ends: time
    unpaid: int
    night: bool


class NeedFacts(msgspec.Struct, frozen=True):
    """A need as it is typed."""

    post: str
    least: int
    kinds: Sequence[Kind]
    shift: str = ""
    since: time | None = None
    until: time | None = None
    senior: bool = False


async def keep_shift(given: ShiftFacts, shift: UUID | None = None) -> None:
    """A new shift, or another hour or letter of one. Raises Refused where the letter is taken, NotHere."""
    values = (given.letter, given.name, given.begins, given.ends, given.unpaid, given.night)
    try:
        async with database.savepoint():
            if shift is None:
                made = new_id()
                await database.execute(NEW, made, f"own-{made.hex[-12:]}", *values)
            elif not await database.execute(CHANGE, shift, *values):
                raise NotHere
    except asyncpg.UniqueViolationError:
        raise Refused("letter", TAKEN) from None
    live.changed(TOPIC)


async def retire_shift(shift: UUID) -> None:
    """It is planned no more; what is planned of it stays. Raises Refused while somebody is needed in it, NotHere."""
    needing = await database.value(NEEDING, shift)
    if needing:
        raise Refused("", STILL_NEEDED, teams=needing)
    if not await database.execute(RETIRE, shift, clock.now()):
        raise NotHere
    live.changed(TOPIC)


async def add_need(team: UUID, given: NeedFacts) -> None:
    """How many are needed, in a shift or through a window of the day. Raises Refused, NotHere."""
    window = given.since is not None and given.until is not None
    if bool(given.shift) == window or (given.since is None) != (given.until is None):
        raise Refused("shift", WHICH)
    if given.since is not None and given.until is not None and given.until <= given.since:
        raise Refused("until", BACKWARDS)
    kinds = sorted(given.kinds) or ["rest", "statutory", "work"]
    made = await database.execute(
        NEED, new_id(), team, given.post, given.least, kinds, given.shift, given.since, given.until, given.senior
    )  # fmt: skip
    if not made:
        raise NotHere
    live.changed(TOPIC)


async def drop_need(need: UUID) -> None:
    """It is needed no more. Raises NotHere."""
    if not await database.execute(FORGET, need):
        raise NotHere
    live.changed(TOPIC)
