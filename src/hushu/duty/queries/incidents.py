"""Emergencies, major events, equipment started or stopped, repairs of public areas: what is open, and one with its course."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.duty.queries.entries import OF_INCIDENT, Entry
from hushu.foundation import database
from hushu.foundation.database import Asked
from hushu.foundation.refusals import NotHere
from hushu.foundation.search import liked


class Incident(msgspec.Struct, frozen=True):
    """One of them, open until somebody ends it."""

    id: UUID
    record: UUID
    kind: str
    sort: str
    place: str
    words: str
    opened_by: str
    opened_at: datetime
    ended_by: str
    ended_at: datetime | None
    ended_words: str
    team_name: str
    shift_name: str


class Report(msgspec.Struct, frozen=True):
    """The written report of one, handed in or owed."""

    id: UUID
    incident: UUID
    writer: UUID
    writer_name: str
    due_at: datetime
    words: str
    handed_in_at: datetime | None
    handed_in_by: str
    read_at: datetime | None
    read_by: str


INCIDENT = """select i.id, i.record, i.kind, i.sort, i.place, i.words, o.name, i.opened_at, coalesce(e.name, ''), i.ended_at,
                     i.ended_words, t.name, s.name
                from duty_incident i join person o on o.property = i.property and o.id = i.opened_by
                join duty_record r on r.property = i.property and r.id = i.record
                join roster_team t on t.property = r.property and t.id = r.team
                join shift s on s.property = r.property and s.id = r.shift
                left join person e on e.property = i.property and e.id = i.ended_by """
OPEN = (
    INCIDENT
    + "where i.ended_at is null order by array_position('{emergency,major,equipment,repair}', i.kind), i.opened_at"
)
REPORT = """select q.id, q.incident, q.writer, w.name, q.due_at, q.words, q.handed_in_at, coalesce(h.name, ''), q.read_at,
                   coalesce(v.name, '')
              from duty_report q join person w on w.property = q.property and w.id = q.writer
              left join person h on h.property = q.property and h.id = q.handed_in_by
              left join person v on v.property = q.property and v.id = q.read_by where q.incident = $1"""
LATEST = INCIDENT + "order by i.ended_at is null desc, i.opened_at desc limit $1"
FOUND = INCIDENT + "where i.words ilike $1 or i.place ilike $1 order by i.opened_at desc limit 8"


def open_incidents() -> Asked[Incident]:
    """Those that nobody has ended, the gravest first; to be asked together with others."""
    return Asked(Incident, OPEN)


async def incident(wanted: UUID, *, lock: bool = False) -> Incident:
    """One, held until the end of the transaction where asked. Raises NotHere."""
    sql = INCIDENT + "where i.id = $1" + (" for no key update of i" if lock else "")
    found = await database.row(Incident, sql, wanted)
    if found is None:
        raise NotHere
    return found


async def incidents(most: int = 60) -> list[Incident]:
    """The latest, open ones first."""
    return await database.rows(Incident, LATEST, most)


async def search_incidents(text: str) -> list[Incident]:
    """Those with these words."""
    return await database.rows(Incident, FOUND, f"%{liked(text)}%")


async def report_of(wanted: UUID, *, lock: bool = False) -> Report | None:
    """The report of an incident, or None where none is asked for."""
    return await database.row(Report, REPORT + (" for no key update of q" if lock else ""), wanted)


async def course(wanted: UUID) -> tuple[Incident, Report | None, list[Entry]]:
    """One with its report and its lines. Raises NotHere."""
    found, reports, lines = await database.together(
        Asked(Incident, INCIDENT + "where i.id = $1", (wanted,)), Asked(Report, REPORT, (wanted,)),
        Asked(Entry, OF_INCIDENT, (wanted,)),
    )  # fmt: skip
    if not found:
        raise NotHere
    return found[0], next(iter(reports), None), lines
