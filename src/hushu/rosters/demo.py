"""The demo's rosters: the control room's month in force and worked, and next month of the front desk begun in a plain turn."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from hushu.foundation import clock, database
from hushu.foundation.calendar import day_of, month_days, next_month
from hushu.foundation.tenancy import acting_as
from hushu.people.queries import Colleague, colleagues
from hushu.rosters import commands, queries
from hushu.rosters.commands import Edit
from hushu.rosters.commands.editions import new_edition, put_in_force
from hushu.rosters.queries import Person

DESK, CONTROL, DAY = "desk", "control", "日"
ROUND = "早中夜休休"  # five people around the clock
WORKED = """insert into attendance (id, person, day, shift, begins_at, ends_at, on_at, on_how, off_at, off_how)
            select gen_random_uuid(), s.person, s.day, s.shift, s.begins_at, s.ends_at,
                   s.begins_at + make_interval(mins => case when extract(day from s.day) = 3 then 9 else -12 end), 'pin',
                   case when s.ends_at < $1 then s.ends_at + interval '6 minutes' end,
                   case when s.ends_at < $1 then 'pin' else '' end
              from roster_shift s where s.begins_at < $1"""
# They did not all begin to work here on the day on which the demo is laid.
LONG_HERE = "update person set created_at = created_at - interval '400 days'"
CONFIRMED = "update roster_copy set confirmed_at = told_at where asked and person <> $1"
Turn = Callable[[int, date], str]


async def lay(_: str) -> None:  # every property of the demo has a desk
    """The supervisor plans, the manager has approved."""
    people = await colleagues()
    maker = next((one for one in people if one.post_key == "supervisor"), None)
    manager = next((one for one in people if one.post_key == "manager"), None)
    if maker is None or manager is None:
        return
    await database.execute(LONG_HERE)
    teams = {one.key: one.id for one in await queries.teams()}
    async with acting_as(maker):
        if DESK in teams:
            await _planned(teams[DESK], next_month(clock.today()), _by_day)
        if CONTROL in teams:
            await _in_force(teams[CONTROL], manager)


async def _in_force(team: UUID, manager: Colleague) -> None:
    """This month around the clock, for a control room of as many people as that takes."""
    roster = await commands.begin(team, clock.today())
    sheet = await queries.sheet(roster)
    if len(sheet.people) < len(ROUND):
        return
    sheet = await _planned(
        team, clock.today(), lambda n, day: ROUND[(day.toordinal() + n) % len(ROUND)]
    )
    await put_in_force(await new_edition(roster, sheet.frozen(), "", granted_by=manager.id))
    await database.execute(CONFIRMED, sheet.people[-1].id)
    await database.execute(WORKED, clock.now())


async def _planned(team: UUID, month: date, turn: Turn) -> queries.Sheet:
    """The month planned by a turn: who, by number, works which letter on a day; '休' or '' is free."""
    roster = await commands.begin(team, month)
    people: list[Person] = (await queries.sheet(roster)).people
    wanted = [
        (one, day, turn(n, day).strip("休"))
        for n, one in enumerate(people)
        for day in month_days(month)
    ]
    return await commands.plan(
        roster, [Edit(one.id, day, letter, "") for one, day, letter in wanted if letter]
    )


def _by_day(number: int, day: date) -> str:
    """Each in turn is free a day; rest days are left open, so that there is something to correct."""
    return DAY if day_of(day).kind != "rest" and (day.toordinal() + number) % 3 else ""
