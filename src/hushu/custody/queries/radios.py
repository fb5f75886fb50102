"""Radios with who holds them, when they were last charged and inspected (CUST-4)."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.foundation import database


class Radio(msgspec.Struct, frozen=True):
    """One radio. fault: what was last reported about one that is faulty or away."""

    id: UUID
    no: str
    label: str
    place: str
    state: str
    name: str
    since: datetime | None
    charged_at: datetime | None
    inspected_at: datetime | None
    inspected_by: str
    fault: str


RADIOS = """select t.id, t.no, t.label, t.place, t.state, coalesce(p.name, ''), l.out_at, c.at, i.at, coalesce(w.name, ''),
       case when t.state in ('faulty', 'repair') then coalesce(f.words, '') else '' end
  from custody_thing t
  left join custody_loan l on l.property = t.property and l.thing = t.id and l.back_at is null
  left join person p on p.property = l.property and p.id = l.person
  left join lateral (select n.at from custody_note n
                      where n.property = t.property and n.thing = t.id and n.deed = 'charged'
                      order by n.at desc limit 1) c on true
  left join lateral (select n.at, n.by from custody_note n
                      where n.property = t.property and n.thing = t.id and n.deed = 'inspected'
                      order by n.at desc limit 1) i on true
  left join person w on w.property = t.property and w.id = i.by
  left join lateral (select n.words from custody_note n
                      where n.property = t.property and n.thing = t.id and n.deed = 'fault'
                      order by n.at desc limit 1) f on true
 where t.kind = 'radio' and t.state <> 'retired' order by t.sort_key, t.id"""


async def radios() -> list[Radio]:
    """Every radio in the order of its number."""
    return await database.rows(Radio, RADIOS)
