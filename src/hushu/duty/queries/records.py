"""Duty records: those that are open, one with everything written in it, and a day's (DUTY-1)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from hushu.desk.queries.handover import Call, calls_taken
from hushu.duty.queries.entries import OF_RECORD, Entry
from hushu.foundation import clock, database
from hushu.foundation.database import Asked
from hushu.foundation.refusals import NotHere


class Record(msgspec.Struct, frozen=True):
    """The record of one shift. over_minutes: how long its holder stayed beyond its end.

    gives_night: whether the night register goes over with it, to the day desk (DESK-15). counts_at: the place whose things are
    counted then, empty for all.
    """

    id: UUID
    team: UUID
    team_key: str
    team_name: str
    day: date
    shift: str
    shift_name: str
    letter: str
    person: UUID
    person_name: str
    begins_at: datetime
    ends_at: datetime
    begun_at: datetime
    planned: bool
    why: str
    state: str
    ended_at: datetime | None
    over_minutes: int
    relieved_by: UUID | None
    gives_night: bool
    counts_at: str
    seen_by: str
    seen_at: datetime | None

    @property
    def open(self) -> bool:
        """Whether it is still written in."""
        return self.state == "open"


class Given(msgspec.Struct, frozen=True):
    """How a record went over: who gave it to whom."""

    record: UUID
    into_record: UUID
    gave: str
    took: str
    done_at: datetime


class Override(msgspec.Struct, frozen=True):
    """That the manager let a handover go on. keys: what of it was let pass."""

    record: UUID
    name: str
    at: datetime
    reason: str
    held: str
    keys: list[str]


class Whole(msgspec.Struct, frozen=True):
    """A record with what was written, what the log holds of its holder, and how it came and went."""

    record: Record
    entries: list[Entry]
    calls: list[Call]
    given: Given | None
    taken: list[Given]
    overrides: list[Override]


RECORD = """select r.id, r.team, t.key, t.name, r.day, s.key, s.name, s.letter, r.person, p.name, r.begins_at, r.ends_at,
                   r.begun_at, r.planned, r.why, r.state, r.ended_at, r.over_minutes, d.relieved_by,
                   coalesce(f.takes_night and f.team <> r.team, false), coalesce(d.counts_at, ''), coalesce(v.name, ''), x.at
              from duty_record r join roster_team t on t.property = r.property and t.id = r.team
              join shift s on s.property = r.property and s.id = r.shift
              join person p on p.property = r.property and p.id = r.person
              left join duty_team d on d.property = r.property and d.team = r.team
              left join duty_team f on f.property = d.property and f.team = d.relieved_by
              left join duty_sight x on x.property = r.property and x.record = r.id
              left join person v on v.property = r.property and v.id = x.person """
GIVEN = """select h.record, h.into_record, g.name, t.name, h.done_at from duty_handover h
             join person g on g.property = h.property and g.id = h.outgoing
             join person t on t.property = h.property and t.id = h.incoming
            where h.done_at is not null and (h.record = $1 or h.into_record = $1) order by h.done_at"""
OVERRIDES = """select o.record, p.name, o.at, o.reason, o.held, o.keys from duty_override o
                 join person p on p.property = o.property and p.id = o.person
                where o.record = $1 or o.record in (select h.record from duty_handover h where h.into_record = $1)
                order by o.at"""
LATEST = RECORD + "order by r.day desc, r.begins_at desc, t.place limit $1"
OPEN = RECORD + "where r.state = 'open' order by t.place, r.begins_at"
OF_DAY = RECORD + "where r.day = $1 order by t.place, r.begins_at"


async def record(wanted: UUID, *, lock: bool = False) -> Record:
    """One record, held until the end of the transaction where asked. Raises NotHere."""
    sql = RECORD + "where r.id = $1" + (" for no key update of r" if lock else "")
    found = await database.row(Record, sql, wanted)
    if found is None:
        raise NotHere
    return found


async def records(most: int = 90) -> list[Record]:
    """The latest records, newest first."""
    return await database.rows(Record, LATEST, most)


def open_records() -> Asked[Record]:
    """The records that are written in now, to be asked together with others."""
    return Asked(Record, OPEN)


async def whole(wanted: UUID) -> Whole:
    """A record with everything in it. Raises NotHere."""
    found = await record(wanted)
    return _whole(found, await database.together(*_asked(found)))


async def of_day(day: date) -> list[Whole]:
    """All records of a day with everything in them, for whoever reads and signs them (DUTY-7): two statements."""
    found = await database.rows(Record, OF_DAY, day)
    asked = [part for one in found for part in _asked(one)]
    parts = iter(await database.together(*asked) if asked else [])
    return [_whole(one, [next(parts) for _ in _asked(one)]) for one in found]


def _asked(found: Record) -> tuple[Asked[Any], ...]:
    until = found.ended_at or clock.now()
    return (
        Asked(Entry, OF_RECORD, (found.id,)), calls_taken(found.person, found.begun_at, until),
        Asked(Given, GIVEN, (found.id,)), Asked(Override, OVERRIDES, (found.id,)),
    )  # fmt: skip


def _whole(found: Record, parts: Sequence[list[Any]]) -> Whole:
    entries, calls, given, overrides = parts
    gave = next((one for one in given if one.record == found.id), None)
    took = [one for one in given if one.into_record == found.id]
    return Whole(found, entries, calls, gave, took, overrides)
