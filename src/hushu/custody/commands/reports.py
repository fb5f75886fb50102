"""What went wrong is written down at once, told to whom it concerns, and waits for the manager's answer (CUST-3)."""

from datetime import datetime
from uuid import UUID

from hushu.custody import rules
from hushu.custody.commands.common import TOPIC, note, tell
from hushu.custody.queries.reports import report
from hushu.custody.queries.things import Thing, thing
from hushu.custody.tables import CustodyReport
from hushu.foundation import clock, database, live
from hushu.foundation.numbering import next_number
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import Conflict, Refused
from hushu.foundation.tables import insert, new_id
from hushu.foundation.templating import at as at_page
from hushu.foundation.translation import DEFAULT, N_, translate
from hushu.notices.commands import notify
from hushu.people.queries import works_here

MANAGER, BOTH = ("manager",), ("manager", "supervisor")
TOLD = {"count": BOTH, "late": BOTH, "seal": BOTH, "lost": MANAGER, "damaged": MANAGER}
REPORTED = N_("%(what)s: %(label)s. Please read the report and answer it.")
ANSWERED = N_("Your report about %(label)s is answered")
STATE = "update custody_thing set state = $2 where id = $1 and state = $3"
PRESENT = "update custody_thing set present = $2 where id = $1"
LOSE = """update custody_loan set back_at = $2, back_by = $3, count_back = 0, condition = 'lost', back_words = $4
           where thing = $1 and back_at is null"""
ANSWER = """update custody_report set answer = $2, answered_at = $3, answered_by = $4
             where id = $1 and answered_at is null"""
SAME = N_("The count fits; there is nothing to report.")
SAY = N_("Write down what happened.")
LOST_ALREADY = N_("This thing is not in use any more. Please load the page again.")
NOT_SEALED = N_("This key carries no seal.")
NOT_LOST = N_("This thing is not lost. Please load the page again.")
BEFORE = N_("Somebody has answered this report already. Please load the page again.")
RADIO = N_("A damaged radio is reported as faulty, on its page.")


async def file_report(
    kind: str, found: Thing, words: str, *, loan: UUID | None = None, counted: int | None = None,
    expected: int | None = None, at: datetime | None = None,
) -> UUID:  # fmt: skip
    """Writes a report and tells whom it concerns; without a person it is the clock that reports."""
    moment = at or clock.now()
    year = clock.local(moment).year
    made = CustodyReport(
        id=new_id(), number=f"YB{year}-{await next_number('custody report', year):04}", thing=found.id, loan=loan, kind=kind,
        counted=counted, expected=expected, words=words, at=moment, reported_by=here().person,
    )  # fmt: skip
    await insert(made)
    link, label = at_page(f"/custody/reports/{made.id}"), f"{found.no} {found.label}"
    what = translate(rules.REPORTS[kind], DEFAULT)
    await tell(TOLD[kind], "custody.report", REPORTED, link=link, what=what, label=label)
    live.changed(TOPIC)
    return UUID(str(made.id))


async def differs(
    found: Thing, counted: int, expected: int, words: str, *, loan: UUID | None, at: datetime
) -> None:
    """A count that differs becomes a report, and how many there are is known from now on; nothing for one that fits."""
    if counted != expected:
        await _count(found, counted, expected, words, loan=loan, at=at)


async def _count(
    found: Thing, counted: int, expected: int, words: str, *, loan: UUID | None, at: datetime
) -> UUID:
    present = found.present - expected + counted
    await database.execute(PRESENT, found.id, max(present, 0))
    return await file_report("count", found, words, loan=loan, counted=counted, expected=expected, at=at)  # fmt: skip


async def _in_use(thing_id: UUID) -> Thing:
    """The thing, held; neither lost nor retired. Raises NotHere, Conflict."""
    found = await thing(thing_id, lock=True)
    if found.state in {rules.LOST, rules.RETIRED}:
        raise Conflict(LOST_ALREADY)
    return found


async def report_missing(thing_id: UUID, counted: int, words: str) -> UUID:
    """What lies there was counted and differs from what should (see `countables`). Raises NotHere, Conflict, Refused."""
    found = await _in_use(thing_id)
    expected = max(found.present - found.count_out, 0)
    if counted == expected:
        raise Refused("counted", SAME)
    if not words.strip():
        raise Refused("words", SAY)
    return await _count(found, counted, expected, words, loan=found.loan, at=clock.now())


async def report_harm(thing_id: UUID, kind: str, words: str) -> UUID:
    """Lost, damaged, or with a broken seal: the written report (CUST-3). Raises NotHere, Conflict, Refused."""
    found = await _in_use(thing_id)
    if kind == "seal" and found.kind != rules.SEALED:
        raise Refused("kind", NOT_SEALED)
    if kind == "damaged" and found.kind == rules.RADIO:
        raise Refused("kind", RADIO)
    if kind == "lost":
        await database.execute(LOSE, thing_id, clock.now(), me(), words)
        await database.execute(STATE, thing_id, rules.LOST, found.state)
    return await file_report(kind, found, words, loan=found.loan)


async def seal_checked(thing_id: UUID, read: str) -> None:
    """The keeper has read the seal and it fits; another number is reported instead. Raises NotHere, Refused."""
    found = await thing(thing_id, lock=True)
    if found.kind != rules.SEALED:
        raise Refused("seal", NOT_SEALED)
    rules.check_seal(found.seal, read)
    await note(thing_id, "seal", found.seal)
    live.changed(TOPIC)


async def answer(report_id: UUID, words: str) -> None:
    """The manager has read the report and says what is done about it. Raises NotHere, Conflict."""
    found = await report(report_id)
    if not await database.execute(ANSWER, report_id, words, clock.now(), me()):
        raise Conflict(BEFORE)
    by = await database.value("select reported_by from custody_report where id = $1", report_id)
    if by is not None and by != me() and await works_here(by):
        link = at_page(f"/custody/reports/{report_id}")
        await notify(by, "custody.answered", ANSWERED, link=link, label=f"{found.no} {found.label}")
    live.changed(TOPIC)


async def found_again(thing_id: UUID, words: str) -> None:
    """What was lost hangs on its hook again. Raises NotHere, Conflict."""
    await thing(thing_id, lock=True)
    if not await database.execute(STATE, thing_id, rules.FIT, rules.LOST):
        raise Conflict(NOT_LOST)
    await note(thing_id, "found", words)
    live.changed(TOPIC)
