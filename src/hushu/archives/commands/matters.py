"""What has to be done about papers: raised by checks, reports and alarms, given to somebody, ended with words (ARCH-23)."""

from datetime import date, timedelta
from uuid import UUID

import msgspec

from hushu.archives.queries.matters import matter
from hushu.archives.rules.matters import DAYS
from hushu.foundation import clock, database, live
from hushu.foundation.opened import here, me, setting
from hushu.foundation.refusals import Conflict, NotAllowed, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.notices.commands import notify
from hushu.people.queries import works_here

RAISE = """insert into archive_matter (id, kind, item, volume, file, stocktake, words, owner, due_on, opened_at, opened_by)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
           on conflict (property, file) where kind = 'wrong_byte' and done_at is null do nothing returning id"""
GIVE = "update archive_matter set owner = $2, due_on = $3, kind = $4 where id = $1"
END = "update archive_matter set done_at = $2, done_by = $3, outcome = $4 where id = $1"
ENDED = N_("This matter has ended already. Please load the page again.")


class Raised(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done, about what."""

    kind: str
    words: str
    item: UUID | None = None
    volume: UUID | None = None
    file: UUID | None = None
    stocktake: UUID | None = None
    owner: UUID | None = None


def due_on() -> date:
    """The day until which a matter raised today is to be done."""
    return clock.today() + timedelta(days=int(setting("archive_matter_days", DAYS)))


async def raise_matter(given: Raised) -> UUID | None:
    """Raises it and gives its id; None where the same alarm is open already."""
    made: UUID | None = await database.value(
        RAISE, new_id(), given.kind, given.item, given.volume, given.file, given.stocktake, given.words, given.owner, due_on(),
        clock.now(), here().person,
    )  # fmt: skip
    live.changed("archive-matters")
    live.changed("inbox")
    return made


async def give_matter(matter_id: UUID, *, owner: UUID, until: date, kind: str) -> None:
    """Gives it to somebody until a day, perhaps as another kind of work. Raises Refused, Conflict when it has ended."""
    found = await matter(matter_id, lock=True)
    if found.done_at is not None:
        raise Conflict(ENDED)
    if not await works_here(owner):
        raise Refused("owner", N_("Choose somebody who works here now."))
    if until < clock.today():
        raise Refused("until", N_("This day is over. Choose today or a later one."))
    await database.execute(GIVE, matter_id, owner, until, kind)
    if owner not in (found.owner, me()):
        words = N_("A matter of the archives is yours: %(what)s")
        await notify(
            owner,
            "archives.matter",
            words,
            link=at(f"/archives/matters/{matter_id}"),
            what=found.words,
        )
    live.changed("archive-matters")
    live.changed("inbox")


async def end_matter(matter_id: UUID, outcome: str) -> None:
    """It is done: what was done stands in words. Raises NotAllowed for others' matters, Conflict when it has ended."""
    found = await matter(matter_id, lock=True)
    if found.owner != me() and not here().may("archives.check"):
        raise NotAllowed
    if found.done_at is not None:
        raise Conflict(ENDED)
    await database.execute(END, matter_id, clock.now(), me(), outcome)
    live.changed("archive-matters")
    live.changed("inbox")


async def hand_over(leaver: UUID, successor: UUID) -> None:
    """A leaver's open matters become the successor's (PPL-4)."""
    sql = "update archive_matter set owner = $2 where owner = $1 and done_at is null"
    if await database.execute(sql, leaver, successor):
        live.changed("archive-matters")
