"""Writing into a duty record: as it happens, each line for good (DUTY-1)."""

from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from hushu.duty.queries.records import Record, record
from hushu.duty.queries.setup import setup
from hushu.foundation import clock, database, live
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict, NotHere, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import DEFAULT, N_, translate

TOPIC = "duty"
WRITE = """insert into duty_entry (id, record, at, person, kind, words, handling, place, fault, duty_check, incident, corrects)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"""
HANDED = N_(
    "This shift has been handed over. What is to be added stands as a correction on its record."
)
DONE = N_("Somebody has answered this check a moment ago.")
NOT_YET = N_("This check is due at %(time)s.")
FAULT = N_("Write what is wrong and what was done about it.")
OF_THIS = "select exists (select 1 from duty_entry where record = $1 and id = $2)"


class NewEntry(msgspec.Struct, frozen=True):
    """A line as it is written; `check`, `incident` and `corrects` name what it is about."""

    kind: str
    words: str
    handling: str = ""
    place: str = ""
    fault: bool = False
    check: UUID | None = None
    incident: UUID | None = None
    corrects: UUID | None = None


def in_record(message: str, **values: Any) -> str:
    """Words of ours as they stand in a record: in the language of the property's papers, whoever acts."""
    return translate(message, DEFAULT, **values)


async def enter(into: UUID, new: NewEntry) -> UUID:
    """One line of the acting person; the time is the server's."""
    made = new_id()
    await database.execute(
        WRITE, made, into, clock.now(), me(), new.kind, new.words, new.handling, new.place, new.fault, new.check, new.incident,
        new.corrects,
    )  # fmt: skip
    live.changed(TOPIC)
    return made


async def open_record(wanted: UUID) -> Record:
    """A record that is still written in, held until the end of the transaction. Raises NotHere, Conflict."""
    found = await record(wanted, lock=True)
    if not found.open:
        raise Conflict(HANDED)
    return found


async def write(wanted: UUID, kind: str, words: str, *, handling: str, place: str) -> UUID:
    """A situation and its handling, or a call taken. Raises NotHere, Conflict."""
    await open_record(wanted)
    return await enter(wanted, NewEntry(kind, words, handling, place))


async def correct(wanted: UUID, entry: UUID, words: str) -> UUID:
    """What is to be said to a line afterwards; the line stays as it was. Raises NotHere."""
    await record(wanted)
    if not await database.value(OF_THIS, wanted, entry):
        raise NotHere
    return await enter(wanted, NewEntry("correction", words, corrects=entry))


async def tick(wanted: UUID, check: UUID, *, fault: bool, words: str) -> UUID:
    """A check of the shift was made: all in order, or what is wrong. Raises NotHere, Conflict, Refused."""
    found = await open_record(wanted)
    due = (await setup()).due(found.team, found.begins_at, found.ends_at)
    asked = next((one for one in due if one.check.id == check), None)
    if asked is None:
        raise NotHere
    if asked.at > clock.now():
        raise Refused("", NOT_YET, time=f"{asked.at:%H:%M}")
    if fault and not words:
        raise Refused("found", FAULT)
    said = words or in_record(N_("In order"))
    try:
        async with database.savepoint():
            return await enter(
                wanted, NewEntry("check", asked.check.words, said, fault=fault, check=check)
            )
    except asyncpg.UniqueViolationError:
        raise Conflict(DONE) from None
