"""How duty stands at the property: who relieves whom, what is checked at which hour (DUTY-1, DUTY-2)."""

from uuid import UUID

from hushu.duty.commands.entries import TOPIC
from hushu.duty.queries.setup import setup
from hushu.duty.rules.checks import CheckFacts, check_season
from hushu.foundation import database, live
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_

RELIEF = "update duty_team set relieved_by = $2, takes_night = $3, counts_at = $4 where team = $1"
ADD = """insert into duty_check (id, team, at, kind, words, since, until, place)
         select $1, $2, $3, $4, $5, $6, $7, coalesce(max(place) + 1, 0) from duty_check where team = $2"""
DROP = "delete from duty_check where id = $1"
NO_TEAM = N_("Choose one of the teams on duty.")


async def set_relief(
    team: UUID, relieved_by: UUID, *, takes_night: bool, counts_at: str = ""
) -> None:
    """Whose shift takes over from this team, where the things hang that are counted then, and whether the team takes the
    night register. Raises NotHere, Refused.
    """
    ground = await setup()
    if ground.team(team) is None:
        raise NotHere
    if ground.team(relieved_by) is None:
        raise Refused("relieved_by", NO_TEAM)
    await database.execute(RELIEF, team, relieved_by, takes_night, counts_at)
    live.changed(TOPIC)


async def add_check(team: UUID, new: CheckFacts) -> UUID:
    """Something more is looked at each day, from now on. Raises Refused."""
    if (await setup()).team(team) is None:
        raise Refused("team", NO_TEAM)
    check_season(new.since, new.until)
    made = new_id()
    await database.execute(ADD, made, team, new.at, new.kind, new.words, new.since, new.until)
    live.changed(TOPIC)
    return made


async def drop_check(wanted: UUID) -> None:
    """It is looked at no more; what was written of it stays in the records. Raises NotHere."""
    if not await database.execute(DROP, wanted):
        raise NotHere
    live.changed(TOPIC)
