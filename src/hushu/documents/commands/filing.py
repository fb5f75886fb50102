"""A finished document files itself in the archives, once its papers are made (DOC-10). The one place that does it."""

from uuid import UUID

from hushu.documents.queries.document import document


async def file_away(document_id: UUID) -> None:
    """Hands the finished document to the archives, with the issued paper, the signed record and its attachments."""
    found = await document(document_id)
    if found.closed_at is None or found.state != "closed" or found.filed is not None:
        return
