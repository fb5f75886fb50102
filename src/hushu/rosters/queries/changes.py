"""Reads about changes of shifts: asked, agreed, granted, and who is meant by them (ROST-7)."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import database
from hushu.foundation.refusals import NotHere
from hushu.rosters.rules.changes import Exchange

# Where one stands on the page of all: what is told of it is not taken for what waits of another.
PATH = "/shifts/changes#change-%(id)s"


class ShiftChange(msgspec.Struct, frozen=True):
    """A swap, a stand-in, or a shift that is open to whoever takes it. approver: whose word it waits for."""

    id: UUID
    roster: UUID
    team_name: str
    kind: str
    giver: UUID
    giver_name: str
    day: date
    shift: str
    taker: UUID | None
    taker_name: str
    back_day: date | None
    back_shift: str
    words: str
    state: str
    asker: str
    asked_by: UUID
    asked_at: datetime
    agreed_by: UUID | None
    agreer: str
    ender: str
    ended_at: datetime | None
    why: str
    posts: list[str]
    approver: UUID | None
    leave: UUID | None

    @property
    def path(self) -> str:
        """Inside the property, as `at()` takes it."""
        return PATH % {"id": self.id}

    @property
    def exchange(self) -> Exchange | None:
        """What it moves, once somebody takes it."""
        return (
            None
            if self.taker is None
            else Exchange(self.giver, self.day, self.taker, self.back_day)
        )


CHANGE = """
select c.id, c.roster, t.name, c.kind, c.giver, g.name, c.day, coalesce(gk.letter || ' ' || gk.name, ''), c.taker,
       coalesce(k.name, ''), c.back_day, coalesce(bk.letter || ' ' || bk.name, ''), c.words, c.state, a.name,
       c.asked_by, c.asked_at, c.agreed_by, coalesce(y.name, ''), coalesce(e.name, ''), c.ended_at, c.why,
       t.posts, c.approver, c.leave
  from shift_change c join roster r on r.property = c.property and r.id = c.roster
  join roster_team t on t.property = r.property and t.id = r.team
  join person g on g.property = c.property and g.id = c.giver join person a on a.property = c.property and a.id = c.asked_by
  left join person k on k.property = c.property and k.id = c.taker
  left join person y on y.property = c.property and y.id = c.agreed_by
  left join person e on e.property = c.property and e.id = c.ended_by
  left join roster_shift gs on gs.property = c.property and gs.person = c.giver and gs.day = c.day
  left join shift gk on gk.property = gs.property and gk.id = gs.shift
  left join roster_shift bs on bs.property = c.property and bs.person = c.taker and bs.day = c.back_day
  left join shift bk on bk.property = bs.property and bk.id = bs.shift """
OPEN = "c.state in ('asked', 'agreed')"


async def change(change_id: UUID, *, lock: bool = False) -> ShiftChange:
    """One change, held until the end of the transaction where asked. Raises NotHere."""
    sql = CHANGE + "where c.id = $1" + (" for no key update of c" if lock else "")
    found = await database.row(ShiftChange, sql, change_id)
    if found is None:
        raise NotHere
    return found


async def open_changes(roster: UUID) -> list[ShiftChange]:
    """Those of a month that are still under way, the oldest first."""
    sql = f"{CHANGE} where c.roster = $1 and {OPEN} order by c.asked_at, c.id"
    return await database.rows(ShiftChange, sql, roster)


async def changes_about(person: UUID, *, editor: bool) -> list[ShiftChange]:
    """Under way and about this person, or open to their post; all of them for whoever edits rosters. Newest decided last."""
    sql = f"""{CHANGE} left join person me on me.property = c.property and me.id = $1
              left join post o on o.property = me.property and o.id = me.post
             where ({OPEN} and ($2 or $1 in (c.taker, c.approver) or (c.kind = 'open' and c.taker is null
                       and o.key = any (t.posts))))
                or ($1 in (c.giver, c.taker, c.asked_by) and ({OPEN} or c.asked_at > now() - interval '40 days'))
             order by {OPEN} desc, c.asked_at desc, c.id limit 60"""
    return await database.rows(ShiftChange, sql, person, editor)


async def changes_of_leave(leave: UUID, since: date) -> list[ShiftChange]:
    """Those under way because of a leave, from that day on."""
    sql = f"{CHANGE} where c.leave = $1 and c.day >= $2 and {OPEN} order by c.day"
    return await database.rows(ShiftChange, sql, leave, since)


async def expired_changes(now: datetime) -> list[ShiftChange]:
    """Those under way whose shift is over, or is none any more."""
    sql = f"""{CHANGE} where {OPEN} and c.day < ($1::timestamptz)::date
                 and not exists (select from roster_shift s where s.property = c.property and s.person = c.giver
                                    and s.day = c.day and s.ends_at > $1) order by c.day"""
    return await database.rows(ShiftChange, sql, now)
