"""What waits for a person, what holds them, what the one search box finds (DUTY-2, DUTY-6, DUTY-7)."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from hushu.duty.queries.incidents import search_incidents
from hushu.duty.rules.words import INCIDENTS
from hushu.foundation import clock, database
from hushu.foundation.database import Asked
from hushu.foundation.module import Obstacle, Waiting, Waits
from hushu.foundation.opened import here, me
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate


class Mine(msgspec.Struct, frozen=True):
    """Something of duty that waits for somebody. key: what its path ends with."""

    kind: str
    key: str
    words: str
    who: str
    at: datetime
    due: datetime | None


class UnsignedDay(msgspec.Struct, frozen=True):
    """A day with records that nobody has read and signed yet."""

    day: str
    records: int
    unsigned: int


REPORT = """select 'report', i.id::text, i.words, i.place, i.opened_at, q.due_at
              from duty_report q join duty_incident i on i.property = q.property and i.id = q.incident
             where q.writer = $1 and q.handed_in_at is null"""
MINE = f"""select * from (
             {REPORT}
             union all
             select 'handover', r.id::text, t.name || ' ' || s.name, p.name, h.came_at, r.ends_at
               from duty_handover h join duty_record r on r.property = h.property and r.id = h.record
               join roster_team t on t.property = r.property and t.id = r.team
               join shift s on s.property = r.property and s.id = r.shift
               join person p on p.property = r.property and p.id = r.person where h.incoming = $1 and h.done_at is null
             union all
             select 'read', i.id::text, i.words, w.name, q.handed_in_at, null::timestamptz
               from duty_report q join duty_incident i on i.property = q.property and i.id = q.incident
               join person w on w.property = q.property and w.id = q.writer
              where $2::boolean and q.handed_in_at is not null and q.read_at is null
             union all
             select 'sign', r.day::text, r.day::text, count(*)::text, max(r.ended_at), null
               from duty_record r where $3::boolean and r.state = 'handed' and r.day < $4::date
                and not exists (select 1 from duty_sight x where x.property = r.property and x.record = r.id) group by r.day
           ) w (kind, key, words, who, at, due) order by due nulls last, at limit 60"""  # noqa: S608 (fixed texts only)
OPEN = """select 'record', r.id::text, t.name || ' ' || s.name, '', r.begun_at, r.ends_at
            from duty_record r join roster_team t on t.property = r.property and t.id = r.team
            join shift s on s.property = r.property and s.id = r.shift where r.person = $1 and r.state = 'open'"""
UNSIGNED = """select r.day::text, count(*), count(*) filter (where x.id is null)
                from duty_record r left join duty_sight x on x.property = r.property and x.record = r.id
               where r.state = 'handed' and r.day >= $1 group by r.day order by r.day desc limit 60"""
LATELY = timedelta(days=60)
KINDS = {
    "report": N_("Report to write"), "handover": N_("Shift to take over"), "read": N_("Report to read"),
    "sign": N_("Duty records to read and sign"), "record": N_("Shift not handed over"),
}  # fmt: skip
PATHS = {
    "report": "/duty/incidents/%s", "handover": "/duty/records/%s/handover", "read": "/duty/incidents/%s",
    "sign": "/duty/days/%s", "record": "/duty/records/%s/handover",
}  # fmt: skip


def waiting() -> Waits:
    """Shifts one is taking over, reports one owes or reads, days to sign."""
    signs = here().may("duty.sign")
    return Waits(
        Asked(Mine, MINE, (me(), here().may("duty.override"), signs, clock.today())), _told
    )


def _told(one: Mine) -> Waiting:
    title, detail = one.words, one.who
    if one.kind == "sign":
        title, detail = (
            translate(KINDS["sign"]),
            translate(N_("%(day)s: %(n)s records"), day=one.words, n=one.who),
        )
    return Waiting(
        kind=KINDS[one.kind], title=title, detail=detail, href=at(PATHS[one.kind] % one.key), at=one.at, due=one.due, key=one.key
    )  # fmt: skip


async def blocks_leaving(person: UUID) -> list[Obstacle]:
    """A shift not handed over and a report not written hold a person (PPL-4)."""
    found = await database.rows(Mine, f"{OPEN} union all {REPORT}", person)
    return [
        Obstacle(kind=KINDS[one.kind], title=one.words, href=at(PATHS[one.kind] % one.key)) for one in found
    ]  # fmt: skip


async def search(text: str) -> list[Waiting]:
    """Events with these words or at that place."""
    if not here().may("duty.read"):
        return []
    return [
        Waiting(
            kind=translate(INCIDENTS[one.kind]), title=one.words, detail=one.place, href=at(f"/duty/incidents/{one.id}"),
            at=one.opened_at, key=str(one.id),
        )
        for one in await search_incidents(text)
    ]  # fmt: skip


async def unsigned_days() -> list[UnsignedDay]:
    """The days of the last two months with how many of their records wait for a signature."""
    return await database.rows(UnsignedDay, UNSIGNED, clock.today() - LATELY)
