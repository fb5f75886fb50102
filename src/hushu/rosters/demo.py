"""The demo's rosters: the control room's month in force and worked, next month of the front desk begun in a plain turn.

A swap waits for the colleague's word, and a request for leave for its first signature.
"""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from hushu.foundation import clock, database
from hushu.foundation.calendar import day_of, month_days, next_month
from hushu.foundation.tenancy import acting_as
from hushu.people.queries import Colleague, colleagues
from hushu.rosters import commands, queries
from hushu.rosters.commands import Asked, Edit, Wish
from hushu.rosters.commands.editions import new_edition, put_in_force
from hushu.rosters.queries import Person

DESK, CONTROL, DAY = "desk", "control", "日"
ROUND = "早中夜休休"  # five people around the clock
EARLY, MIDDLE = "早", "中"
AWAY, LEAVE_WORDS, SWAP_WORDS = "cashier", "回乡探亲", "上午送孩子打疫苗"
SOON = timedelta(days=3)
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
    away = next((one for one in people if one.post_key == AWAY), None)
    if away is not None:
        await _leave_asked(away)


async def _in_force(team: UUID, manager: Colleague) -> None:
    """This month around the clock, for a control room of as many people as that takes."""
    roster = await commands.begin(team, clock.today())
    sheet = await queries.sheet(roster)
    if len(sheet.people) < len(ROUND):
        return
    sheet = await _planned(team, clock.today(), _around)
    await put_in_force(await new_edition(roster, sheet.frozen(), "", granted_by=manager.id))
    await database.execute(CONFIRMED, sheet.people[-1].id)
    await database.execute(WORKED, clock.now())
    await _swap_asked(sheet.people, clock.today() + SOON)


async def _swap_asked(people: list[Person], day: date) -> None:
    """The early shift for the middle one of the same day: no rest grows too short by it. Near the month's end nobody asks."""
    if day.month != clock.today().month:
        return
    on = {_around(n, day): one.id for n, one in enumerate(people)}
    asker = next(one for one in await colleagues() if one.id == on[EARLY])
    async with acting_as(asker):
        await commands.ask_change(Wish(asker.id, day, SWAP_WORDS, on[MIDDLE], back_day=day))


async def _leave_asked(away: Colleague) -> None:
    """Three days of next month."""
    first = next_month(clock.today()) + timedelta(days=9)
    async with acting_as(away):
        await commands.ask_leave(
            Asked(away.id, "personal", first, first + timedelta(days=2), LEAVE_WORDS)
        )


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


def _around(number: int, day: date) -> str:
    """The turn of five around the clock."""
    return ROUND[(day.toordinal() + number) % len(ROUND)]


def _by_day(number: int, day: date) -> str:
    """Each in turn is free a day; rest days are left open, so that there is something to correct."""
    return DAY if day_of(day).kind != "rest" and (day.toordinal() + number) % 3 else ""
