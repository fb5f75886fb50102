"""What custody puts before a person: keys to bring back, keys to account for, reports to answer, radios to see to.

And what holds a person who leaves (PPL-4).
"""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.custody.queries.loans import WAITS
from hushu.custody.rules import INSPECTED_EVERY, REPORTS
from hushu.foundation import clock, database
from hushu.foundation.database import Asked
from hushu.foundation.module import Obstacle, Waiting, Waits
from hushu.foundation.opened import here, me
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate

CUSTODY = N_("Keys and radios")
# What it is: the message of its title, its path.
SHAPES = {
    "back": (N_("Bring back: %(label)s"), "/custody/things/%s"),
    "account": (N_("%(n)s keys are out without a reason of today"), "/custody/account"),
    "report": (N_("Report to answer: %(label)s"), "/custody/reports/%s"),
    "fault": (N_("Faulty radio to be sent to repair: %(label)s"), "/custody/things/%s"),
    "inspect": (N_("%(n)s radios are due for inspection"), "/custody/radios"),
}
# $1 who looks, $2 now; whether they lend, answer, inspect; $6 the day's first moment; $7 before when an inspection is too
# old; $8 today.
ALL = f"""
select 'back', t.id, t.no || ' ' || t.label, 1, l.purpose, l.out_at, l.due_at
  from custody_loan l join custody_thing t on t.property = l.property and t.id = l.thing
 where l.person = $1 and l.back_at is null and l.due_at <= $2::timestamptz + interval '1 hour'
union all
select 'account', $1, '', count(*)::int, '', min(l.due_at), min(l.due_at)
  from custody_loan l join custody_thing t on t.property = l.property and t.id = l.thing cross join property_facts() facts
 where $3 and {WAITS.format(2, 8, 6)}
having count(*) > 0
union all
select 'report', r.id, t.no || ' ' || t.label, 1, r.kind, r.at, null
  from custody_report r join custody_thing t on t.property = r.property and t.id = r.thing where $4 and r.answered_at is null
union all
select 'fault', t.id, t.no || ' ' || t.label, 1, coalesce(n.words, ''), coalesce(n.at, $2), null from custody_thing t
  left join lateral (select n.words, n.at from custody_note n
                      where n.property = t.property and n.thing = t.id and n.deed = 'fault' order by n.at desc limit 1) n on true
 where $4 and t.state = 'faulty'
union all
select 'inspect', $1, '', count(*)::int, '', $2, null from custody_thing t
 where $5 and t.kind = 'radio' and t.state in ('fit', 'faulty')
   and not exists (select 1 from custody_note n
                    where n.property = t.property and n.thing = t.id and n.deed = 'inspected' and n.at >= $7)
having count(*) > 0
 order by 7 nulls last, 6 limit 200"""  # noqa: S608 (constants)
HELD = """select t.id, t.no || ' ' || t.label from custody_loan l
            join custody_thing t on t.property = l.property and t.id = l.thing
           where l.person = $1 and l.back_at is null order by t.sort_key"""


class Row(msgspec.Struct, frozen=True):
    """One thing that waits."""

    what: str
    id: UUID
    label: str
    n: int
    detail: str
    at: datetime
    due: datetime | None


class Held(msgspec.Struct, frozen=True):
    """A thing in the hands of somebody who leaves."""

    id: UUID
    label: str


def waiting() -> Waits:
    """What custody asks of the person who looks, by what they may do."""
    now = clock.now()
    may = [here().may(f"custody.{right}") for right in ("lend", "answer", "inspect")]
    today = clock.today()
    first = clock.day_bounds(today)[0]
    return Waits(Asked(Row, ALL, (me(), now, *may, first, now - INSPECTED_EVERY, today)), _told)


def _told(one: Row) -> Waiting:
    words, path = SHAPES[one.what]
    values = {"n": one.n} if "%(n)s" in words else {"label": one.label}
    return Waiting(
        kind=CUSTODY,
        title=translate(words, **values),
        href=at(path % one.id if "%s" in path else path),
        at=one.at,
        detail=translate(REPORTS[one.detail]) if one.what == "report" else one.detail,
        due=one.due,
        key=f"custody {one.what} {one.id}",
    )


async def blocks_leaving(person: UUID) -> list[Obstacle]:
    """Keys and radios in their hands hold a person; they are given back, not handed on."""
    return [
        Obstacle(
            kind=CUSTODY,
            title=f"{translate(CUSTODY)}: {one.label}",
            href=at(f"/custody/things/{one.id}"),
        )
        for one in await database.rows(Held, HELD, person)
    ]
