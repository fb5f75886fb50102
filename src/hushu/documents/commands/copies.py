"""Copies that leave the office: numbered, carried by somebody, delivery proved, the old ones taken back (DOC-7, DOC-9)."""

from uuid import UUID

from litestar.datastructures import UploadFile

from hushu.documents.commands.attaching import attach
from hushu.documents.commands.issuing import close
from hushu.documents.commands.steps import hold, let_know, somebody_here, step
from hushu.documents.queries.document import Document
from hushu.foundation import clock, database
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import Conflict, NotHere, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_

SEND = """insert into document_copy (id, document, no, way, to_person, to_words, carrier, sent_at, controlled)
          values ($1, $2, (select coalesce(max(no), 0) + 1 from document_copy where document = $2), $3, $4, $5, $6, $7, $8)
          returning no"""
PROVE = """update document_copy set received_at = $3, received_by = $4, proof = $5
            where id = $1 and document = $2 and received_at is null and recalled_at is null returning no"""
RECALL = """update document_copy set recalled_at = $3, recalled_by = $4, recall_note = $5
             where id = $1 and document = $2 and recalled_at is null returning no"""
UNDELIVERED = "select count(*) from document_copy where document = $1 and received_at is null and recalled_at is null"
LEADER = "general_manager"
DONE = N_("This copy has been dealt with already. Load the page again.")


async def send_copy(
    document_id: UUID, way: str, to_words: str, *, to_person: UUID | None = None, controlled: bool = False
) -> int:  # fmt: skip
    """A copy leaves with the acting person; gives its number. Raises Refused, Conflict."""
    found = await _issued(document_id)
    if found.superseded_at is not None:
        raise Conflict(N_("A newer edition is in force; copies of this one are not given out any more."))  # fmt: skip
    if found.secrecy and LEADER not in here().roles:
        raise Refused("", N_("Only the general manager lets copies of a secret paper out."))
    await somebody_here(to_person, "to_person")
    if to_person is None and not to_words:
        raise Refused("to_words", N_("Say to whom this copy goes."))
    if to_person is not None:
        await let_know(document_id, to_person)
        name = await database.value("select name from person where id = $1", to_person)
        to_words = f"{name} {to_words}".strip()
    no = await database.value(
        SEND, new_id(), document_id, way, to_person, to_words, me(), clock.now(), controlled
    )
    await step(document_id, "sent", f"{no:03d} {to_words}", to_person=to_person)
    return int(no)


async def prove_delivery(
    document_id: UUID, copy: UUID, received_by: str, proof: UploadFile | None
) -> None:
    """Who took it and when, with a picture of the receipt if there is one; all delivered ends an outgoing paper."""
    found = await _issued(document_id)
    kept = await attach(document_id, proof, "proof", "proof") if proof else None
    await _one(PROVE, document_id, copy, clock.now(), received_by, kept)
    await step(document_id, "delivered", received_by)
    delivered = not await database.value(UNDELIVERED, document_id)
    if delivered and found.direction == "outgoing" and found.state == "issued":
        await close(document_id)


async def take_back(document_id: UUID, copy: UUID, note: str) -> None:
    """A copy is back in the office (or known to be destroyed). Raises Conflict."""
    await _issued(document_id)
    no = await _one(RECALL, document_id, copy, clock.now(), me(), note)
    await step(document_id, "recalled", f"{no:03d} {note}".strip())


async def _issued(document_id: UUID) -> Document:
    found = await hold(document_id, "issued", "closed")
    if found.issued_at is None:
        raise Conflict(N_("Only an issued document has copies."))
    return found


async def _one(sql: str, document_id: UUID, copy: UUID, *values: object) -> int:
    """Changes that copy. Raises NotHere where there is none, Conflict where somebody was faster."""
    no = await database.value(sql, copy, document_id, *values)
    if no is None:
        known = "select exists (select from document_copy where id = $1 and document = $2)"
        if await database.value(known, copy, document_id):
            raise Conflict(DONE)
        raise NotHere
    return int(no)
