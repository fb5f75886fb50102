"""Writing a document: choose its kind, write beside a live picture of the paper, send it to its signers (DOC-5)."""

from typing import Any
from uuid import UUID

import msgspec

from hushu.documents import commands
from hushu.documents.commands import Draft
from hushu.documents.forms import DraftForm, FileForm, NewQuery, PreviewForm
from hushu.documents.printing import blank_number, labels, with_files
from hushu.documents.queries import document as queries
from hushu.documents.queries.kinds import drafted, kind_of, office
from hushu.documents.rules.kinds import Kind
from hushu.documents.rules.sheet import Frozen
from hushu.foundation import papers
from hushu.foundation.forms import read, read_query
from hushu.foundation.opened import me
from hushu.foundation.received import form_of
from hushu.foundation.refusals import Conflict, Refused
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, page, post, update
from hushu.people.queries import colleagues


async def _chosen(request: Web, kept: list[UUID]) -> set[str]:
    """Whom the form names: after a refusal as it was sent, else as it is kept."""
    if not request.scope["state"].get("errors"):
        return {str(person) for person in kept}
    try:
        form = await form_of(request)
    except Refused:
        return set()
    return {str(value) for value in form.getall("readers", [])}


async def _context(request: Web, kind: Kind, kept: list[UUID]) -> dict[str, Any]:
    return {
        "kind": kind, "people": await colleagues(), "chosen": await _chosen(request, kept), **labels()
    }  # fmt: skip


@get("/documents/new", "documents.draft")
async def new_page(request: Web) -> Answer:
    """The kinds, or the form of one; also after a refusal, as it was typed."""
    typed = request.scope["state"].get("typed", {})
    key = read_query(request, NewQuery).kind or str(typed.get("kind", ""))
    kind = drafted().get(key)
    if kind is None:
        return page(request, "documents/kinds.html", all_kinds=list(drafted().values()), **labels())
    draft = Draft(kind=kind.key, title=kind.title, body=kind.body, addressee=kind.addressee)
    doc = _sheet(kind, draft)
    return page(
        request, "documents/new.html", draft=draft, version=0, doc=doc, replaces=None, **await _context(request, kind, [])
    )  # fmt: skip


@post("/documents", "documents.draft", again=new_page)
async def create(request: Web) -> Answer:
    """Keeps a new draft."""
    form = await read(request, DraftForm)
    made = await commands.begin(form.draft())
    return go(request, at(f"/documents/{made}/draft"))


@get("/documents/{document:uuid}/draft", "documents.draft")
async def draft_page(request: Web, document: UUID) -> Answer:
    """The draft beside its picture; also after a refusal, as it was typed."""
    found = await queries.document(document)
    if found.state != "draft" and not request.scope["state"].get("errors"):
        return go(request, at(f"/documents/{document}"))
    readers = [one.person for one in await queries.readers(document)]
    return page(
        request, "documents/draft.html", document=found, draft=found, version=found.version, doc=await with_files(found),
        replaces=found.replaces, files=await queries.attached(document), versions=await queries.versions(document),
        **await _context(request, found.of_kind, readers),
    )  # fmt: skip


@post("/documents/{document:uuid}/draft", "documents.draft", again=draft_page)
async def save(request: Web, document: UUID) -> Answer:
    """Keeps the words as another version of the draft."""
    form = await read(request, DraftForm)
    await commands.save(document, form.draft(), form.version)
    return go(request, at(f"/documents/{document}/draft?saved={form.version + 1}"))


@post("/documents/{document:uuid}/submission", "documents.draft", again=draft_page)
async def submit(request: Web, document: UUID) -> Answer:
    """Sends the draft to its signers."""
    await commands.submit(document)
    return go(request, at(f"/documents/{document}"))


@post("/documents/{document:uuid}/discarding", "documents.draft")
async def discard(request: Web, document: UUID) -> Answer:
    """Puts the draft away."""
    await commands.discard(document)
    return go(request, at("/documents"))


@post("/documents/{document:uuid}/files", "documents.draft", again=draft_page)
async def attach(request: Web, document: UUID) -> Answer:
    """An attachment of the draft, or a scan of what came in."""
    form = await read(request, FileForm)
    await commands.attach_to_draft(document, form.file)
    found = await queries.document(document)
    return go(request, at(f"/documents/{document}" + ("/draft" if found.state == "draft" else "")))


@post("/documents/{document:uuid}/files/{file:uuid}/removal", "documents.draft")
async def detach(request: Web, document: UUID, file: UUID) -> Answer:
    """Takes an attachment off again."""
    await commands.detach(document, file)
    found = await queries.document(document)
    return go(request, at(f"/documents/{document}" + ("/draft" if found.state == "draft" else "")))


@post("/documents/preview", "documents.draft")
async def preview(request: Web) -> Answer:
    """The paper as it will look, while it is being typed."""
    form = await read(request, PreviewForm)
    kind = kind_of(form.kind)
    words = Draft(kind=kind.key, title=form.title, body=form.body, addressee=form.addressee, copies=form.copies,
                  urgency=form.urgency, secrecy=int(form.secrecy), change_note=form.change_note)  # fmt: skip
    shown = {"doc": _sheet(kind, words), "kind": kind, **labels()}
    return update(request, "documents/_preview.html", at("/documents"), **shown)


def _sheet(kind: Kind, draft: Draft) -> Frozen:
    """What was typed as it stands on paper."""
    return Frozen(
        form=kind.form, kind=kind.name, office=office().body, doc_no=blank_number(kind.number), title=draft.title,
        body=draft.body, addressee=draft.addressee, copies=draft.copies, urgency=draft.urgency, secrecy=draft.secrecy,
        change_note=draft.change_note,
    )  # fmt: skip


@get("/documents/{document:uuid}/versions/{number:int}", "documents.read")
async def version(request: Web, document: UUID, number: int) -> Answer:
    """One saved wording of the draft, as it would have stood on paper."""
    found = await queries.document(document)
    kept = next((v for v in await queries.versions(document) if v.number == number), None)
    if kept is None:
        return go(request, at(f"/documents/{document}"))
    words = msgspec.json.decode(kept.content, type=Draft)
    return page(
        request, "documents/version.html", document=found, version=kept, doc=_sheet(found.of_kind, words),
        kind=found.of_kind, **labels(),
    )  # fmt: skip


@post("/documents/{document:uuid}/print", "documents.read")
async def print_draft(request: Web, document: UUID) -> Answer:
    """Orders the draft on paper, with its watermark."""
    found = await queries.document(document)
    if found.direction == "incoming":
        raise Conflict(N_("What came in is printed as its handling slip."))
    title = f"{found.title} {translate(N_('Draft')) if found.frozen is None else ''}".strip()
    made = await papers.ask("documents.draft", title, document=str(document), reader=str(me()))
    return go(request, at(f"/papers/{made}"))


ROUTES = (
    new_page,
    create,
    draft_page,
    save,
    submit,
    discard,
    attach,
    detach,
    preview,
    version,
    print_draft,
)
