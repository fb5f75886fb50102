"""One line of the log with everything that became of it; one message; one matter."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import database
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import NotHere


class ShownLine(msgspec.Struct, frozen=True):
    """A line as its page shows it."""

    id: UUID
    at: datetime
    kind: str
    channel: str
    caller: str
    company: str
    unit: str
    building: str
    phone: str
    matter: str
    matter_kind: str
    outcome: str
    register: str
    register_day: date
    taken_by: str
    urgent: bool
    script: str
    state: str
    for_person: str
    first_promised_at: datetime | None
    matter_id: UUID | None
    owner: str
    promised_at: datetime | None
    matter_state: str
    answer: str
    answered_at: datetime | None
    message_id: UUID | None
    message_for: str
    read_at: datetime | None
    back_at: datetime | None
    told_at: datetime | None


async def line(line_id: UUID) -> ShownLine:
    """The line with its matter and its message. Raises NotHere."""
    found = await database.row(
        ShownLine,
        """select l.id, l.at, l.kind, l.channel, l.caller, l.company, l.unit, l.building, l.phone, l.matter, l.matter_kind,
                  l.outcome, l.register, l.register_day, p.name, l.urgent, l.script, l.state, coalesce(f.name, ''), l.promised_at,
                  m.id, coalesce(o.name, ''), m.promised_at, coalesce(m.state, ''), coalesce(m.answer, ''), m.answered_at,
                  g.id, coalesce(a.name, ''), g.read_at, g.back_at, g.told_at
             from log_line l join person p on p.property = l.property and p.id = l.taken_by
             left join person f on f.property = l.property and f.id = l.for_person
             left join lateral (select * from matter m where m.property = l.property and m.line = l.id
                                 order by m.handed_at desc limit 1) m on true
             left join person o on o.property = l.property and o.id = m.owner
             left join message g on g.property = l.property and g.line = l.id
             left join person a on a.property = l.property and a.id = g.for_person
            where l.id = $1""",
        line_id,
    )
    if found is None:
        raise NotHere
    return found


class Correction(msgspec.Struct, frozen=True):
    """One addition to a line."""

    field: str
    old: str
    new: str
    why: str
    by: str
    at: datetime


async def corrections(line_id: UUID) -> list[Correction]:
    """What was added to the line, in order."""
    return await database.rows(
        Correction,
        """select c.field, c.old, c.new, c.why, p.name, c.at from line_correction c
             join person p on p.property = c.property and p.id = c.person where c.line = $1 order by c.at, c.id""",
        line_id,
    )


class Step(msgspec.Struct, frozen=True):
    """One thing that became of it."""

    deed: str
    words: str
    by: str
    to: str
    at: datetime


STEPS = """select s.deed, s.words, coalesce(p.name, ''), coalesce(t.name, ''), s.at from desk_step s
             left join person p on p.property = s.property and p.id = s.person
             left join person t on t.property = s.property and t.id = s.to_person """


async def steps(*, line_id: UUID | None = None, message_id: UUID | None = None) -> list[Step]:
    """What became of a line or of a message, in order."""
    if line_id is not None:
        return await database.rows(Step, STEPS + "where s.line = $1 order by s.at, s.id", line_id)
    return await database.rows(Step, STEPS + "where s.message = $1 order by s.at, s.id", message_id)


class ShownMessage(msgspec.Struct, frozen=True):
    """A message as its page shows it."""

    id: UUID
    line: UUID | None
    sender: UUID
    sender_name: str
    person: UUID
    person_name: str
    caller: str
    company: str
    phone: str
    words: str
    urgent: bool
    left_at: datetime
    read_at: datetime | None
    back_at: datetime | None
    told_at: datetime | None
    done_at: datetime | None
    reply: str


async def message(message_id: UUID) -> ShownMessage:
    """A message, for the one it is for, the one who left it, and the desk. Raises NotHere for everybody else."""
    found = await database.row(
        ShownMessage,
        """select g.id, g.line, g.from_person, s.name, g.for_person, p.name, g.caller, g.company, g.phone, g.words, g.urgent,
                  g.left_at, g.read_at, g.back_at, g.told_at, g.done_at, g.reply
             from message g join person s on s.property = g.property and s.id = g.from_person
             join person p on p.property = g.property and p.id = g.for_person where g.id = $1""",
        message_id,
    )
    if found is None or not (me() in (found.sender, found.person) or here().may("desk.read")):
        raise NotHere
    return found


class ShownMatter(msgspec.Struct, frozen=True):
    """A matter as its page shows it."""

    id: UUID
    line: UUID
    owner: UUID
    owner_name: str
    handed_by: UUID
    handed_by_name: str
    handed_at: datetime
    first_promised_at: datetime
    promised_at: datetime
    state: str
    answer: str
    answered_by: str
    answered_at: datetime | None
    at: datetime
    kind: str
    caller: str
    company: str
    unit: str
    phone: str
    matter: str
    matter_kind: str
    urgent: bool


async def matter(matter_id: UUID) -> ShownMatter:
    """A matter, for its owner and superior, for who handed it on, and for the desk. Raises NotHere otherwise."""
    found = await database.row(
        ShownMatter,
        """select m.id, m.line, m.owner, o.name, m.handed_by, h.name, m.handed_at, m.first_promised_at, m.promised_at, m.state,
                  m.answer, coalesce(a.name, ''), m.answered_at, l.at, l.kind, l.caller, l.company, l.unit, l.phone,
                  l.matter, l.matter_kind, l.urgent
             from matter m join log_line l on l.property = m.property and l.id = m.line
             join person o on o.property = m.property and o.id = m.owner
             join person h on h.property = m.property and h.id = m.handed_by
             left join person a on a.property = m.property and a.id = m.answered_by
            where m.id = $1 and ($3 or $2 in (m.owner, m.handed_by, o.superior))""",
        matter_id, me(), here().may("desk.read"),
    )  # fmt: skip
    if found is None:
        raise NotHere
    return found
