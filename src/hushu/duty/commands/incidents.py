"""Emergencies and whatever else stays open until somebody ends it (DUTY-4, DUTY-6, DUTY-8)."""

from datetime import time
from uuid import UUID

from hushu.duty.commands.entries import TOPIC, NewEntry, enter, in_record, open_record
from hushu.duty.commands.records import leaders, superiors
from hushu.duty.queries.incidents import Incident, incident
from hushu.duty.rules.reports import due_day
from hushu.duty.rules.words import INCIDENTS, REPORTED, SORTS
from hushu.foundation import clock, database, live, outbox
from hushu.foundation.opened import here, me, setting
from hushu.foundation.refusals import Conflict, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.notices.commands import notify

OPEN = """insert into duty_incident (id, record, kind, sort, place, words, opened_by, opened_at)
          values ($1, $2, $3, $4, $5, $6, $7, $8)"""
END = """update duty_incident set ended_by = $2, ended_at = $3, ended_words = $4 where id = $1 and ended_at is null"""
REPORT = "insert into duty_report (id, incident, writer, due_at) values ($1, $2, $3, $4)"
# The record that runs now: of the same team, else of whichever is on duty.
RUNNING = """select n.id from duty_record r join duty_record n on n.property = r.property and n.state = 'open'
              where r.id = $1 order by n.team = r.team desc, n.id = r.id desc, n.begins_at desc limit 1"""
MORNING, LAST_MINUTE = time(9), time(23, 59)
ENDED = N_("Somebody has ended this a moment ago.")
PLACE = N_("Say where it is.")
ALARM = N_("%(what)s: %(words)s (%(place)s), reported by %(name)s")


async def open_incident(record: UUID, kind: str, *, sort: str, place: str, words: str) -> UUID:
    """Something begins that stays open. An emergency and a major event are told at once, and owe a report by the next day.

    Raises NotHere, Conflict, Refused.
    """
    await open_record(record)
    if kind in REPORTED and not place:
        raise Refused("where", PLACE)
    made, now = new_id(), clock.now()
    await database.execute(OPEN, made, record, kind, sort, place, words, me(), now)
    await enter(
        record,
        NewEntry("incident", f"{in_record(INCIDENTS[kind])}：{words}", place=place, incident=made),
    )
    if kind in REPORTED:
        await _ask_report(made)
        await _alarm(made, kind, sort, place, words)
    return made


async def _ask_report(made: UUID) -> None:
    """The report of whoever opened it, due by the end of the next day; watched from that day's morning on."""
    day = due_day(clock.today(), int(setting("major_event_report_days", 1)))
    due = clock.at(day, LAST_MINUTE)
    await database.execute(REPORT, new_id(), made, me(), due)
    for name, moment in (("morning", clock.at(day, MORNING)), ("over", due)):
        await outbox.send(
            "duty.report_due", due=moment, once=f"duty.report:{name}:{made}", incident=str(made)
        )


async def _alarm(made: UUID, kind: str, sort: str, place: str, words: str) -> None:
    """The leader on call, the manager and the supervisor hear of it at once."""
    what = in_record(SORTS[sort] if sort in SORTS else INCIDENTS[kind])
    for person in dict.fromkeys([*await leaders(), *await superiors()]):
        await notify(
            person, "duty.alarm", ALARM, link=at(f"/duty/incidents/{made}"), what=what, words=words[:120], place=place,
            name=here().person_name,
        )  # fmt: skip


async def add_line(wanted: UUID, words: str, handling: str) -> None:
    """What happens meanwhile and what is done, into the record that runs now. Raises NotHere, Conflict."""
    found = await incident(wanted)
    into = await database.value(RUNNING, found.record) or found.record
    await open_record(into)
    await enter(into, NewEntry("incident", words, handling, found.place, incident=wanted))


async def end_incident(wanted: UUID, words: str) -> Incident:
    """It is over, with how it ended. Raises NotHere, Conflict."""
    found = await incident(wanted, lock=True)
    if not await database.execute(END, wanted, me(), clock.now(), words):
        raise Conflict(ENDED)
    into = await database.value(RUNNING, found.record)
    if into is not None:
        await open_record(into)
        said = f"{in_record(N_('Ended'))}：{words}"
        await enter(into, NewEntry("incident", said, place=found.place, incident=wanted))
    live.changed(TOPIC)
    return found
