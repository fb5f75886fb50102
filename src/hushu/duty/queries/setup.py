"""Which teams keep records, who relieves them, their shifts and their checks."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from hushu.duty.rules.checks import Check, Due, due_in
from hushu.foundation import clock, database
from hushu.foundation.database import Asked
from hushu.foundation.opened import setting
from hushu.rosters.rules.shapes import Shift


class DutyTeam(msgspec.Struct, frozen=True):
    """A team that keeps records; shifts: those it keeps them for; takes_night: with a handover from another team (DESK-15).

    counts_at: the place whose keys, radios and supplies it counts when it hands over, empty for all of them.
    """

    team: UUID
    key: str
    name: str
    relieved_by: UUID
    shifts: list[str]
    takes_night: bool
    counts_at: str


class TeamCheck(Check, frozen=True, kw_only=True):
    """A check with the team that makes it."""

    team: UUID


TEAMS = """select d.team, t.key, t.name, d.relieved_by, d.shifts, d.takes_night, d.counts_at from duty_team d
             join roster_team t on t.property = d.property and t.id = d.team order by d.place"""
CHECKS = "select at, kind, words, since, until, id, team from duty_check order by at, place"
SHIFTS = "select key, letter, name, begins, ends, unpaid, night from shift order by place"


class Setup(msgspec.Struct, frozen=True):
    """All of it."""

    teams: list[DutyTeam]
    shifts: list[Shift]
    checks: list[TeamCheck]

    def team(self, wanted: UUID) -> DutyTeam | None:
        """That team, or None where it keeps no records."""
        return next((one for one in self.teams if one.team == wanted), None)

    def shifts_of(self, team: DutyTeam) -> list[Shift]:
        """The shifts that team keeps records for."""
        return [one for one in self.shifts if one.key in team.shifts]

    def due(self, team: UUID, begins_at: datetime, ends_at: datetime) -> list[Due]:
        """What is to be checked in a shift of that team, in its order."""
        mine = [one for one in self.checks if one.team == team]
        return due_in(mine, clock.local(begins_at), clock.local(ends_at))


ASKED: tuple[Asked[Any], ...] = (
    Asked(DutyTeam, TEAMS),
    Asked(Shift, SHIFTS),
    Asked(TeamCheck, CHECKS),
)


def comes_early() -> timedelta:
    """How long before the end of a shift the next one comes, as the property has it (H0 2.1.1.1)."""
    return timedelta(minutes=int(setting("duty_handover_minutes", 15)))


async def setup() -> Setup:
    """How duty stands at the property."""
    return Setup(*await database.together(*ASKED))
