"""The months of each team."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import database
from hushu.foundation.refusals import NotHere


class Team(msgspec.Struct, frozen=True):
    """A group of people who share a roster (班组)."""

    id: UUID
    key: str
    name: str


class Month(msgspec.Struct, frozen=True):
    """A team's roster of a month. planned: how many shifts stand in it. seniors: the posts that count as such."""

    id: UUID
    team: UUID
    team_name: str
    seniors: list[str]
    month: date
    state: str
    made_by: str
    made_at: datetime
    planned: int


TEAMS = "select id, key, name from roster_team order by place"
MONTH = """select r.id, r.team, t.name, t.seniors, r.month, r.state, p.name, r.made_at,
                  (select count(*) from roster_cell c where c.property = r.property and c.roster = r.id)
             from roster r join roster_team t on t.property = r.property and t.id = r.team
             join person p on p.property = r.property and p.id = r.made_by """


SHOWN = 24  # months on a page
PAGE = """where r.month in (select distinct month from roster where $1::date is null or month < $1
            order by month desc limit $2) order by r.month desc, t.place"""


async def teams() -> list[Team]:
    """The teams of the property, in their order."""
    return await database.rows(Team, TEAMS)


async def months(before: str | None = None) -> tuple[list[Month], date | None]:
    """The rosters of some months, the newest first, and before which month the next page begins. Months stay whole."""
    until = date.fromisoformat(f"{before}-01") if before else None
    found = await database.rows(Month, MONTH + PAGE, until, SHOWN + 1)
    shown = sorted({one.month for one in found}, reverse=True)[:SHOWN]
    rows = [one for one in found if one.month in shown]
    return rows, shown[-1] if len(rows) < len(found) else None


async def month(roster: UUID, *, lock: bool = False) -> Month:
    """One roster, held until the end of the transaction where asked. Raises NotHere."""
    sql = MONTH + "where r.id = $1" + (" for no key update of r" if lock else "")
    found = await database.row(Month, sql, roster)
    if found is None:
        raise NotHere
    return found
