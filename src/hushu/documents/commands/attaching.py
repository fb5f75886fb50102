"""Attachments, scans and proofs: the bytes are kept, their name stays inside the document's wall (DOC-6)."""

from uuid import UUID

from litestar.datastructures import UploadFile

from hushu.documents.commands.steps import hold
from hushu.foundation import clock, database, files
from hushu.foundation.opened import me
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_

TAKEN = frozenset({files.PDF, files.PNG, files.JPEG, files.XLSX})
LARGEST = 20 * 1024 * 1024
MOST = 30
ENDINGS = {files.PDF: "pdf", files.PNG: "png", files.JPEG: "jpg", files.XLSX: "xlsx"}
ADD = "insert into document_file (id, document, file, name, role, person, at) values ($1, $2, $3, $4, $5, $6, $7)"


async def attach(document_id: UUID, upload: UploadFile, role: str, field: str = "file") -> UUID:
    """Keeps an upload with the document. Raises Refused."""
    held = await database.value(
        "select count(*) from document_file where document = $1", document_id
    )
    if held >= MOST:
        raise Refused(field, N_("At most 30 files belong to one document."))
    data = await upload.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refused(field, N_("This file is larger than 20 MB."))
    kind = files.sniffed(data, TAKEN, field=field)
    made = new_id()
    # Outside the wall (the trail, the store) the file has no name that could give a secret away.
    kept = await files.keep(f"{made}.{ENDINGS[kind]}", data, kind, sealed=True)
    name = files.file_name(upload.filename)
    await database.execute(ADD, made, document_id, kept, name, role, me(), clock.now())
    return made


async def attach_to_draft(document_id: UUID, upload: UploadFile) -> None:
    """An attachment of a draft, or a scan of what has just come in. Raises Refused, Conflict, NotHere."""
    found = await hold(document_id, "draft", "received")
    await attach(document_id, upload, "scan" if found.direction == "incoming" else "attachment")


async def detach(document_id: UUID, file_id: UUID) -> None:
    """Takes an attachment off a draft. Raises NotHere, Conflict."""
    await hold(document_id, "draft", "received")
    gone = "delete from document_file where document = $1 and id = $2 and role in ('attachment', 'scan') returning file"
    file = await database.value(gone, document_id, file_id)
    if file is None:
        raise NotHere
    await files.forget(file)
