"""Reads about editions: which there are, what one says, who has confirmed, which printed copies are out (ROST-5, ROST-6)."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import database
from hushu.foundation.database import Asked, together
from hushu.foundation.refusals import NotHere
from hushu.rosters.rules.editions import Frozen, label


class Edition(msgspec.Struct, frozen=True):
    """One edition of a month. asked, confirmed: how many copies ask for a confirmation, and how many have it."""

    id: UUID
    roster: UUID
    team: UUID
    team_name: str
    month: date
    number: int
    state: str
    reason: str
    exceptions: str
    made_by: UUID
    maker: str
    made_at: datetime
    paper: UUID | None
    granter: str
    in_force_at: datetime | None
    recalled_at: datetime | None
    asked: int
    confirmed: int
    printed: int

    @property
    def label(self) -> str:
        """A/0, A/1 and so on."""
        return label(self.number)


class Copy(msgspec.Struct, frozen=True):
    """Somebody's copy of an edition."""

    person: UUID
    name: str
    asked: bool
    told_at: datetime
    confirmed_at: datetime | None


class Print(msgspec.Struct, frozen=True):
    """Printed copies somewhere in the house."""

    id: UUID
    edition: UUID
    place: str
    copies: int
    printer: str
    printed_at: datetime
    collected_at: datetime | None
    collector: str


class Leaf(msgspec.Struct, frozen=True):
    """An edition with everything its page shows."""

    edition: Edition
    plan: Frozen
    copies: list[Copy]
    prints: list[Print]


class _Plan(msgspec.Struct, frozen=True):
    plan: str


EDITION = """select e.id, e.roster, t.id, t.name, r.month, e.number, e.state, e.reason, e.exceptions, e.made_by, m.name,
       e.made_at, e.paper, coalesce(g.name, ''), e.in_force_at, e.recalled_at,
       (select count(*) from roster_copy c where c.property = e.property and c.edition = e.id and c.asked),
       (select count(*) from roster_copy c where c.property = e.property and c.edition = e.id and c.confirmed_at is not null),
       (select coalesce(sum(p.copies), 0) from roster_print p
         where p.property = e.property and p.edition = e.id and p.collected_at is null)
  from roster_edition e join roster r on r.property = e.property and r.id = e.roster
  join roster_team t on t.property = r.property and t.id = r.team
  join person m on m.property = e.property and m.id = e.made_by
  left join person g on g.property = e.property and g.id = e.granted_by """
ONE, OF_ROSTER = (
    EDITION + "where e.id = $1",
    EDITION + "where e.roster = $1 order by e.made_at desc, e.id desc",
)
PLAN = "select plan::text from roster_edition where id = $1"
IN_FORCE = "select id from roster_edition where roster = $1 and state = 'in_force'"
COPIES = """select c.person, p.name, c.asked, c.told_at, c.confirmed_at from roster_copy c
              join person p on p.property = c.property and p.id = c.person where c.edition = $1 order by p.sort_key, p.id"""
PRINTS = """select i.id, i.edition, i.place, i.copies, p.name, i.printed_at, i.collected_at, coalesce(c.name, '')
              from roster_print i join person p on p.property = i.property and p.id = i.printed_by
              left join person c on c.property = i.property and c.id = i.collected_by
             where i.edition = $1 order by i.printed_at"""


async def editions(roster: UUID) -> list[Edition]:
    """Every edition of a month, the newest first."""
    return await database.rows(Edition, OF_ROSTER, roster)


async def edition(edition_id: UUID) -> Edition:
    """One edition. Raises NotHere."""
    found = await database.row(Edition, ONE, edition_id)
    if found is None:
        raise NotHere
    return found


async def leaf(edition_id: UUID) -> Leaf:
    """One edition with its plan, copies and prints. Raises NotHere."""
    found, plans, copies, prints = await together(
        Asked(Edition, ONE, (edition_id,)), Asked(_Plan, PLAN, (edition_id,)), Asked(Copy, COPIES, (edition_id,)),
        Asked(Print, PRINTS, (edition_id,)),
    )  # fmt: skip
    if not found:
        raise NotHere
    return Leaf(found[0], msgspec.json.decode(plans[0].plan, type=Frozen), copies, prints)


async def plan_of(edition_id: UUID) -> Frozen:
    """What an edition says. Raises NotHere."""
    found = await database.value(PLAN, edition_id)
    if found is None:
        raise NotHere
    return msgspec.json.decode(str(found), type=Frozen)


async def in_force(roster: UUID) -> UUID | None:
    """The edition that counts now, or None before the first."""
    found: UUID | None = await database.value(IN_FORCE, roster)
    return found


async def unconfirmed(edition_id: UUID) -> set[UUID]:
    """Who was asked to confirm that edition and has not."""
    sql = "select person from roster_copy where edition = $1 and asked and confirmed_at is null"
    return {row[0] for row in await database.connection().fetch(sql, edition_id)}
