"""What people wish of the months to come: a free day, or a shift (ROST-3)."""

from datetime import date, timedelta
from uuid import UUID

from hushu.foundation import clock, database, live
from hushu.foundation.calendar import month_days
from hushu.foundation.opened import me
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_
from hushu.rosters.commands.planning import TOPIC
from hushu.rosters.solving.question import FREE

AHEAD = timedelta(days=100)
MOST = 10  # of one person in one month: who wishes for everything wishes for nothing
TOO_LATE = N_(
    "The roster of that month is published or being signed already. Ask for a swap or for leave instead."
)
NOT_AHEAD = N_("Wishes are for days to come, at most three months ahead.")
TOO_MANY = N_("At most %(n)s wishes a month. Take one back first.")
NO_SUCH = N_("Choose one of the entries offered.")
PUBLISHED = """select exists (select from roster r join roster_team t on t.property = r.property and t.id = r.team
                 join person p on p.property = r.property and p.id = $1 join post o on o.property = p.property and o.id = p.post
                where r.month = $2 and r.state <> 'draft' and o.key = any (t.posts))"""
COUNT = "select count(*) from roster_wish where person = $1 and day between $2::date and $3::date and day <> $4"
KEEP = """insert into roster_wish (id, person, day, wants, words) values ($1, $2, $3, $4, $5)
          on conflict (property, person, day) do update set wants = excluded.wants, words = excluded.words"""
TAKE_BACK = "delete from roster_wish where id = $1 and person = $2 and day >= $3 returning id"


async def wish(day: date, wants: str, words: str) -> None:
    """The acting person's wish for that day; a second one takes the place of the first. Raises Refused."""
    if not clock.today() < day <= clock.today() + AHEAD:
        raise Refused("day", NOT_AHEAD)
    if wants != FREE and not await database.value(
        "select exists (select from shift where key = $1 and retired_at is null)", wants
    ):
        raise Refused("wants", NO_SUCH)
    first = day.replace(day=1)
    if await database.value(PUBLISHED, me(), first):
        raise Refused("day", TOO_LATE)
    await database.alone(f"roster wishes {me()}")
    last = month_days(first)[-1]
    if await database.value(COUNT, me(), first, last, day) >= MOST:
        raise Refused("day", TOO_MANY, n=MOST)
    await database.execute(KEEP, new_id(), me(), day, wants, words)
    live.changed(TOPIC)


async def take_back_wish(number: UUID) -> None:
    """The acting person's own wish is none any more. Raises NotHere."""
    if await database.value(TAKE_BACK, number, me(), clock.today()) is None:
        raise NotHere
    live.changed(TOPIC)
