"""The lines of duty records: those of one record, of one event, and of all that are written in now (DUTY-1)."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.foundation.database import Asked


class Entry(msgspec.Struct, frozen=True):
    """A line of a record."""

    id: UUID
    at: datetime
    person_name: str
    kind: str
    words: str
    handling: str
    place: str
    fault: bool
    incident: UUID | None
    corrects: UUID | None
    corrected_at: datetime | None


class Written(Entry, frozen=True, kw_only=True):
    """A line with its record, and the check it answers."""

    record: UUID
    duty_check: UUID | None


COLUMNS = "e.id, e.at, p.name, e.kind, e.words, e.handling, e.place, e.fault, e.incident, e.corrects, c.at"
LINES = """from duty_entry e join person p on p.property = e.property and p.id = e.person
           left join duty_entry c on c.property = e.property and c.record = e.record and c.id = e.corrects """
OF_RECORD = f"select {COLUMNS} {LINES} where e.record = $1 order by e.at, e.id limit 1000"
OF_INCIDENT = f"select {COLUMNS} {LINES} where e.incident = $1 order by e.at, e.id limit 1000"
WRITTEN = f"""select {COLUMNS}, e.record, e.duty_check {LINES}
               join duty_record r on r.property = e.property and r.id = e.record and r.state = 'open'
              order by e.at desc, e.id desc limit 600"""


def written() -> Asked[Written]:
    """The lines of every open record, the newest first: one statement, whichever of the records is shown."""
    return Asked(Written, WRITTEN)
