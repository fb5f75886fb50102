"""The written report of a major event: drafted from the record, handed in, read by the manager (DUTY-6; H0 15.1.6)."""

from uuid import UUID

from hushu.duty.commands.entries import TOPIC
from hushu.duty.commands.records import superiors
from hushu.duty.queries.incidents import Report, incident, report_of
from hushu.foundation import clock, database, live
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import Conflict, NotAllowed, NotHere
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.notices.commands import notify
from hushu.people.queries import holders

KEEP = "update duty_report set words = $2 where incident = $1"
HAND_IN = (
    "update duty_report set words = $2, handed_in_at = $3, handed_in_by = $4 where incident = $1"
)
READ = "update duty_report set read_at = $2, read_by = $3 where incident = $1 and handed_in_at is not null and read_at is null"
HEIR = "update duty_report set writer = $2 where writer = $1 and handed_in_at is null"
IN_ALREADY = N_("This report has been handed in and stays as it is.")
READ_ALREADY = N_("Somebody has read this report already, or it is not handed in yet.")
HANDED_IN = N_("%(name)s has handed in the report on “%(words)s”.")
DUE = N_("The report on “%(words)s” is due by %(time)s.")
LATE = N_("The report on “%(words)s” is late; %(name)s owes it.")


async def _owed(wanted: UUID) -> Report:
    """The report, held, for its writer or a superior. Raises NotHere, NotAllowed, Conflict."""
    found = await report_of(wanted, lock=True)
    if found is None:
        raise NotHere
    if me() != found.writer and not here().may("duty.override"):
        raise NotAllowed
    if found.handed_in_at is not None:
        raise Conflict(IN_ALREADY)
    return found


async def keep_report(wanted: UUID, words: str) -> None:
    """What is written so far. Raises NotHere, NotAllowed, Conflict."""
    await _owed(wanted)
    await database.execute(KEEP, wanted, words)


async def hand_in(wanted: UUID, words: str) -> None:
    """The report goes to the manager and stays as it is. Raises NotHere, NotAllowed, Conflict."""
    await _owed(wanted)
    about = await incident(wanted)
    await database.execute(HAND_IN, wanted, words, clock.now(), me())
    for leader in await holders("manager"):
        await notify(
            leader.id, "duty.report", HANDED_IN, link=at(f"/duty/incidents/{wanted}"), name=here().person_name,
            words=about.words[:60],
        )  # fmt: skip
    live.changed(TOPIC)
    live.changed("inbox")


async def read_report(wanted: UUID) -> None:
    """The manager has read it. Raises Conflict."""
    if not await database.execute(READ, wanted, clock.now(), me()):
        raise Conflict(READ_ALREADY)
    live.changed(TOPIC)
    live.changed("inbox")


async def remind(wanted: UUID) -> None:
    """Its writer hears when it is due, the superiors once it is late. Nobody does once it is in."""
    found, about = await report_of(wanted), await incident(wanted)
    if found is None or found.handed_in_at is not None:
        return
    link, words, shown = (
        at(f"/duty/incidents/{wanted}"),
        about.words[:60],
        f"{clock.local(found.due_at):%m-%d %H:%M}",
    )
    await notify(
        found.writer, "duty.report_due", DUE, link=link, due=found.due_at, words=words, time=shown
    )
    if clock.now() >= found.due_at:
        for person in await superiors():
            await notify(
                person,
                "duty.report_late",
                LATE,
                link=link,
                due=found.due_at,
                words=words,
                name=found.writer_name,
            )


async def pass_on(leaver: UUID, successor: UUID) -> None:
    """Reports that a leaver owes are their successor's; an open shift is handed over on its own page (PPL-4)."""
    if await database.execute(HEIR, leaver, successor):
        live.changed("inbox")
