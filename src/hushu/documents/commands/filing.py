"""A finished document files itself in the archives, once its papers are made (DOC-10). The one place that does it."""

from datetime import date
from uuid import UUID

from hushu.archives import commands as archives
from hushu.archives.commands import Produced
from hushu.archives.events import ItemsDestroyed
from hushu.documents.commands.drafting import found_by
from hushu.documents.commands.steps import by_rule
from hushu.documents.queries.document import Document, attached, document
from hushu.documents.queries.wall import seen_by
from hushu.foundation import clock, database
from hushu.foundation.files import erase
from hushu.foundation.opened import here
from hushu.signing.commands import erase_words

HIDDEN = "document.secret"  # the filing rule of what only those named may know
SOURCE = "document"
WALLED = 2  # of the archives: no entry, no hit, no count for whoever is not named
FILED = "update document set filed = $2 where id = $1"
FORGET = "select document_erase_words($1, $2)"


async def file_away(document_id: UUID) -> None:
    """Hands the finished document to the archives: the issued paper, the signed record, scans and attachments in that order.

    It waits until both papers are printed; asked again, it does nothing. What has a number and was given back, or was
    discarded as a draft, is not filed. What came in is on paper too, and the secretary has it.
    """
    found = await document(document_id)
    if found.state != "closed" or found.filed is not None or not _printed(found):
        return
    files = [one.file for one in await attached(document_id)]
    papers = [file for file in (found.file, found.record) if file is not None]
    item = await archives.file_produced(
        Produced(
            rule=HIDDEN if found.secrecy else found.of_kind.rule,
            source=SOURCE,
            source_id=found.id,
            title=found.title,
            doc_no=found.their_no or found.doc_no or "",
            author=found.sender or here().property_name,
            dated=_dated(found),
            secrecy=WALLED if found.secrecy else 0,
            pages=found.pages,
            files=(*papers, *files),
            medium="both" if found.direction == "incoming" else "electronic",
        )
    )
    await database.execute(FILED, document_id, item)
    await by_rule(document_id, "filed")


async def items_destroyed(fact: ItemsDestroyed) -> None:
    """What the archives destroyed is destroyed here too, files and words, whoever bore witness; that there was such a
    document stays known.
    """
    async with seen_by(""):
        for document_id in (one for source, one in fact.sources if source == SOURCE):
            found = await document(document_id)
            ours = [found.file, found.record, *(one.file for one in await attached(document_id))]
            for file in ours:
                if file is not None:
                    await erase(file)
            if found.paper is not None:
                await erase_words(found.paper)
            await database.execute(FORGET, document_id, found_by(found.title, found.addressee))
            await by_rule(document_id, "destroyed")


def _printed(found: Document) -> bool:
    """Whether everything that the press makes of it is there."""
    return found.record is not None and (found.direction == "incoming" or found.file is not None)


def _dated(found: Document) -> date:
    """The day it bears."""
    day = found.their_date or found.issued_on
    return day or clock.local(found.received_at or found.created_at).date()
