"""A month is begun, and planned day by day (ROST-1, ROST-2, ROST-11)."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec

from hushu.foundation import clock, database, live
from hushu.foundation.calendar import month_days
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict, NotHere, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_
from hushu.rosters import queries
from hushu.rosters.rules.table import ELSEWHERE, OVER

TOPIC = "rosters"
CHANGED = N_(
    "%(name)s, %(day)s: somebody else has just changed this day. The roster shows what stands now."
)
STRANGER = N_("Only people of this team and days of this month can be planned here.")
NO_SHIFT = N_("There is no shift “%(letter)s” here.")
BEING_SIGNED = N_(
    "This roster is being signed. Withdraw it from signing first, or wait until it is decided."
)
TOO_EARLY = N_("A month that is over is not planned any more.")
NEW = """insert into roster (id, team, month, made_by, made_at) values ($1, $2, $3, $4, $5)
         on conflict (property, team, month) do nothing returning id"""
FREE = """delete from roster_cell c using unnest($2::uuid[], $3::date[]) as n (person, day)
           where c.roster = $1 and c.person = n.person and c.day = n.day"""
PUT = """insert into roster_cell (id, roster, person, day, shift)
         select n.id, $1, n.person, n.day, s.id
           from unnest($2::uuid[], $3::uuid[], $4::date[], $5::text[]) as n (id, person, day, shift)
           join shift s on s.key = n.shift
         on conflict (property, person, day) do update set shift = excluded.shift where roster_cell.roster = excluded.roster"""


class Edit(msgspec.Struct, frozen=True):
    """One day of one person: the letter of the shift that shall stand there, and that which stood there for the planner.

    was: None where the planner has not said it, and whatever stands there gives way.
    """

    person: UUID
    day: date
    letter: str
    was: str | None = None


async def begin(team: UUID, month: date) -> UUID:
    """A team's roster of that month; the one that is there where somebody has begun it. Raises Refused, NotHere."""
    if team not in {one.id for one in await queries.teams()}:
        raise NotHere
    first = month.replace(day=1)
    if first < clock.today().replace(day=1):
        raise Refused("month", TOO_EARLY)
    made: UUID | None = await database.value(NEW, new_id(), team, first, me(), clock.now())
    if made is None:
        sql = "select id from roster where team = $1 and month = $2"
        made = await database.value(sql, team, first)
    live.changed(TOPIC)
    return UUID(str(made))


async def plan(roster: UUID, edits: Sequence[Edit]) -> queries.Sheet:
    """Plans these days, all or none, and gives the month as it stands then.

    Raises Conflict where another planner was quicker (ROST-11), Refused for what cannot stand here, NotHere.
    """
    month = await queries.month(roster, lock=True)
    if month.state == "signing":
        raise Conflict(BEING_SIGNED)
    if month.state == "in_force" and any(one.day < clock.today() for one in edits):
        raise Refused("", OVER)
    before = await queries.sheet(roster)
    letters = {one.letter: one.key for one in before.roster.shifts.values()} | {"": ""}
    wanted = {(one.person, one.day): _shift_of(before, letters, one) for one in edits}
    await lay_cells(roster, wanted)
    live.changed(TOPIC)
    return await queries.sheet(roster)


async def lay_cells(roster: UUID, wanted: Mapping[tuple[UUID, date], str]) -> None:
    """Puts these shifts into the plan, '' for a free day; what stands in another roster stays there."""
    free = [place for place, shift in wanted.items() if not shift]
    taken = [(new_id(), *place, shift) for place, shift in wanted.items() if shift]
    if free:
        await database.execute(FREE, roster, *map(list, zip(*free, strict=True)))
    if taken:
        await database.execute(PUT, roster, *map(list, zip(*taken, strict=True)))


def _shift_of(sheet: queries.Sheet, letters: dict[str, str], edit: Edit) -> str:
    """The key of the shift that shall stand there, '' for a free day. Raises Refused, Conflict."""
    name = next((one.name for one in sheet.people if one.id == edit.person), None)
    if name is None or edit.day not in month_days(sheet.month.month):
        raise Refused("", STRANGER)
    if edit.letter not in letters:
        raise Refused("", NO_SHIFT, letter=edit.letter)
    place = (edit.person, edit.day)
    if place in sheet.elsewhere:
        raise Refused("", ELSEWHERE, name=name, day=f"{edit.day:%m-%d}")
    stands = sheet.roster.shifts.get(sheet.roster.plan.get(place, ""))
    if edit.was is not None and edit.was != (stands.letter if stands else ""):
        raise Conflict(CHANGED, name=name, day=f"{edit.day:%m-%d}")
    return letters[edit.letter]
