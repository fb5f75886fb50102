"""What every deed on a document leaves behind, and who may be given one."""

from uuid import UUID

from hushu.documents.queries.document import Document, document
from hushu.foundation import clock, database, live
from hushu.foundation.opened import here
from hushu.foundation.refusals import Conflict, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_
from hushu.people.queries import works_here

STEP = """insert into document_step (id, document, deed, words, person, to_person, at) values ($1, $2, $3, $4, $5, $6, $7)"""
KNOW = """update document set known_to = array_append(known_to, $2) where id = $1 and not $2 = any (known_to)"""
MEANWHILE = N_("Somebody else was faster. Load the page again to see what has become of it.")


async def step(
    document_id: UUID, deed: str, words: str = "", *, to_person: UUID | None = None
) -> None:
    """Writes one thing that became of it, by the person who acts (nobody in a job)."""
    await _write(document_id, deed, words, here().person, to_person)


async def by_rule(document_id: UUID, deed: str) -> None:
    """Writes what became of it by rule, whoever set that off."""
    await _write(document_id, deed, "", None, None)


async def _write(
    document_id: UUID, deed: str, words: str, person: UUID | None, to_person: UUID | None
) -> None:
    await database.execute(STEP, new_id(), document_id, deed, words, person, to_person, clock.now())
    live.changed("documents")
    live.changed("inbox")


async def hold(document_id: UUID, *states: str) -> Document:
    """The document, held, in one of these states. Raises NotHere, Conflict."""
    found = await document(document_id, lock=True)
    if states and found.state not in states:
        raise Conflict(MEANWHILE)
    return found


async def somebody_here(person: UUID | None, field: str) -> None:
    """The person, where one is named, works here now. Raises Refused."""
    if person is not None and not await works_here(person):
        raise Refused(field, N_("Choose somebody who works here."))


async def let_know(document_id: UUID, person: UUID) -> None:
    """Whoever is given a secret paper may know of it from now on (DOC-6)."""
    await database.execute(KNOW, document_id, person)
