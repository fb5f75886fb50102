"""Somebody cannot come: their shifts are asked of a named colleague, or are open to the team (ROST-7, ROST-11)."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.refusals import Conflict, Refused
from hushu.foundation.translation import N_
from hushu.people.queries import colleagues
from hushu.rosters.commands.changes import Wish, begin_change
from hushu.rosters.commands.telling import tell
from hushu.rosters.queries.planned import Planned
from hushu.rosters.queries.takers import takers

NAMED = N_("%(name)s is away: you are asked to take %(n)s shifts, the first on %(day)s")
TEAM = N_("%(n)s shifts of %(name)s (%(team)s) are open, the first on %(day)s: who takes them?")


async def open_shifts(
    shifts: Sequence[Planned], words: str, stand_in: UUID | None = None, leave: UUID | None = None
) -> int:
    """Every one of them that is not over needs somebody; how many. One notice for all, not one a day."""
    named, opened = [], []
    for one in (shift for shift in shifts if shift.ends_at > clock.now()):
        wish = Wish(one.person, one.day, words, taker=stand_in, leave=leave)
        if stand_in is not None and await _begun(wish):
            named.append(one)
        elif await _begun(msgspec.structs.replace(wish, taker=None)):
            opened.append(one)
    if named and stand_in is not None:
        said = {"name": named[0].name, "n": len(named), "day": f"{named[0].day:%m-%d}"}
        await tell([stand_in], "rosters.change", NAMED, "/shifts/changes", **said)
    if opened:
        await _tell_team(opened)
    return len(named) + len(opened)


async def _begun(wish: Wish) -> bool:
    """Whether it is asked now; not where a rule holds the colleague back, or it is asked about already."""
    try:
        async with database.savepoint():
            await begin_change(wish, wish.giver, running=True)
    except (Refused, Conflict):
        return False
    return True


async def _tell_team(opened: Sequence[Planned]) -> None:
    one = opened[0]
    posts = await database.value("select posts from roster_team where id = $1", one.team)
    people = [who.id for who in takers(await colleagues(), posts, one.person)]
    said = {"n": len(opened), "name": one.name, "team": one.team_name, "day": f"{one.day:%m-%d}"}
    await tell(people, "rosters.change", TEAM, "/shifts/changes", **said)
