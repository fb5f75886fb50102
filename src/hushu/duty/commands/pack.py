"""Laying what a pack says of duty: teams that keep records, who relieves them, what is checked when."""

import msgspec

from hushu.duty.rules.checks import CheckFacts
from hushu.foundation import database, packs
from hushu.foundation.tables import new_id

TEAM = """insert into duty_team (id, team, relieved_by, shifts, takes_night, counts_at, place)
          select $1, t.id, f.id, $4, $5, $6, $7 from roster_team t join roster_team f on f.property = t.property and f.key = $3
           where t.key = $2 on conflict (property, team) do nothing returning team"""
CHECK = """insert into duty_check (id, team, at, kind, words, since, until, place) values ($1, $2, $3, $4, $5, $6, $7, $8)"""


class PackTeam(msgspec.Struct):
    """A team on duty as a pack writes it; counts_at: the place whose things it counts, empty for all."""

    team: str
    relieved_by: str
    shifts: list[str]
    takes_night: bool = False
    counts_at: str = ""
    check: list[CheckFacts] = []


class PackDuty(msgspec.Struct):
    """Duty of a pack."""

    team: list[PackTeam] = []


async def unpack_duty(kind: str) -> None:
    """Lays the pack's duty into the open property, once a team; a team that the property's rosters lack is left out."""
    for place, one in enumerate(packs.part(kind, "duty", PackDuty).team):
        facts = (one.team, one.relieved_by, one.shifts, one.takes_night, one.counts_at)
        team = await database.value(TEAM, new_id(), *facts, place)
        if team is None:
            continue
        for order, check in enumerate(one.check):
            await database.execute(
                CHECK, new_id(), team, check.at, check.kind, check.words, check.since, check.until, order
            )  # fmt: skip
