"""Lists of papers: what waits for me, what I started and where it hangs, what is over, what does not hold (SIGN-6)."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.database import Asked
from hushu.foundation.module import Waiting, Waits
from hushu.foundation.opened import here, me
from hushu.foundation.templating import at
from hushu.foundation.translation import translate
from hushu.signing.words import DEEDS, STATES

SHOWN = 30


class Line(msgspec.Struct, frozen=True):
    """A paper in a list. waits_for: names of those it hangs with."""

    id: UUID
    title: str
    chain_name: str
    drafter_name: str
    state: str
    started_at: datetime
    ended_at: datetime | None
    due_at: datetime | None
    waits_for: str
    file: UUID | None

    @property
    def state_words(self) -> str:
        """Its state in words."""
        return translate(STATES[self.state])


class WaitingSeat(msgspec.Struct, frozen=True):
    """A step that waits for the acting person. for_name: in whose place, where it is not their own seat."""

    paper: UUID
    step: int
    title: str
    deed: str
    drafter_name: str
    opened_at: datetime
    due_at: datetime
    for_name: str

    @property
    def deed_words(self) -> str:
        """What is asked, in words."""
        return translate(DEEDS[self.deed])


class BrokenPaper(msgspec.Struct, frozen=True):
    """A paper that does not hold. entry: the first bad one, 0 when the content itself was altered."""

    id: UUID
    title: str
    entry: int


# My own seats, those of people I stand in for today, and those left by people below me who are gone.
MINE = """with recursive gone(id) as (
            select id from person where superior = $1 and closed_at is not null
            union select b.id from person b join gone g on b.superior = g.id where b.closed_at is not null),
          mine(id, deputy) as (
            select $1::uuid, false union all select id, false from gone
            union all select d.person, true from signing_deputy d
             where d.deputy = $1 and d.ended_at is null and $2::date between d.starts_on and d.ends_on)
          select s.paper, s.step, p.title, s.deed, b.name, s.opened_at, s.due_at,
                 case when s.person = $1 then '' else w.name end
            from mine m join signing_seat s on s.person = m.id
            join signing_paper p on p.property = s.property and p.id = s.paper
            join chain c on c.property = p.property and c.id = p.chain
            join person b on b.property = p.property and b.id = p.drafter
            join person w on w.property = s.property and w.id = s.person
           where not (p.drafter = $1 and m.deputy and not c.drafter_may_approve
                      and s.deed in ('check', 'countersign', 'approve'))
           order by s.due_at, s.paper, s.step limit 200"""
LINE = """select p.id, p.title, c.name, b.name, p.state, p.started_at, p.ended_at,
                 (select min(s.due_at) from signing_seat s where s.property = p.property and s.paper = p.id),
                 coalesce((select string_agg(distinct w.name, '、') from signing_seat s
                   join person w on w.property = s.property and w.id = s.person
                  where s.property = p.property and s.paper = p.id), ''), p.file
            from signing_paper p join chain c on c.property = p.property and c.id = p.chain
            join person b on b.property = p.property and b.id = p.drafter """


async def waiting_seats(person: UUID | None = None, today: date | None = None) -> list[WaitingSeat]:
    """What waits for a person (the acting one), the nearest limit first; at most 200."""
    return await Asked(WaitingSeat, MINE, (person or me(), today or clock.today())).rows()


def waiting_for_me() -> Waits:
    """What waits for the acting person, for the one inbox."""
    return Waits(Asked(WaitingSeat, MINE, (me(), clock.today())), _told)


def _told(seat: WaitingSeat) -> Waiting:
    return Waiting(
        kind="signing", title=seat.title, href=at(f"/signing/{seat.paper}"), at=seat.opened_at, due=seat.due_at,
        detail=" · ".join(filter(None, (seat.deed_words, seat.drafter_name, seat.for_name))),
        key=f"signing:{seat.paper}:{seat.step}",
    )  # fmt: skip


async def started(before: datetime | None = None) -> list[Line]:
    """What the acting person started and where it hangs, newest first; one more than a page shows."""
    sql = (
        LINE
        + "where p.drafter = $1 and ($2::timestamptz is null or p.started_at < $2) order by p.started_at desc, p.id limit $3"
    )
    return await database.rows(Line, sql, me(), before, SHOWN + 1)


async def finished(before: datetime | None = None) -> list[Line]:
    """What the acting person had to do with (or oversees) and is over, newest end first; one more than a page shows."""
    sql = f"""{LINE} where p.ended_at is not null and ($2::timestamptz is null or p.ended_at < $2)
        and ($4 or p.drafter = $1 or exists (select 1 from signing_entry e where e.property = p.property
             and e.paper = p.id and $1 in (e.signer, e.to_person)))
      order by p.ended_at desc, p.id limit $3"""  # noqa: S608 (a constant)
    return await database.rows(Line, sql, me(), before, SHOWN + 1, here().may("audit.read"))


async def broken_papers() -> list[BrokenPaper]:
    """Every paper of the property whose content or entries do not hold; none when all is well (`hushu verify`, SIGN-2)."""
    return await database.rows(
        BrokenPaper,
        """select p.id, p.title, b.no from signing_paper p, lateral signing_first_broken(p.id) b(no)
            where b.no is not null order by p.started_at""",
    )
