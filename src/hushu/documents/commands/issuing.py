"""Issue: the number is given, the words are frozen under their hash, the paper is printed; from then on nothing changes.

The number is taken in the transaction of the last signature: a fault gives it back, so that none is missing (DOC-4, SIGN-9).
"""

import secrets
from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.documents.commands.filing import file_away
from hushu.documents.commands.steps import step
from hushu.documents.events import DocumentClosed, DocumentIssued
from hushu.documents.queries.document import Document, attached, document, links, readers
from hushu.documents.queries.kinds import office
from hushu.documents.rules import flow
from hushu.documents.rules.kinds import numbered
from hushu.documents.rules.sheet import Frozen
from hushu.foundation import clock, database, outbox
from hushu.foundation.events import emit
from hushu.foundation.numbering import next_number
from hushu.foundation.opened import here
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.notices.commands import notify
from hushu.signing.queries import entries

ISSUE = """update document set state = $2, series = $3, year = $4, no = $5, doc_no = $6, issued_at = $7, issued_on = $8,
             code = $9, frozen = $10, content_hash = encode(sha256(convert_to($10, 'UTF8')), 'hex'), due_at = $11,
             changed_at = $7, closed_at = $12, search = $6 || E'\n' || search where id = $1"""
SUPERSEDE = "update document set superseded_at = $2 where id = $1 and superseded_at is null"
CONFIRM = N_("To be read and confirmed: %(paper)s")
ANSWER = N_("To be answered: %(paper)s")


async def issue(draft: Document, paper: UUID) -> None:
    """Gives the number and freezes the document, in the transaction of the last signature."""
    kind, now, today = draft.of_kind, clock.now(), clock.today()
    no = await next_number(f"document.{kind.series}", today.year)
    doc_no = numbered(kind.number, office().org, today.year, no)
    people = await readers(draft.id)
    done = flow.finished_at_issue(draft.direction, confirm=kind.confirm, readers=len(people))
    frozen = await _frozen(draft, paper, doc_no, today)
    body = msgspec.json.encode(frozen, order="sorted").decode()
    due = draft.due_at or flow.limit(now, kind.hours if draft.direction == "contact" else 0)
    await database.execute(
        ISSUE, draft.id, "closed" if done else "issued", kind.series, today.year, no, doc_no, now, today,
        f"{here().slug}-{secrets.token_hex(16)}", body, due, now if done else None,
    )  # fmt: skip
    await step(draft.id, "issued", doc_no)
    await outbox.send(
        "documents.paper", queue="printing", once=f"document-paper:{draft.id}", document=str(draft.id)
    )  # fmt: skip
    await _follow(draft, doc_no)
    await _announce(draft, [reader.person for reader in people] if kind.confirm else [], due)
    await emit(DocumentIssued(draft.id, draft.kind, doc_no))
    if done:
        await closed(draft)


async def _frozen(draft: Document, paper: UUID, doc_no: str, today: date) -> Frozen:
    answering = ("check", "approve")
    signed = [e for e in await entries(paper) if e.deed == "agree" and e.step_deed in answering]
    last = signed[-1] if signed else None
    tied = [one for one in await links(draft.id) if one.tie in ("replaces", "corrects")]
    earlier = f"{tied[0].doc_no}《{tied[0].title}》" if tied else ""
    kind = draft.of_kind
    return Frozen(
        form=kind.form, kind=kind.name, office=office().body, doc_no=doc_no, title=draft.title, body=draft.body,
        addressee=draft.addressee, copies=draft.copies, urgency=draft.urgency, secrecy=draft.secrecy, issued_on=today,
        signer=last.signer_name if last else "", signer_post=last.post_name if last else "", drafter=draft.drafter_name,
        handler=draft.handler_name, edition=draft.edition, change_note=draft.change_note, earlier=earlier,
        files=tuple((one.name, one.sha256) for one in await attached(draft.id)),
    )  # fmt: skip


async def _announce(draft: Document, readers: list[UUID], due: datetime | None) -> None:
    """Tells whoever has to confirm it, and whoever has to answer it."""
    link = at(f"/documents/{draft.id}")
    for person in readers:
        await notify(person, "documents.confirm", CONFIRM, link=link, paper=draft.title)
    if draft.direction == "contact" and draft.handler:
        await notify(draft.handler, "documents.answer", ANSWER, link=link, due=due, paper=draft.title)  # fmt: skip


async def _follow(draft: Document, doc_no: str) -> None:
    """What the new paper does to the one it follows: its history says so, its words stay."""
    if draft.replaces is not None:
        await database.execute(SUPERSEDE, draft.replaces, clock.now())
        await step(draft.replaces, "superseded", f"{doc_no} {draft.edition}".strip())
    if draft.corrects is not None:
        await step(draft.corrects, "corrected", doc_no)


async def close(document_id: UUID) -> None:
    """Nothing of it waits for anybody any more."""
    await database.execute(
        "update document set state = 'closed', closed_at = $2 where id = $1 and closed_at is null", document_id, clock.now()
    )  # fmt: skip
    await closed(await document(document_id))


async def closed(found: Document) -> None:
    """Says that it is finished, and files it when its papers are ready."""
    await step(found.id, "closed")
    await emit(DocumentClosed(found.id, found.kind))
    await file_away(found.id)
