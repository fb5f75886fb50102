"""The pack's shifts, teams and needs become the property's own (ROST-1)."""

import msgspec

from hushu.foundation import database, packs
from hushu.foundation.opened import here
from hushu.foundation.tables import new_id
from hushu.rosters.queries.months import teams
from hushu.rosters.rules.shapes import Need, Shift

SHIFT = """insert into shift (id, key, letter, name, begins, ends, unpaid, night, place, pack_hash)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"""
TEAM = "insert into roster_team (id, key, name, posts, seniors, place, pack_hash) values ($1, $2, $3, $4, $5, $6, $7)"
NEED = """insert into roster_need (id, team, post, least, kinds, shift, since, until, senior, place)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"""


class PackTeam(msgspec.Struct):
    """A team as a pack writes it."""

    key: str
    name: str
    posts: list[str]
    need: list[Need]
    seniors: list[str] = []


class PackRosters(msgspec.Struct):
    """Shifts and teams of a pack."""

    shift: list[Shift]
    team: list[PackTeam]


async def lay_teams() -> None:
    """Takes the pack's shifts and teams, for a property that is older than its rosters; nothing where it has teams."""
    if not await teams():
        await unpack_rosters(here().kind)


async def unpack_rosters(kind: str) -> None:
    """Lays the pack's shifts, teams and needs into the open property (ROST-1)."""
    pack = packs.part(kind, "rosters", PackRosters)
    for place, shift in enumerate(pack.shift):
        await database.execute(
            SHIFT, new_id(), shift.key, shift.letter, shift.name, shift.begins, shift.ends, shift.unpaid, shift.night, place,
            packs.fingerprint(shift),
        )  # fmt: skip
    for place, team in enumerate(pack.team):
        made = new_id()
        await database.execute(
            TEAM, made, team.key, team.name, team.posts, team.seniors, place, packs.fingerprint(team)
        )  # fmt: skip
        for order, need in enumerate(team.need):
            await database.execute(
                NEED, new_id(), made, need.post, need.least, sorted(need.kinds), need.shift, need.since, need.until, need.senior,
                order,
            )  # fmt: skip
