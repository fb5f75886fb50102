"""What comes in: signed for, registered with its number at once, checked, then on its way (DOC-1)."""

from datetime import date, datetime
from uuid import UUID

import msgspec
from litestar.datastructures import UploadFile

from hushu.documents.commands.attaching import attach
from hushu.documents.commands.drafting import found_by, put_readers
from hushu.documents.commands.steps import hold, let_know, somebody_here, step
from hushu.documents.commands.submission import send
from hushu.documents.queries.document import document
from hushu.documents.queries.kinds import INCOMING, kind_of, office
from hushu.documents.rules import flow
from hushu.documents.rules.kinds import numbered
from hushu.foundation import clock, database
from hushu.foundation.numbering import next_number
from hushu.foundation.opened import me
from hushu.foundation.refusals import Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_


class Arrived(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a paper when the office signs for it."""

    sender: str
    title: str
    their_no: str = ""
    their_date: date | None = None
    received_at: datetime | None = None
    urgency: str = "plain"
    secrecy: int = 0
    pages: int | None = None
    words: str = ""
    again: bool = False


class Treatment(msgspec.Struct, frozen=True, kw_only=True):
    """What is proposed to be done with it, before the general manager instructs."""

    treatment: str
    proposal: str = ""
    handler: UUID | None = None
    due_at: datetime | None = None
    readers: tuple[UUID, ...] = ()


REGISTER = """insert into document (id, direction, kind, state, title, body, urgency, secrecy, known_to, search, drafter,
    created_at, changed_at, series, year, no, doc_no, sender, their_no, their_date, received_at, pages, holder)
  values ($1, 'incoming', $2, 'received', $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
          $9)"""
TREAT = """update document set treatment = $2, proposal = $3, handler = $4, due_at = $5, changed_at = $6 where id = $1"""
GIVE_BACK = "update document set state = 'returned', closed_at = $2, changed_at = $2, holder = null where id = $1"
TWICE = """select doc_no from document where direction = 'incoming' and sender = $1 and their_no = $2 and their_no <> ''
            and state <> 'returned' limit 1"""

AGAIN = N_(
    "This number of the same sender is registered already as %(no)s. Tick that it is another paper."
)


async def register(arrived: Arrived, scans: list[UploadFile]) -> UUID:
    """Signs for a paper and registers it; it has its number from now on. Raises Refused."""
    now, kind = clock.now(), kind_of(INCOMING)
    received = arrived.received_at or now
    if received > now:
        raise Refused("received_at", N_("This time is still to come. When was it really received?"))
    before = await database.value(TWICE, arrived.sender, arrived.their_no)
    if before and not arrived.again:
        raise Refused("their_no", AGAIN, no=before)
    year = clock.local(received).year
    no = await next_number(f"document.{kind.series}", year)
    doc_no, made = numbered(kind.number, office().org, year, no), new_id()
    search = found_by(doc_no, arrived.title, arrived.sender, arrived.their_no, arrived.words)
    await database.execute(
        REGISTER, made, kind.key, arrived.title, arrived.words, arrived.urgency, arrived.secrecy, [me()], search, me(),
        now,
        kind.series, year, no, doc_no, arrived.sender, arrived.their_no, arrived.their_date, received, arrived.pages,
    )  # fmt: skip
    for scan in scans:
        await attach(made, scan, "scan", "scans")
    await step(made, "registered", doc_no)
    return made


async def accept(document_id: UUID, wanted: Treatment) -> UUID:
    """The first check holds: classified, with a proposal, it goes to the general manager and then its way. Raises Refused."""
    found = await hold(document_id, "received")
    await somebody_here(wanted.handler, "handler")
    if wanted.treatment == "handle" and wanted.handler is None:
        raise Refused("handler", N_("What is to be handled needs somebody who handles it."))
    kind = kind_of(found.kind)
    due = flow.check_due(wanted.due_at, clock.now()) or flow.limit(clock.now(), kind.hours)
    handler = wanted.handler if wanted.treatment == "handle" else None
    await database.execute(
        TREAT, document_id, wanted.treatment, wanted.proposal, handler, due if handler else None, clock.now()
    )  # fmt: skip
    for person in (*wanted.readers, *([handler] if handler else [])):
        await somebody_here(person, "readers")
        await let_know(document_id, person)
    await database.execute("delete from document_reader where document = $1", document_id)
    await put_readers(document_id, wanted.readers)
    if handler:
        await step(document_id, "assigned", wanted.proposal, to_person=handler)
    return await send(await document(document_id))


async def give_back(document_id: UUID, reason: str) -> None:
    """The first check does not hold: not for us, or not complete; back to the sender with the reason. Raises Conflict."""
    await hold(document_id, "received")
    await database.execute(GIVE_BACK, document_id, clock.now())
    await step(document_id, "given_back", reason)
