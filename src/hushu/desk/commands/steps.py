"""What every deed of the desk leaves behind: a step in the history, and a hint to the open pages."""

from uuid import UUID

from hushu.desk.tables import DeskStep
from hushu.foundation import clock, database, live
from hushu.foundation.opened import here
from hushu.foundation.refusals import Refused
from hushu.foundation.tables import insert
from hushu.foundation.translation import N_
from hushu.people.queries import works_here


async def step(
    deed: str, *, line: UUID | None = None, matter: UUID | None = None, message: UUID | None = None,
    words: str = "", to_person: UUID | None = None,
) -> None:  # fmt: skip
    """Writes one thing that became of it, by the person who acts (nobody in a job)."""
    record = DeskStep(
        line=line, matter=matter, message=message, deed=deed, words=words, person=here().person, to_person=to_person,
        at=clock.now(),
    )  # fmt: skip
    await insert(record)


async def hold_line(line: UUID) -> None:
    """Nobody else changes what becomes of this line until the transaction ends; what is read from now on is fresh."""
    await database.value("select true from log_line where id = $1 for no key update", line)


async def close_line(line: UUID) -> None:
    """The line waits for nobody any more."""
    await database.execute(
        "update log_line set state = 'done' where id = $1 and state <> 'done'", line
    )
    live.changed("desk")


async def somebody_here(person: UUID, field: str = "for_person") -> None:
    """The person works here now. Raises Refused."""
    if not await works_here(person):
        raise Refused(field, N_("Choose somebody who works here."))
