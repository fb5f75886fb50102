"""Who has papers is reminded before the day and after it, from then on with their superior (ARCH-33)."""

from datetime import date
from uuid import UUID

import msgspec

from hushu.archives.commands.loans import lapse
from hushu.archives.rules.lending import stage
from hushu.foundation import clock, database
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.notices.commands import notify
from hushu.people.queries import superior

REMIND = "archives.remind_loans"
DUE = """select l.id, l.number, l.borrower, p.name, l.due_on, $1::date - l.due_on
           from archive_loan l join person p on p.property = l.property and p.id = l.borrower
          where l.state = 'out' and l.due_on <= $1::date + 1 order by l.due_on, l.id"""
# The mark makes it happen once: asked again the same day, or by two workers, it finds it there.
MARK = """insert into archive_loan_reminder (loan, due_on, stage, at) values ($1, $2, $3, $4)
          on conflict do nothing returning stage"""
WORDS = {
    -1: N_("Give back tomorrow: loan %(number)s"),
    0: N_("Give back today: loan %(number)s"),
}
LATE = N_("%(days)s days late: loan %(number)s. Please bring the papers back.")
LATE_BELOW = N_("%(name)s is %(days)s days late with loan %(number)s of the archives")


class Due(msgspec.Struct, frozen=True):
    """A loan that is out and due. days: past the day of return."""

    id: UUID
    number: str
    borrower: UUID
    name: str
    due_on: date
    days: int


async def remind() -> None:
    """Daily: the reminder each loan has come to, once; and what was never collected is over."""
    await lapse()
    for one in await database.rows(Due, DUE, clock.today()):
        reached = stage(one.days)
        if reached is None:
            continue
        if await database.value(MARK, one.id, one.due_on, reached, clock.now()) is not None:
            await _tell(one)


async def _tell(one: Due) -> None:
    link = at(f"/archives/loans/{one.id}")
    words = WORDS.get(one.days, LATE)
    await notify(one.borrower, "archives.due", words, link=link, number=one.number, days=one.days)
    above = await superior(one.borrower) if one.days > 0 else None
    if above is not None:
        await notify(
            above.id, "archives.due", LATE_BELOW, link=link, number=one.number, days=one.days, name=one.name
        )  # fmt: skip
