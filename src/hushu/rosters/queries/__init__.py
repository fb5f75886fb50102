"""Reads about rosters, one file a noun; other modules import these names from here."""

from hushu.rosters.queries.months import Month, Team, month, months, teams
from hushu.rosters.queries.planned import Planned, planned, planned_for
from hushu.rosters.queries.sheet import Person, Sheet, sheet

__all__ = [
    "Month",
    "Person",
    "Planned",
    "Sheet",
    "Team",
    "month",
    "months",
    "planned",
    "planned_for",
    "sheet",
    "teams",
]
