"""Handling: who answers by when, urging, questions reported up, the result written, the original's whereabouts (DOC-1, DOC-3)."""

from datetime import datetime, timedelta
from uuid import UUID

from hushu.documents.commands.issuing import close
from hushu.documents.commands.steps import hold, let_know, somebody_here, step
from hushu.documents.queries.document import Document
from hushu.documents.rules import flow
from hushu.foundation import clock, database
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import Conflict, NotAllowed, Refused
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.notices.commands import notify
from hushu.people.queries import holders, superior
from hushu.signing.queries import entries

URGE_AGAIN = timedelta(hours=2)
ASSIGN = "update document set handler = $2, due_at = $3, told_on = null where id = $1"
ANSWER = "update document set answer = $2, answered_by = $3, answered_at = $4 where id = $1"
BACK = "update document set holder = $2 where id = $1"
LAST_URGED = "select max(at) from document_step where document = $1 and deed = 'urged'"
UNANSWERED = N_("The result is missing: the handler writes what was done before this is filed.")


async def _open(document_id: UUID) -> Document:
    """The document while it still waits for its answer, held. Raises Conflict."""
    found = await hold(document_id, *flow.OPEN_STATES)
    if found.answered_at is not None:
        raise Conflict(flow.OVER)
    return found


def _mine(found: Document) -> bool:
    return found.handler == me() or here().may("documents.direct")


async def assign(document_id: UUID, person: UUID, due_at: datetime | None, words: str) -> None:
    """Gives a contact sheet to another handler, with a limit: whoever directs, or the handler who passes it on.

    What came in goes on by its signing instead, where the general manager names people and a seat is handed on.
    Raises Refused, NotAllowed, Conflict.
    """
    found = await _open(document_id)
    if not _mine(found):
        raise NotAllowed
    if found.direction != "contact":
        raise Conflict(N_("An incoming paper is handed on where it is signed."))
    await somebody_here(person, "handler")
    due = flow.check_due(due_at, clock.now()) or found.due_at
    await let_know(document_id, person)
    await give(found, person, due, words)


async def give(found: Document, person: UUID, due: datetime | None = None, words: str = "") -> None:
    """It is this person's from now on."""
    limit = due or found.due_at or flow.limit(clock.now(), found.of_kind.hours)
    await database.execute(ASSIGN, found.id, person, limit)
    await step(found.id, "assigned", words, to_person=person)
    await _tell(person, "assigned", N_("Given to you to handle: %(paper)s"), found, limit)


async def urge(document_id: UUID) -> None:
    """Urges the handler; not more often than every two hours. Raises Refused, NotAllowed."""
    found = await _open(document_id)
    if found.handler is None:
        raise Refused("", N_("Nobody handles this yet. Name a handler first."))
    if not (here().may("documents.direct") or found.drafter == me()):
        raise NotAllowed
    last = await database.value(LAST_URGED, document_id)
    if last is not None and last > clock.now() - URGE_AGAIN:
        raise Refused("", N_("It was urged less than two hours ago."))
    await step(document_id, "urged", to_person=found.handler)
    await _tell(
        found.handler, "urged", N_("You are asked to hurry: %(paper)s"), found, found.due_at
    )


async def ask(document_id: UUID, words: str) -> None:
    """The handler reports a question up: to the superior and to the general manager (H0 8.2.1). Raises NotAllowed."""
    found = await _open(document_id)
    if found.handler != me():
        raise NotAllowed
    above = await superior(me())
    leaders = [one.id for one in await holders("general_manager")]
    people = dict.fromkeys(leaders if found.secrecy or above is None else [above.id, *leaders])
    await step(document_id, "question", words)
    for person in people:
        if person != me():
            await _tell(person, "question", N_("Question on a document: %(paper)s"), found, None)


async def reply(document_id: UUID, words: str) -> None:
    """The answer to the handler's question. Raises NotAllowed."""
    found = await _open(document_id)
    above = await superior(found.handler) if found.handler else None
    if not (here().may("documents.direct") or (above and above.id == me())):
        raise NotAllowed
    await step(document_id, "reply", words, to_person=found.handler)
    if found.handler and found.handler != me():
        await _tell(found.handler, "reply", N_("Reply to your question: %(paper)s"), found, None)


async def answer(document_id: UUID, words: str) -> None:
    """The result, part of the record for good; it ends a contact sheet. Raises Refused, Conflict, NotAllowed."""
    found = await _open(document_id)
    if found.handler is None or not _mine(found):
        raise NotAllowed
    if found.direction == "contact" and found.state != "issued":
        raise Conflict(N_("This contact sheet has not been issued yet."))
    await database.execute(ANSWER, document_id, words, me(), clock.now())
    await step(document_id, "answered", words)
    if found.drafter != me():
        await _tell(found.drafter, "answered", N_("Answered: %(paper)s"), found, None)
    if found.direction == "contact":
        await close(document_id)


async def move(document_id: UUID, person: UUID) -> None:
    """Notes who has the original now; where it is is always known. Raises Refused."""
    found = await hold(document_id)
    await somebody_here(person, "person")
    if found.holder == person:
        raise Refused("person", N_("This person has it already."))
    await let_know(document_id, person)
    await database.execute("update document set holder = $2 where id = $1", document_id, person)
    await step(document_id, "moved", to_person=person)
    if person != me():
        await _tell(person, "moved", N_("The original is with you: %(paper)s"), found, None)


async def close_incoming(found: Document, paper: UUID) -> None:
    """The last signature on what came in: results are there, the original is back with the secretary (H0 8.2.1).

    What the handler wrote when signing is the result, unless it was written before. Raises Refused where there is none.
    """
    signed = [entry for entry in await entries(paper) if entry.deed == "agree"]
    written = [e for e in signed if e.step_deed == "handle" and e.opinion]
    if found.answered_at is None and written:
        await database.execute(
            ANSWER, found.id, written[-1].opinion, written[-1].signer, written[-1].at
        )
    elif found.answered_at is None and found.treatment == "handle":
        raise Refused("", UNANSWERED)
    await database.execute(BACK, found.id, signed[-1].signer if signed else None)
    await close(found.id)


async def _tell(person: UUID, kind: str, title: str, found: Document, due: datetime | None) -> None:
    link = at(f"/documents/{found.id}")
    await notify(person, f"documents.{kind}", title, link=link, due=due, paper=found.title)
