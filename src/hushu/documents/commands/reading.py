"""Issued rules must be carried out: every addressee confirms that they have read (DOC-7)."""

from uuid import UUID

from hushu.documents.commands.issuing import close
from hushu.documents.commands.steps import hold, step
from hushu.foundation import clock, database
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict
from hushu.foundation.translation import N_
from hushu.notices.commands import notify

CONFIRM = """update document_reader set confirmed_at = $3, words = $4
              where document = $1 and person = $2 and confirmed_at is null"""
LEFT = "select count(*) from document_reader where document = $1 and confirmed_at is null"
WAITED = "select person from document_reader where document = $1 and confirmed_at is null"


async def confirm(document_id: UUID, words: str) -> None:
    """The acting person has read it. Raises Conflict where they are no addressee, or have confirmed before."""
    found = await hold(document_id, "issued", "closed")
    if not await database.execute(CONFIRM, document_id, me(), clock.now(), words):
        raise Conflict(N_("There is nothing for you to confirm here."))
    await step(document_id, "confirmed", words)
    last = not await database.value(LEFT, document_id)
    if last and found.direction == "internal" and found.state == "issued":
        await close(document_id)


async def remind_readers(document_id: UUID, link: str) -> int:
    """Reminds whoever has not confirmed yet; how many that were."""
    found = await hold(document_id, "issued", "closed")
    people = [row[0] for row in await database.connection().fetch(WAITED, document_id)]
    for person in people:
        await notify(
            person, "documents.confirm", N_("Still to be read and confirmed: %(paper)s"), link=link, paper=found.title
        )  # fmt: skip
    await step(document_id, "urged")
    return len(people)
