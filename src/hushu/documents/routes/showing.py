"""A document's page: the paper, its way, who has read it, its copies, what became of it; its files."""

from uuid import UUID

from litestar import Response

from hushu.documents import commands
from hushu.documents.commands.steps import MEANWHILE
from hushu.documents.forms import EditionForm, RemarkForm
from hushu.documents.printing import check_address, labels, with_files
from hushu.documents.queries import document as queries
from hushu.documents.rules.flow import OPEN_STATES
from hushu.foundation import clock, files, papers
from hushu.foundation.forms import read
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict, NotHere
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.people.queries import colleagues
from hushu.signing.queries import chain_of

NOT_YET = N_("The paper is still being printed. Look again in a moment.")


@get("/documents/{document:uuid}", "documents.read")
async def show_page(request: Web, document: UUID) -> Answer:
    """The document with everything that hangs on it; also after a refusal."""
    found = await queries.document(document)
    readers = await queries.readers(document)
    mine = next((one for one in readers if one.person == me()), None)
    return page(
        request, "documents/show.html", document=found, kind=found.of_kind, doc=await with_files(found), readers=readers,
        mine=mine, files=await queries.attached(document), copies=await queries.copies(document),
        steps=await queries.steps(document), versions=await queries.versions(document), links=await queries.links(document),
        chain=await chain_of("document", document), people=await colleagues(), now=clock.now(),
        open=found.state in OPEN_STATES and found.answered_at is None,
        address=check_address(found.code) if found.code else "", **labels(),
    )  # fmt: skip


@get("/documents/{document:uuid}/file", "documents.read")
async def paper(document: UUID) -> Answer:
    """The issued paper as PDF, the same bytes for good. Raises NotHere, Conflict while it is being printed."""
    found = await queries.document(document)
    if found.issued_at is None:
        raise NotHere
    if found.file is None:
        raise Conflict(NOT_YET)
    kept = await files.read(found.file)
    return files.attachment(f"{found.doc_no} {found.title}.pdf", kept, files.PDF, shown="inline")


@get("/documents/{document:uuid}/files/{file:uuid}", "documents.read")
async def attachment(document: UUID, file: UUID) -> Response[bytes]:
    """One of its files, always as a download."""
    found = next((one for one in await queries.attached(document) if one.id == file), None)
    if found is None:
        raise NotHere
    kept = await files.facts(found.file)
    return files.attachment(found.name, await files.read(found.file), kept.media_type)


@post("/documents/{document:uuid}/slip", "documents.read")
async def slip(request: Web, document: UUID) -> Answer:
    """Orders the handling slip on paper."""
    found = await queries.document(document)
    title = f"{translate(N_('Handling slip'))} {found.doc_no or found.title}"
    made = await papers.ask("documents.slip", title, document=str(document), reader=str(me()))
    return go(request, at(f"/papers/{made}"))


@post("/documents/{document:uuid}/confirmation", "documents.read", again=show_page)
async def confirm(request: Web, document: UUID) -> Answer:
    """I have read it."""
    await commands.confirm(document, (await read(request, RemarkForm)).words)
    return go(request, at(f"/documents/{document}"))


@post("/documents/{document:uuid}/reminder", "documents.draft")
async def remind(request: Web, document: UUID) -> Answer:
    """Reminds whoever has not confirmed. Raises Conflict where nobody is left."""
    if not await commands.remind_readers(document, at(f"/documents/{document}")):
        raise Conflict(MEANWHILE)
    return go(request, at(f"/documents/{document}"))


@post("/documents/{document:uuid}/editions", "documents.draft")
async def edition(request: Web, document: UUID) -> Answer:
    """Begins the next edition."""
    made = await commands.begin_edition(document, whole=(await read(request, EditionForm)).whole)
    return go(request, at(f"/documents/{made}/draft"))


@post("/documents/{document:uuid}/corrections", "documents.draft")
async def correct(request: Web, document: UUID) -> Answer:
    """Begins the document that corrects this one."""
    made = await commands.begin_correction(document)
    return go(request, at(f"/documents/{made}/draft"))


ROUTES = (show_page, paper, attachment, slip, confirm, remind, edition, correct)
