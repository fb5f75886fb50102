"""Writing a line, and adding to it; its first wording stays (DESK-10, DESK-11, DESK-16)."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.desk import rules
from hushu.desk.commands.matters import hand_to
from hushu.desk.commands.messages import leave_message
from hushu.desk.commands.steps import somebody_here
from hushu.desk.events import LineCorrected, LineWritten
from hushu.desk.queries.board import Hours, hours
from hushu.desk.queries.line import line as line_of
from hushu.desk.tables import LineCorrection
from hushu.foundation import clock, database, live
from hushu.foundation.events import emit
from hushu.foundation.filters import clock_time
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import Refused
from hushu.foundation.tables import insert, new_id
from hushu.foundation.translation import N_, translate
from hushu.premises.queries import recognise
from hushu.premises.rules import phone_key, unit_code


class NewLine(msgspec.Struct, kw_only=True):
    """What is known of a contact when its line is written."""

    kind: rules.Kind
    matter: str
    matter_kind: rules.MatterKind
    outcome: rules.Outcome
    caller: str = ""
    company: str = ""
    unit: str = ""
    phone: str = ""
    for_person: UUID | None = None
    promised_at: datetime | None = None
    script: str = ""
    urgent: bool = False
    channel: rules.Channel | None = None
    separate: bool = False


WRITE = """insert into log_line (id, at, kind, channel, caller, company, unit, building, household, phone, matter, matter_kind,
             outcome, register, register_day, taken_by, for_person, promised_at, urgent, script, state, search)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)"""


async def write_line(new: NewLine) -> UUID:
    """Writes the line; a message or a matter that follows from it is made with it. Raises Refused."""
    new.phone = phone_key(new.phone)
    if new.phone:
        await database.alone(f"write {new.phone}")
    ground = await hours(new.phone)
    _check_same_call(new, ground)
    line = await _write(new, ground, clock.now())
    await _follow(line, new)
    await database.execute("delete from call_in_progress where person = $1", me())
    live.changed("desk")
    return line


async def _write(new: NewLine, ground: Hours, now: datetime) -> UUID:
    local = clock.local(now)
    register = rules.register_at(local.time(), ground.opens, ground.closes)
    person = new.for_person if new.outcome != "answered" else None
    rules.check_outcome(
        new.outcome,
        register,
        person=person is not None,
        urgent=new.urgent,
        night_right=here().may("desk.night"),
    )
    promised = None
    if new.outcome in rules.NEEDS_PROMISE and person is not None:
        promised = rules.check_promise(new.promised_at, now)
    if person is not None:
        await somebody_here(person)
    building, household, unit = await _premises(new)
    line = new_id()
    channel = rules.channel_of(new.kind, new.channel)
    day = rules.register_day(local, ground.opens, ground.closes)
    search = rules.search_text(new.caller, new.company, unit, new.phone, new.matter)
    await database.execute(
        WRITE, line, now, new.kind, channel, new.caller, new.company, unit, building, household, new.phone, new.matter,
        new.matter_kind, new.outcome, register, day, me(), person, promised, new.urgent, new.script,
        rules.first_state(new.outcome), search,
    )  # fmt: skip
    await emit(LineWritten(line, new.kind, new.matter_kind, new.outcome, household, new.urgent))
    return line


async def _premises(new: NewLine) -> tuple[str, UUID | None, str]:
    """Building, household and the room's proper label where the caller is recognised beyond doubt; else as typed."""
    if not new.unit and not new.phone:
        return "", None, ""
    found = await recognise(phone=new.phone, unit=new.unit)
    if new.unit:
        found = [one for one in found if unit_code(one.label) == unit_code(new.unit)]
    if not found:
        return "", None, new.unit
    if len({one.unit for one in found}) > 1:
        return "", None, new.unit
    same = [one for one in found if one.phone == new.phone or one.name in (new.company, new.caller)]
    chosen = same[0] if same else found[0] if len(found) == 1 else None
    return found[0].building, chosen.household if chosen else None, found[0].label


def _check_same_call(new: NewLine, ground: Hours) -> None:
    """Two receptionists on one call write one line, unless they say that it is another call. Raises Refused."""
    if ground.line is not None and not new.separate:
        raise Refused(
            "phone", N_("%(name)s wrote this call at %(time)s. Add to that line, or tick that it is another call."),
            name=ground.by, time=clock_time(ground.at),
        )  # fmt: skip


async def _follow(line: UUID, new: NewLine) -> None:
    """What a line sets going: words for the absent, or a matter for the one who will answer."""
    if new.outcome == "message" and new.for_person:
        await leave_message(
            new.for_person,
            new.matter,
            line=line,
            caller=new.caller,
            company=new.company,
            phone=new.phone,
            urgent=new.urgent,
        )
    elif new.outcome in rules.NEEDS_PROMISE and new.for_person and new.promised_at:
        await hand_to(line, new.for_person, new.promised_at)


async def correct_line(line_id: UUID, field: str, new: str, why: str) -> None:
    """Adds a correction; the first wording stays readable beside it (DESK-10). Raises Refused, NotHere."""
    line = await line_of(line_id)
    if field not in rules.CORRECTABLE:
        raise Refused("field", N_("Choose what is corrected."))
    choices = {"kind": rules.KINDS, "matter_kind": rules.MATTER_KINDS}.get(field)
    if choices is not None and new not in choices:
        by_word = {translate(words): key for key, words in choices.items()}
        if new not in by_word:
            raise Refused("new", N_("Choose one of: %(words)s"), words="、".join(by_word))
        new = by_word[new]
    new = phone_key(new) if field == "phone" else new
    old = "" if field == "addition" else await wording(line_id, field, str(getattr(line, field)))
    if new == old or (not new and field in ("addition", "matter")):
        raise Refused("new", N_("This is what stands there already. Write the corrected wording."))
    await insert(
        LineCorrection(
            line=line_id, field=field, old=old, new=new, why=why, person=me(), at=clock.now()
        )
    )
    name, number = (
        (new if field in ("caller", "company") else ""),
        (new if field == "phone" else ""),
    )
    added = rules.search_text(name, "", "", number, "" if field == "phone" else new)
    await database.execute(
        "update log_line set corrections = corrections + 1, search = search || ' ' || $2 where id = $1",
        line_id,
        added,
    )
    await emit(LineCorrected(line_id, field))
    live.changed("desk")


async def wording(line_id: UUID, field: str, first: str) -> str:
    """What the field says now: the last correction, or the first wording."""
    found = await database.value(
        "select new from line_correction where line = $1 and field = $2 order by at desc, id desc limit 1",
        line_id,
        field,
    )
    return first if found is None else str(found)


async def note_call(phone: str) -> None:
    """Remembers for two minutes that this person has this number on the telephone (DESK-16)."""
    number = phone_key(phone)
    if len(number) < 7:
        return
    fresh = await database.execute(
        """insert into call_in_progress as c (id, person, phone, at) values ($1, $2, $3, $4)
           on conflict (property, person) do update set phone = excluded.phone, at = excluded.at
            where c.phone <> excluded.phone or c.at < excluded.at - $5::interval""",
        new_id(), me(), number[:30], clock.now(), rules.SAME_CALL / 2,
    )  # fmt: skip
    if fresh:  # only news is told: pages that hear of it look again and say once more who they are
        live.changed("calls")
