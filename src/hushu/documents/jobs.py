"""What the queue and the clock start: the issued paper, and the daily look for what lies too long (DOC-8)."""

from uuid import UUID

from hushu.documents.commands import keep_paper
from hushu.documents.printing import official_pdf
from hushu.documents.queries.document import document as document_of


async def make_paper(document: str) -> None:
    """Prints an issued document once; a second run finds the file and does nothing."""
    found = await document_of(UUID(document))
    if found.issued_at is not None and found.file is None:
        await keep_paper(found.id, await official_pdf(found))
