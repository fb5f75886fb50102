"""The demo's roster: next month of the front desk, begun in a plain turn, so that there is something to correct."""

from datetime import date
from uuid import UUID

import msgspec

from hushu.foundation import clock
from hushu.foundation.calendar import day_of, month_days, next_month
from hushu.foundation.opened import here
from hushu.foundation.tenancy import inside
from hushu.people.queries import colleagues
from hushu.rosters import commands, queries
from hushu.rosters.commands import Edit

DESK, LETTER = "desk", "日"


async def lay(slug: str) -> None:  # noqa: ARG001 (every property of the demo has a desk)
    """The supervisor begins it: each in turn is free a day, rest days are left open."""
    team = next((one for one in await queries.teams() if one.key == DESK), None)
    maker = next((one for one in await colleagues() if one.post_key == "supervisor"), None)
    if team is None or maker is None:
        return
    place = msgspec.structs.replace(
        here(), person=maker.id, person_name=maker.name, roles=tuple(maker.roles)
    )
    async with inside(place):
        await _plan(team.id, next_month(clock.today()))


async def _plan(team: UUID, month: date) -> None:
    roster = await commands.begin(team, month)
    people = (await queries.sheet(roster)).people
    worked = [day for day in month_days(month) if day_of(day).kind != "rest"]
    edits = [
        Edit(person.id, day, LETTER, "")
        for turn, person in enumerate(people)
        for day in worked
        if (day.toordinal() + turn) % len(people)
    ]
    await commands.plan(roster, edits)
