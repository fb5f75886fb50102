"""A draft goes to its signers; what they decide comes back as a fact (DOC-2, DOC-3, DOC-5)."""

from uuid import UUID

from hushu.documents.commands.handling import close_incoming
from hushu.documents.commands.issuing import issue
from hushu.documents.commands.steps import hold, step
from hushu.documents.queries.document import Document, attached
from hushu.documents.rules import flow
from hushu.foundation import clock, database
from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_
from hushu.signing import commands as signing
from hushu.signing.events import PaperAgreed, PaperRefused, PaperReturned, PaperWithdrawn

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
        "kind": found.kind, "direction": found.direction, "body": found.body, "addressee": found.addressee, "copies": found.copies,
        "urgency": found.urgency, "secrecy": found.secrecy, "edition": found.edition, "number": found.doc_no or "",
        "sender": found.sender, "files": files,
    }  # fmt: skip
    paper = await signing.start(
        found.of_kind.chain,
        subject=SUBJECT,
        subject_id=found.id,
        title=found.title,
        content=content,
    )
    await database.execute(AWAY, found.id, paper, clock.now())
    await step(found.id, "submitted")
    return paper


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
