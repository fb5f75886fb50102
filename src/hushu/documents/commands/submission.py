"""A draft goes to its signers; what they decide comes back as a fact (DOC-2, DOC-3, DOC-5)."""

from uuid import UUID

from hushu.documents.commands.handling import close_incoming, give
from hushu.documents.commands.issuing import issue
from hushu.documents.commands.papers import keep_record
from hushu.documents.commands.steps import hold, let_know, step
from hushu.documents.queries.document import Document, attached, readers
from hushu.documents.rules import flow
from hushu.foundation import clock, database
from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_
from hushu.signing import commands as signing
from hushu.signing.events import (
    PaperAgreed,
    PaperNamed,
    PaperRefused,
    PaperReturned,
    PaperSealed,
    PaperWithdrawn,
)

SUBJECT = "document"
Over = PaperRefused | PaperReturned | PaperWithdrawn
AWAY = "update document set state = 'signing', paper = $2, changed_at = $3 where id = $1"
BACK = "update document set state = $2, changed_at = $3 where id = $1 and state = 'signing'"


async def submit(document_id: UUID) -> UUID:
    """Sends the draft to its signers; gives the paper. Raises Refused, Conflict."""
    draft = await hold(document_id, "draft")
    flow.check_draft(draft.title, draft.body)
    if draft.direction == "contact" and draft.handler is None:
        raise Refused("handler", N_("Say who answers this contact sheet."))
    if draft.direction == "outgoing" and not draft.addressee:
        raise Refused("addressee", N_("Say to whom this goes."))
    if draft.replaces is not None and not draft.change_note:
        raise Refused("change_note", N_("Say what this edition changes."))
    return await send(draft)


async def send(found: Document) -> UUID:
    """Freezes what is signed and starts the chain of its kind. Raises Refused."""
    files = [{"name": one.name, "sha256": one.sha256} for one in await attached(found.id)]
    content = {
        "kind": found.kind, "direction": found.direction, "body": found.body, "addressee": found.addressee,
        "copies": found.copies, "urgency": found.urgency, "secrecy": found.secrecy,
        "edition": found.edition, "number": found.doc_no or "",
        "sender": found.sender, "files": files,
    }  # fmt: skip
    paper = await signing.start(
        found.of_kind.chain,
        subject=SUBJECT,
        subject_id=found.id,
        title=found.title,
        content=content,
        named=await _named(found),
    )
    await database.execute(AWAY, found.id, paper, clock.now())
    await step(found.id, "submitted")
    return paper


async def _named(found: Document) -> dict[str, tuple[UUID, ...]]:
    """Whom an incoming paper goes to: its readers one after another, then its handler (H0 8.2.1)."""
    if found.direction != "incoming":
        return {}
    named = {"readers": tuple(one.person for one in await readers(found.id))}
    if found.handler:
        named["handler"] = (found.handler,)
    return {role: people for role, people in named.items() if people}


async def paper_named(fact: PaperNamed) -> None:
    """The general manager has named others, or the handler has passed it on: they may know of it, and it is theirs."""
    if fact.subject != SUBJECT:
        return
    for person in fact.people:
        await let_know(fact.subject_id, person)
    if fact.deed == "handle":
        await give(await hold(fact.subject_id), fact.people[0])


async def paper_sealed(fact: PaperSealed) -> None:
    """The signed record is kept: it belongs to the document, and is filed with it."""
    if fact.subject == SUBJECT:
        await keep_record(fact.subject_id, fact.file)


async def paper_agreed(fact: PaperAgreed) -> None:
    """Every signature is there: a draft is issued with its number, what came in is finished."""
    if fact.subject != SUBJECT:
        return
    found = await hold(fact.subject_id)
    if found.state != "signing":
        return
    if found.direction == "incoming":
        await close_incoming(found, fact.paper)
    else:
        await issue(found, fact.paper)


async def paper_over(fact: Over) -> None:
    """Given back, refused or taken back: it is a draft again (or a registered paper), with the reason in its history."""
    if fact.subject != SUBJECT or (isinstance(fact, PaperReturned) and fact.to == "step"):
        return
    found = await hold(fact.subject_id)
    state = "received" if found.direction == "incoming" else "draft"
    await database.execute(BACK, fact.subject_id, state, clock.now())
    await step(fact.subject_id, "sent_back", getattr(fact, "reason", ""))
