"""Every key that is out is accounted for: reminders, the reason of the day, and what nobody explains is reported (CUST-3)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from hushu.custody import rules
from hushu.custody.commands.common import TOPIC, account_at, closing_after, note, remind_at
from hushu.custody.commands.reports import file_report
from hushu.custody.queries.loans import LoanRow, loan
from hushu.custody.queries.things import thing
from hushu.foundation import clock, database, live
from hushu.foundation.refusals import Conflict, NotHere, Refused
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.notices.commands import notify
from hushu.people.queries import AT_WORK, Colleague, superior, with_role

LOCK = "select 1 from custody_loan where id = $1 for no key update"
# A keeper who has left is told nothing: who stands in for them hears of it.
LATE = f"""select l.id, l.thing, l.person, (select p.id from person p where p.id = l.out_by and {AT_WORK}),
                  t.no || ' ' || t.label, p.name, l.due_at from custody_loan l
            join custody_thing t on t.property = l.property and t.id = l.thing
            join person p on p.property = l.property and p.id = l.person
           where l.back_at is null and l.due_at < $1 and ($2::uuid is null or l.id = $2) order by l.due_at, l.id"""  # noqa: S608 (a constant)
BRING = N_("Bring back %(label)s: it was due at %(when)s")
NOT_BACK = N_("%(name)s has not brought back %(label)s, due at %(when)s. Name the reason or take it back.")  # fmt: skip
UNEXPLAINED = N_("Not back by closing, and nobody has named a reason. It is with %(name)s, since %(since)s.")  # fmt: skip
BACK_ALREADY = N_("This key is back already. Please load the page again.")


class Late(msgspec.Struct, frozen=True):
    """A loan that is late, and who is told of it; keeper: None where whoever lent it has left."""

    id: UUID
    thing: UUID
    person: UUID
    keeper: UUID | None
    label: str
    name: str
    due_at: datetime


async def give_reason(loan_id: UUID, words: str, due_at: datetime | None = None) -> None:
    """The keeper names why a key is still out, and until when it stays so. Raises NotHere, Conflict, Refused."""
    await database.value(LOCK, loan_id)
    found = await loan(loan_id)
    if found.back_at is not None:
        raise Conflict(BACK_ALREADY)
    now = clock.now()
    if due_at is not None and due_at <= now:
        raise Refused("due_at", rules.PAST)
    if due_at is not None:
        await database.execute("update custody_loan set due_at = $2 where id = $1", loan_id, due_at)
        await remind_at(loan_id, due_at)
    await note(found.thing, "reason", words, loan=loan_id)
    await account_at(loan_id, await closing_after(now))
    live.changed(TOPIC)


async def passed(loan_id: UUID) -> None:
    """The time of return is over: the borrower and the keeper hear of it; a time moved meanwhile has its own job."""
    for one in await database.rows(Late, LATE, clock.now(), loan_id):
        await _remind(one)


async def remind_all() -> None:
    """Daily: everybody who has something late, who lent it, and from the second day their superior."""
    above: dict[UUID, Colleague | None] = {}
    for one in await database.rows(Late, LATE, clock.now(), None):
        told = await _remind(one)
        if clock.now() - one.due_at <= timedelta(days=1):
            continue
        if one.person not in above:
            above[one.person] = await superior(one.person)
        who = above[one.person]
        if who is not None and who.id not in told:
            await _tell(who.id, NOT_BACK, one)


async def _remind(one: Late) -> list[UUID]:
    """The borrower hears of it, and whoever keeps the thing; who that is."""
    await _tell(one.person, BRING, one)
    keepers = [one.keeper] if one.keeper else [who.id for who in await with_role("supervisor")]
    for keeper in keepers:
        await _tell(keeper, NOT_BACK, one)
    return keepers


async def _tell(person: UUID, words: str, one: Late) -> None:
    when = f"{clock.local(one.due_at):%m-%d %H:%M}"
    link = at(f"/custody/things/{one.thing}")
    values: dict[str, Any] = {"name": one.name} if words is NOT_BACK else {}
    await notify(person, "custody.late", words, link=link, label=one.label, when=when, **values)


async def not_accounted(loan_id: UUID, since: datetime) -> None:
    """After closing: a key that is still out with a reason of that day is asked for again next day, one without is reported."""
    await database.value(LOCK, loan_id)
    try:
        found = await loan(loan_id)
    except NotHere:
        return
    if found.back_at is not None:
        return
    said = clock.local(found.reason_at).date() if found.reason_at else None
    if rules.accounted(said, clock.local(since).date()):
        await account_at(loan_id, await closing_after(max(clock.now(), since)))
        return
    await _report(found)


async def _report(found: LoanRow) -> None:
    known = await thing(found.thing, lock=True)
    since = f"{clock.local(found.out_at):%m-%d %H:%M}"
    words = translate(UNEXPLAINED, name=found.name, since=since)
    await file_report("late", known, words, loan=found.id)
