"""Every script in force is looked at again after some months (DESK-3, script_review_months)."""

from datetime import date
from uuid import UUID

from hushu.foundation import clock, database
from hushu.foundation.opened import setting
from hushu.foundation.refusals import NotHere
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.notices.commands import notify
from hushu.people.queries import holders
from hushu.scripts.queries import due_for_review

REMINDER = N_("%(n)s scripts have not been looked at for %(months)s months.")
# Reminded of at most once a week, whoever runs the job how often.
REMIND = """
update script set reminded_on = $2 where current is not null and reviewed_on < $1
   and (reminded_on is null or reminded_on <= $2::date - 7)"""


def review_months() -> int:
    """How long a script may go without a look, in months."""
    return int(setting("script_review_months", 6))


def review_before() -> date:
    """Scripts last reviewed before this day are due."""
    today = clock.today()
    year, month = divmod(today.year * 12 + today.month - 1 - review_months(), 12)
    return date(year, month + 1, min(today.day, 28))


async def reviewed(script: UUID) -> None:
    """Somebody looked at the words in force and leaves them as they are. Raises NotHere."""
    done = await database.execute(
        "update script set reviewed_on = $2 where id = $1 and current is not null",
        script,
        clock.today(),
    )
    if not done:
        raise NotHere


async def remind_of_review() -> None:
    """Tells the supervisors what is due; nothing when they were told this week."""
    before = review_before()
    if not await database.execute(REMIND, before, clock.today()):
        return
    due = len(await due_for_review(before))
    link = at("/scripts?show=due")
    for person in await holders("supervisor"):
        await notify(
            person.id, "scripts.review", REMINDER, link=link, n=due, months=review_months()
        )
