"""The property's own days, a year's announced arrangement, and holidays handed to the personnel office (ROST-4, H0 1.1.6)."""

from datetime import date, timedelta

from hushu.foundation import clock, database, live
from hushu.foundation.calendar import Kind, span
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict, NotHere, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_
from hushu.rosters.commands.planning import TOPIC
from hushu.rosters.queries.days import coming_festivals

LONGEST = timedelta(days=31)
DAYS = """insert into calendar_day (id, day, kind, name) select gen_random_uuid(), d, $2, $3 from unnest($1::date[]) d
         on conflict (property, day) do update set kind = excluded.kind, name = excluded.name"""
YEAR = """insert into calendar_year (id, year, entered_by, entered_at) values ($1, $2, $3, $4)
          on conflict (property, year) do nothing returning id"""
HAND = """insert into holiday_handing (id, first, last, name, receiver, handed_by, handed_at) values ($1, $2, $3, $4, $5, $6, $7)
          on conflict (property, first) do nothing returning id"""
BACKWARDS = N_("The last day lies before the first.")
TOO_LONG = N_("At most %(n)s days at a time.")
NOT_READY = N_("Not every team's roster of these days is in force yet: %(teams)s.")


async def enter_days(first: date, last: date, kind: Kind, name: str) -> None:
    """These days are of that kind here, whatever the country's arrangement says. Raises Refused."""
    if last < first:
        raise Refused("last", BACKWARDS)
    if last - first > LONGEST:
        raise Refused("last", TOO_LONG, n=LONGEST.days)
    await database.execute(DAYS, list(span(first, last)), kind, name)
    live.changed(TOPIC)


async def forget_day(day: date) -> None:
    """The day goes by the country's arrangement again. Raises NotHere."""
    if not await database.execute("delete from calendar_day where day = $1", day):
        raise NotHere
    live.changed(TOPIC)


async def announce_year(year: int) -> None:
    """The arrangement of that year stands here as it was announced: provisional no more. Raises Conflict."""
    if await database.value(YEAR, new_id(), year, me(), clock.now()) is None:
        raise Conflict(N_("This year was entered already."))
    live.changed(TOPIC)


async def hand_holiday(first: date, receiver: str) -> None:
    """The holiday's roster was handed to the personnel office. Raises NotHere, Refused, Conflict."""
    found = next((one for one in await coming_festivals() if one.festival.first == first), None)
    if found is None:
        raise NotHere
    if found.missing:
        raise Refused(
            "", NOT_READY, teams="、".join(dict.fromkeys(one.name for one in found.missing))
        )
    festival = found.festival
    made = await database.value(
        HAND, new_id(), first, festival.last, festival.name, receiver, me(), clock.now()
    )
    if made is None:
        raise Conflict(N_("This was handed over already."))
    live.changed(TOPIC)
