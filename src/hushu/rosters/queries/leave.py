"""Reads about leave: one's own, and what others ask (ROST-7)."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import database
from hushu.foundation.database import Asked
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import NotHere
from hushu.rosters.queries.takers import TeamOf, teams_seen_by


class Leave(msgspec.Struct, frozen=True):
    """Days off that somebody asks for, or has. certificate: the file of a doctor's certificate."""

    id: UUID
    person: UUID
    name: str
    kind: str
    first: date
    last: date
    words: str
    stand_in: UUID | None
    certificate: UUID | None
    state: str
    asker: str
    asked_at: datetime
    paper: UUID | None
    why: str


LEAVE = """select l.id, l.person, p.name, l.kind, l.first, l.last, l.words, l.stand_in, l.certificate, l.state,
                  a.name, l.asked_at, l.paper, l.why
             from leave_request l join person p on p.property = l.property and p.id = l.person
             join person a on a.property = l.property and a.id = l.asked_by """
# Whoever falls ill is away at once; every other leave counts when it is granted.
AWAY = "(l.state = 'granted' or (l.state = 'asked' and l.kind = 'sick'))"


async def leave(leave_id: UUID, *, lock: bool = False) -> Leave:
    """One leave, held until the end of the transaction where asked. Raises NotHere."""
    sql = LEAVE + "where l.id = $1" + (" for no key update of l" if lock else "")
    found = await database.row(Leave, sql, leave_id)
    if found is None:
        raise NotHere
    return found


async def certificate_of(leave_id: UUID) -> UUID:
    """The file of the doctor's certificate, for the person and for who plans. Raises NotHere."""
    found = await leave(leave_id)
    if found.certificate is None or not (found.person == me() or here().may("rosters.edit")):
        raise NotHere
    return found.certificate


async def leaves_of(person: UUID, away: UUID) -> tuple[list[Leave], list[TeamOf]]:
    """A person's leaves, the newest first; and the teams as whoever is to be away stands to them."""
    own = LEAVE + "where l.person = $1 order by l.first desc, l.id limit 60"
    leaves, teams = await database.together(Asked(Leave, own, (person,)), teams_seen_by(away))
    return leaves, teams


async def leaves_between(first: date, last: date) -> list[Leave]:
    """Everybody's leaves that touch these days, refused and withdrawn ones apart."""
    sql = f"{LEAVE} where l.first <= $2 and l.last >= $1 and l.state in ('asked', 'granted') order by l.first, p.sort_key, l.id"
    return await database.rows(Leave, sql, first, last)


async def without_certificate(before: date, since: date) -> list[Leave]:
    """Sick leaves that ended before that day, and since the other, and still lack the doctor's certificate."""
    sql = f"""{LEAVE} where l.kind = 'sick' and {AWAY} and l.certificate is null and l.last < $1 and l.last >= $2
                and p.closed_at is null order by l.last, l.id"""
    return await database.rows(Leave, sql, before, since)
