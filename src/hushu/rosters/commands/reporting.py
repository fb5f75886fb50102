"""The month's attendance goes to the personnel office: frozen, signed, sent (ROST-10, H0 1.1.3)."""

from datetime import date
from uuid import UUID

import msgspec

from hushu.foundation import clock, database, live
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_, translate
from hushu.rosters.commands.attendance import TOPIC
from hushu.rosters.queries.report import Report, report, standing
from hushu.signing import commands as signing
from hushu.signing.events import PaperAgreed, PaperRefused, PaperReturned, PaperWithdrawn

CHAIN, SUBJECT = "attendance_report", "attendance"
Over = PaperRefused | PaperReturned | PaperWithdrawn
NOBODY = N_("Nobody had a shift in force in this period.")
TOO_EARLY = N_("The period runs until %(day)s; it is reported when its last shift is over.")
TWICE = N_("This month was sent already.")
NEW = """insert into attendance_report (id, month, first, last, rows, state, made_by, made_at)
         values ($1, $2, $3, $4, $5, 'signing', $6, $7) on conflict do nothing returning id"""
STATE = "update attendance_report set state = $2, ended_at = $3 where id = $1 and state = 'signing'"


async def send_report(month: date) -> UUID:
    """Freezes the month and sends it to its signers; gives the paper. Raises Refused, Conflict."""
    found = await standing(month)
    if found.days[-1] >= clock.today() or found.open:
        raise Refused("", TOO_EARLY, day=f"{found.days[-1]:%m-%d}")
    if not found.totals:
        raise Refused("", NOBODY)
    rows = msgspec.json.encode(found.totals).decode()
    made = await database.value(
        NEW, new_id(), month, found.days[0], found.days[-1], rows, me(), clock.now()
    )
    if made is None:
        raise Conflict(TWICE)
    await signing.ensure_chain(CHAIN)
    one = await report(made)
    paper = await signing.start(
        CHAIN,
        subject=SUBJECT,
        subject_id=one.id,
        title=title_of(one),
        content={"rows": msgspec.json.decode(rows)},
    )
    await database.execute("update attendance_report set paper = $2 where id = $1", made, paper)
    live.changed(TOPIC)
    return paper


async def paper_agreed(fact: PaperAgreed) -> None:
    """Signed by everybody: reported."""
    if fact.subject == SUBJECT:
        await database.execute(STATE, fact.subject_id, "reported", clock.now())
        live.changed(TOPIC)


async def paper_over(fact: Over) -> None:
    """Not agreed: what is wrong is corrected, and the month is sent anew."""
    if fact.subject != SUBJECT or (isinstance(fact, PaperReturned) and fact.to != "drafter"):
        return
    await database.execute(STATE, fact.subject_id, "dropped", clock.now())
    live.changed(TOPIC)


def title_of(one: Report) -> str:
    """How a report is called on paper."""
    return translate(N_("Attendance %(month)s"), month=f"{one.month:%Y-%m}")
