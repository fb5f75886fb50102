"""What the archives put before a person, in one statement: to bring, take over, give back, hand out, answer, sign,
mend, check, seal.

And what holds a person who leaves (ARCH-8, ARCH-33, ARCH-35).
"""

from datetime import date, datetime, time
from uuid import UUID

import msgspec

from hushu.archives.queries.loans import VIEWS
from hushu.archives.queries.seals import DUE, closed_until
from hushu.archives.rules.matters import KINDS as MATTERS
from hushu.archives.rules.stocktakes import KINDS as CHECKS
from hushu.archives.rules.words import HARMS
from hushu.foundation import clock, database
from hushu.foundation.database import Asked
from hushu.foundation.module import Obstacle, Waiting, Waits
from hushu.foundation.opened import here, me
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate

HANDIN, LOAN, WISH, REPORT = N_("Archives"), N_("Loan of papers"), N_("Leave to read"), N_("Report about a paper")  # fmt: skip
CLOSES = time(18)
LEFT = N_("%(waiting)s of %(all)s still to be looked at")
KINDS_OF = {"matter": MATTERS, "check": CHECKS}
# What it is, the message of its title, its path.
SHAPES = {
    "given": (HANDIN, N_("To take over: papers of %(who)s"), "/archives/handing-in/%s"),
    "bring": (HANDIN, N_("To hand in: %(words)s"), "/archives/handing-in/%s"),
    "missing": (HANDIN, N_("Not handed in: %(words)s of %(who)s"), "/archives/handing-in/%s"),
    "back": (LOAN, N_("Give back: %(number)s"), "/archives/loans/%s"),
    "fetch": (LOAN, N_("Fetch: %(number)s"), "/archives/loans/%s"),
    "hand_out": (LOAN, N_("To hand out to %(who)s: %(number)s"), "/archives/loans/%s/counter"),
    "wish": (WISH, N_("%(who)s asks to read %(words)s"), "/archives/grants"),
    "matter": (HANDIN, N_("Archives: %(what)s"), "/archives/matters/%s"),
    "check": (HANDIN, N_("Archives: %(what)s"), "/archives/checks/%s"),
    "seal": (HANDIN, N_("%(n)s volumes are due to be sealed"), "/archives/seals"),
    "report": (REPORT, N_("%(number)s: %(words)s"), "/archives/reports/%s"),
}
# $1 who looks, $2 today; whether they keep, lend, give leave, sign, check; $8 until when a closed volume is due to be sealed.
ALL = f"""
select case when h.state = 'given' then 'given' when h.giver = $1 then 'bring' else 'missing' end, h.id, '' as number,
       coalesce(nullif(h.meeting, ''), nullif(h.department, ''), h.year || '-' || h.no), g.name, '' as detail, h.made_at, h.due_on
  from archive_handin h join person g on g.property = h.property and g.id = h.giver
 where (h.state = 'announced' and h.giver = $1)
    or ($3 and h.giver <> $1 and (h.state = 'given' or (h.state = 'announced' and h.due_on < $2)))
union all
select case when l.borrower = $1 and l.state = 'out' then 'back' when l.borrower = $1 then 'fetch' else 'hand_out' end, l.id,
       l.number, '', p.name, l.purpose, l.asked_at, case when l.borrower = $1 then l.due_on end
  from archive_loan l join person p on p.property = l.property and p.id = l.borrower
 where l.borrower = $1 and l.state = 'out' and l.due_on <= $2::date + 1
    or (l.borrower = $1 or $4) and {VIEWS["handing"]}
union all
select 'wish', w.id, i.number, i.title, p.name, w.reason, w.asked_at, null
  from archive_wish w join archive_item i on i.property = w.property and i.id = w.item
  join person p on p.property = w.property and p.id = w.person where $5 and w.answer = 'open'
union all
select 'report', r.id, r.number, i.title, '', r.kind, r.written_at, null
  from archive_report r join archive_item i on i.property = r.property and i.id = r.item
 where $6 and r.state = 'written' and $1 <> r.written_by and r.responsible is distinct from $1
union all
select 'matter', m.id, coalesce(i.number, v.number, f.name, ''), m.kind, '', m.words, m.opened_at, m.due_on
  from archive_matter m
  left join archive_item i on i.property = m.property and i.id = m.item
  left join archive_volume v on v.property = m.property and v.id = m.volume
  left join file f on f.property = m.property and f.id = m.file where m.done_at is null and m.owner = $1
union all
select 'check', s.id, coalesce(case s.kind when 'own' then archive_path(s.place) else s.period end, ''), s.kind, c.waiting::text,
       c.n::text, s.opened_at, s.due_on
  from archive_stocktake s cross join lateral (select count(*) n, count(*) filter (where l.verdict = 'waiting') waiting
                                                 from archive_stocktake_line l where l.stocktake = s.id) c
 where $7 and s.signed_at is null
union all
select 'seal', $1, count(*)::text, '', '', '', now(), null {DUE.format(until="$8")} and $7 having count(*) > 0
 order by 8 nulls last, 7 limit 200"""  # noqa: S608 (constants)
HELD = """select 'loan', l.id, l.number || ' ' || l.purpose from archive_loan l
           where l.borrower = $1 and l.state in ('asked', 'approved', 'out')
          union all
          select 'report', r.id, r.number from archive_report r where r.responsible = $1 and r.state = 'written' order by 3"""


class Row(msgspec.Struct, frozen=True):
    """One thing that waits."""

    what: str
    id: UUID
    number: str
    words: str
    who: str
    detail: str
    at: datetime
    due_on: date | None


class Held(msgspec.Struct, frozen=True):
    """What holds a person who leaves."""

    kind: str
    id: UUID
    title: str


def waiting() -> Waits:
    """What the archives ask of the person who looks, by what they may do."""
    may = [here().may(f"archives.{right}") for right in ("file", "lend", "grant", "hold", "check")]
    return Waits(Asked(Row, ALL, (me(), clock.today(), *may, closed_until())), _told)


def _told(one: Row) -> Waiting:
    kind, words, path = SHAPES[one.what]
    values = {"number": one.number, "words": one.words, "who": one.who}
    if one.what in KINDS_OF:
        values = {"what": f"{translate(KINDS_OF[one.what][one.words])} {one.number}".strip()}
    elif one.what == "seal":
        values = {"n": one.number}
    return Waiting(
        kind=kind,
        title=translate(words, **values),
        href=at(path % one.id if "%s" in path else path),
        at=one.at,
        detail=_detail(one),
        due=clock.at(one.due_on, CLOSES) if one.due_on else None,
        key=f"{one.what} {one.id}",
    )


def _detail(one: Row) -> str:
    """What is said below the title."""
    if one.what == "report":
        return translate(HARMS[one.detail])
    if one.what == "check":
        return translate(LEFT, waiting=one.who, all=one.detail)
    return one.detail


async def blocks_leaving(person: UUID) -> list[Obstacle]:
    """Open loans and reports that wait hold a person (PPL-4)."""
    return [
        Obstacle(
            kind=LOAN if one.kind == "loan" else REPORT,
            title=f"{translate(LOAN if one.kind == 'loan' else REPORT)}: {one.title}",
            href=at(f"/archives/{one.kind}s/{one.id}"),
        )
        for one in await database.rows(Held, HELD, person)
    ]
