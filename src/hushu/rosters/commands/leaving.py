"""Somebody leaves within a month that is in force: what they were to work is open to the team (ROST-11, PPL-4)."""

from datetime import timedelta

from hushu.foundation import database
from hushu.foundation.translation import N_, translate
from hushu.people.events import PersonLeft
from hushu.people.queries import with_role
from hushu.rosters.commands.opening import open_shifts
from hushu.rosters.commands.telling import tell
from hushu.rosters.queries.planned import planned_for

AHEAD = timedelta(days=124)
PLANNER = "supervisor"
LEFT = N_("%(name)s works here no more; %(n)s shifts need somebody else")
WORDS = N_("Works here no more")


FREE = (
    "update shift_change set approver = null where approver = $1 and state in ('asked', 'agreed')"
)


async def person_left(fact: PersonLeft) -> None:
    """Every shift to come of whoever left needs somebody, what waited for their word waits for the planners."""
    await database.execute(FREE, fact.person)
    coming = await planned_for(fact.person, fact.on, fact.on + AHEAD)
    opened = await open_shifts(coming, translate(WORDS))
    if opened:
        people = [one.id for one in await with_role(PLANNER)]
        await tell(people, "rosters.left", LEFT, "/shifts/changes", name=coming[0].name, n=opened)
