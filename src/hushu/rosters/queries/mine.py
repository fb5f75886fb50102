"""What a person has of rosters: copies to confirm, days that can be given away, and what waits for them (ROST-5, ROST-9)."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.database import Asked
from hushu.foundation.module import Waiting, Waits
from hushu.foundation.opened import here, me
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.rosters.queries.changes import PATH as CHANGE_PATH
from hushu.rosters.queries.takers import TeamOf, teams_seen_by
from hushu.rosters.rules.editions import label


class CopyToConfirm(msgspec.Struct, frozen=True):
    """A copy of an edition in force that its holder has not confirmed."""

    edition: UUID
    number: int
    team: str
    month: date
    reason: str
    told_at: datetime

    @property
    def label(self) -> str:
        """A/0, A/1 and so on."""
        return label(self.number)


class GivenDay(msgspec.Struct, frozen=True):
    """A shift to come."""

    day: date
    letter: str
    name: str


class Mine(msgspec.Struct, frozen=True):
    """Something of rosters that waits for a person."""

    kind: str
    id: UUID
    words: str
    who: str
    day: date
    at: datetime
    due: datetime | None


TO_CONFIRM = """select e.id, e.number, t.name, r.month, e.reason, c.told_at
  from roster_copy c join roster_edition e on e.property = c.property and e.id = c.edition and e.state = 'in_force'
  join roster r on r.property = e.property and r.id = e.roster join roster_team t on t.property = r.property and t.id = r.team
 where c.person = $1 and c.asked and c.confirmed_at is null order by r.month, t.place"""
DAYS = """select s.day, k.letter, k.name from roster_shift s join shift k on k.property = s.property and k.id = s.shift
           where s.person = $1 and s.ends_at > $2 order by s.day limit 62"""
# $1 who looks, $2 whether they plan rosters, $3 today.
MINE = """
select 'copy', e.id, t.name, e.number::text, r.month, c.told_at, null::timestamptz
  from roster_copy c join roster_edition e on e.property = c.property and e.id = c.edition and e.state = 'in_force'
  join roster r on r.property = e.property and r.id = e.roster join roster_team t on t.property = r.property and t.id = r.team
 where c.person = $1 and c.asked and c.confirmed_at is null
union all
select case when c.state = 'agreed' then 'approve' else 'change' end, c.id, c.words, g.name, c.day, c.asked_at, s.begins_at
  from shift_change c join person g on g.property = c.property and g.id = c.giver
  left join roster_shift s on s.property = c.property and s.person = c.giver and s.day = c.day
 where c.state = 'asked' and c.taker = $1
    or (c.state = 'agreed' and $1 not in (c.giver, c.taker) and (c.approver = $1 or (c.approver is null and $2)))
union all
select 'certificate', l.id, l.kind, p.name, l.last, l.asked_at, null
  from leave_request l join person p on p.property = l.property and p.id = l.person
 where l.person = $1 and l.kind = 'sick' and l.certificate is null and l.state in ('asked', 'granted') and l.last <= $3
union all
select 'print', e.id, i.place, i.copies::text, r.month, e.recalled_at, null
  from roster_print i join roster_edition e on e.property = i.property and e.id = i.edition and e.state = 'recalled'
  join roster r on r.property = e.property and r.id = e.roster where i.printed_by = $1 and i.collected_at is null
limit 100"""
ROSTER, CHANGE, LEAVE = N_("Duty roster"), N_("Change of shifts"), N_("Leave")


async def copies_to_confirm(person: UUID) -> list[CopyToConfirm]:
    """The copies that wait for this person's confirmation."""
    return await database.rows(CopyToConfirm, TO_CONFIRM, person)


async def to_give(person: UUID, giver: UUID) -> tuple[list[GivenDay], list[TeamOf]]:
    """A person's shifts to come, and the teams as whoever shall give one stands to them."""
    mine = Asked(GivenDay, DAYS, (person, clock.now()))
    days, teams = await database.together(mine, teams_seen_by(giver))
    return days, teams


def waiting() -> Waits:
    """Copies to confirm, changes to answer or approve, a certificate to hand in, printed copies to collect."""
    return Waits(Asked(Mine, MINE, (me(), here().may("rosters.edit"), clock.today())), _told)


# What it is, the message of its title, its path.
SHAPES = {
    "copy": (ROSTER, N_("Confirm your shifts of %(month)s, %(words)s"), "/shifts?month=%(month)s"),
    "change": (CHANGE, N_("%(who)s asks you to take the shift of %(day)s"), CHANGE_PATH),
    "approve": (CHANGE, N_("Approve: %(who)s gives away the shift of %(day)s"), CHANGE_PATH),
    "certificate": (LEAVE, N_("Hand in the doctor's certificate (until %(day)s)"), "/shifts/leave"),
    "print": (ROSTER, N_("Collect %(who)s printed copies: %(words)s"), "/rosters/editions/%(id)s"),
}


def _told(one: Mine) -> Waiting:
    kind, title, path = SHAPES[one.kind]
    said = {
        "month": f"{one.day:%Y-%m}",
        "day": f"{one.day:%m-%d}",
        "who": one.who,
        "words": one.words,
    }
    return Waiting(
        kind=kind, title=translate(title, **said), href=at(path % {**said, "id": one.id}), at=one.at, due=one.due, key=str(one.id)
    )  # fmt: skip
