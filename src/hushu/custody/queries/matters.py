"""What of custody is open, whoever it waits for: keys in somebody's hands, reports without an answer (DUTY-3)."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.custody.rules import REPORTS
from hushu.foundation.database import Asked
from hushu.foundation.module import Waiting, Waits
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate


class Open(msgspec.Struct, frozen=True):
    """A key that is out with its loan's id, or a report. words: what the key is needed for, or the kind of the report."""

    what: str
    id: UUID
    thing: UUID
    label: str
    words: str
    who: str
    at: datetime
    due: datetime | None


OPEN = """select * from (
  select 'key', l.id, l.thing, t.no || ' ' || t.label, l.purpose, p.name, l.out_at, l.due_at
    from custody_loan l join custody_thing t on t.property = l.property and t.id = l.thing
    join person p on p.property = l.property and p.id = l.person
   where l.back_at is null and t.kind in ('area', 'unit', 'sealed')
  union all
  select 'report', r.id, r.thing, t.no || ' ' || t.label, r.kind, coalesce(w.name, ''), r.at, null
    from custody_report r join custody_thing t on t.property = r.property and t.id = r.thing
    left join person w on w.property = r.property and w.id = r.reported_by where r.answered_at is null
) o (what, id, thing, label, words, who, at, due) order by what, due nulls last, at, id limit 200"""
KEY_OUT, UNANSWERED = N_("Key out"), N_("Report without an answer")


def open_matters() -> Waits:
    """Keys that are out, what is due first before all others, and reports that the manager has not answered."""
    return Waits(Asked(Open, OPEN), _told)


def _told(one: Open) -> Waiting:
    key = one.what == "key"
    detail = one.words if key else translate(REPORTS[one.words])
    return Waiting(
        kind=translate(KEY_OUT if key else UNANSWERED), title=f"{one.label} · {detail}" if detail else one.label,
        detail=one.who, href=at(f"/custody/things/{one.thing}" if key else f"/custody/reports/{one.id}"), at=one.at,
        due=one.due, key=f"{one.what}:{one.id}",
    )  # fmt: skip
