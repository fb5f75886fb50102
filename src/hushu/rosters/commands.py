"""Deeds on rosters: laying shifts and teams, beginning a month, planning who works when."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec

from hushu.foundation import clock, database, live, packs
from hushu.foundation.calendar import month_days
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict, NotHere, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_
from hushu.rosters import queries
from hushu.rosters.rules.shapes import Need, Shift

TOPIC = "rosters"
CHANGED = N_(
    "%(name)s, %(day)s: somebody else has just changed this day. The roster shows what stands now."
)
STRANGER = N_("Only people of this team and days of this month can be planned here.")
ELSEWHERE = N_("%(name)s already works on %(day)s in another roster.")
NO_SHIFT = N_("There is no shift “%(letter)s” here.")
TOO_EARLY = N_("A month that is over is not planned any more.")
SHIFT = """insert into shift (id, key, letter, name, begins, ends, unpaid, night, place, pack_hash)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"""
TEAM = "insert into roster_team (id, key, name, posts, seniors, place, pack_hash) values ($1, $2, $3, $4, $5, $6, $7)"
NEED = """insert into roster_need (id, team, post, least, kinds, shift, since, until, senior, place)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"""
NEW = """insert into roster (id, team, month, made_by, made_at) values ($1, $2, $3, $4, $5)
         on conflict (property, team, month) do nothing returning id"""
FREE = """delete from roster_cell c using unnest($2::uuid[], $3::date[]) as n (person, day)
           where c.roster = $1 and c.person = n.person and c.day = n.day"""
PUT = """insert into roster_cell (id, roster, person, day, shift)
         select n.id, $1, n.person, n.day, s.id
           from unnest($2::uuid[], $3::uuid[], $4::date[], $5::text[]) as n (id, person, day, shift)
           join shift s on s.key = n.shift
         on conflict (property, person, day) do update set shift = excluded.shift where roster_cell.roster = excluded.roster"""


class PackTeam(msgspec.Struct):
    """A team as a pack writes it."""

    key: str
    name: str
    posts: list[str]
    need: list[Need]
    seniors: list[str] = []


class PackRosters(msgspec.Struct):
    """Shifts and teams of a pack."""

    shift: list[Shift]
    team: list[PackTeam]


class Edit(msgspec.Struct, frozen=True):
    """One day of one person: the letter of the shift that shall stand there, and that which stood there for the planner."""

    person: UUID
    day: date
    letter: str
    was: str


async def unpack_rosters(kind: str) -> None:
    """Lays the pack's shifts, teams and needs into the open property (ROST-1)."""
    pack = packs.part(kind, "rosters", PackRosters)
    for place, shift in enumerate(pack.shift):
        await database.execute(
            SHIFT, new_id(), shift.key, shift.letter, shift.name, shift.begins, shift.ends, shift.unpaid, shift.night, place,
            packs.fingerprint(shift),
        )  # fmt: skip
    for place, team in enumerate(pack.team):
        made = new_id()
        await database.execute(
            TEAM, made, team.key, team.name, team.posts, team.seniors, place, packs.fingerprint(team)
        )  # fmt: skip
        for order, need in enumerate(team.need):
            await database.execute(
                NEED, new_id(), made, need.post, need.least, sorted(need.kinds), need.shift, need.since, need.until, need.senior,
                order,
            )  # fmt: skip


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
    await queries.month(roster, lock=True)
    before = await queries.sheet(roster)
    letters = {one.letter: one.key for one in before.roster.shifts.values()} | {"": ""}
    wanted = {(one.person, one.day): _shift_of(before, letters, one) for one in edits}
    free = [place for place, shift in wanted.items() if not shift]
    taken = [(new_id(), *place, shift) for place, shift in wanted.items() if shift]
    if free:
        await database.execute(FREE, roster, *map(list, zip(*free, strict=True)))
    if taken:
        await database.execute(PUT, roster, *map(list, zip(*taken, strict=True)))
    live.changed(TOPIC)
    return await queries.sheet(roster)


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
    if sheet.roster.plan.get(place, "") != letters.get(edit.was, edit.was):
        raise Conflict(CHANGED, name=name, day=f"{edit.day:%m-%d}")
    return letters[edit.letter]
