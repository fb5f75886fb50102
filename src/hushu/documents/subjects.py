"""Documents as a subject of signing chains: what the signers see is every word that will be issued."""

from uuid import UUID

from hushu.documents.queries.document import Document, attached, document
from hushu.documents.rules import words
from hushu.foundation.filters import long_date
from hushu.foundation.translation import N_, translate
from hushu.signing.subjects import Attachment, PaperContent, Section, Subject


async def paper(document_id: UUID) -> PaperContent:
    """The document as it is signed. Raises NotHere."""
    found = await document(document_id)
    files = tuple(Attachment(one.name, one.sha256) for one in await attached(document_id))
    facts = Section(facts=tuple((label, value) for label, value in _facts(found) if value))
    body = Section(heading=translate(N_("Text")), text=found.body) if found.body else None
    proposal = (
        Section(heading=translate(N_("Proposed treatment")), text=found.proposal)
        if found.proposal
        else None
    )
    sections = tuple(one for one in (facts, body, proposal) if one is not None)
    return PaperContent(title=found.title, sections=sections, attachments=files)


def _facts(found: Document) -> list[tuple[str, str]]:
    _ = translate
    plain, open_ = found.urgency == "plain", found.secrecy == 0
    return [
        (_("Kind of document"), found.of_kind.name), (_("Number"), found.doc_no or ""), (_("Sender"), found.sender),
        (_("Their number"), found.their_no), (_("Their date"), long_date(found.their_date)),
        (_("To"), found.addressee), (_("Copies to"), found.copies), (_("Handler"), found.handler_name),
        (_("Urgency"), "" if plain else _(words.URGENCIES[found.urgency])),
        (_("Secrecy"), "" if open_ else _(words.SECRECIES[found.secrecy])),
        (_("Edition"), found.edition), (_("What this edition changes"), found.change_note),
    ]  # fmt: skip


def href(document_id: UUID) -> str:
    """Where the document is shown."""
    return f"/documents/{document_id}"


DOCUMENT = Subject(key="document", title=N_("Document"), href=href, paper=paper)
