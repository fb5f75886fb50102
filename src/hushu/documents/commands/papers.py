"""Papers of a document as they come from the press: the issued one, and the signed record (SIGN-9, DOC-10)."""

from uuid import UUID

from hushu.documents.commands.filing import file_away
from hushu.documents.queries.document import document
from hushu.foundation import database, files, live

KEEP = "update document set file = $2 where id = $1 and file is null"


async def keep_paper(document_id: UUID, pdf: bytes) -> None:
    """Keeps the issued paper once; what is kept never changes."""
    found = await document(document_id, lock=True)
    if found.file is None:
        kept = await files.keep("document.pdf", pdf, files.PDF, sealed=True)
        await database.execute(KEEP, document_id, kept)
        live.changed("documents")
    await file_away(document_id)


async def keep_record(document_id: UUID, file: UUID) -> None:
    """Notes the signed record of the last chain."""
    await database.execute("update document set record = $2 where id = $1", document_id, file)
    await file_away(document_id)
