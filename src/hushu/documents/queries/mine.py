"""What waits for a person, what holds a leaver, what the one search box finds."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.documents.queries.register import RegisterFilter, register
from hushu.foundation import clock, database
from hushu.foundation.database import Asked
from hushu.foundation.module import Obstacle, Waiting, Waits
from hushu.foundation.opened import here, me
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate

CONFIRM, ANSWER, RECALL = N_("Read and confirm"), N_("Answer a document"), N_("Copies to take back")
GIVEN = N_("Document")


class Mine(msgspec.Struct, frozen=True):
    """A document that waits for one person."""

    what: str
    id: UUID
    title: str
    detail: str
    at: datetime
    due: datetime | None


# What is signed waits in the signing list; here what comes after it.
MINE = """
select 'confirm', d.id, d.title, coalesce(d.doc_no, ''), d.issued_at, null::timestamptz from document_reader r
  join document d on d.property = r.property and d.id = r.document
 where r.person = $1 and r.confirmed_at is null and d.issued_at is not null and d.superseded_at is null
union all
select 'answer', d.id, d.title, concat_ws(' ', d.doc_no, nullif(d.sender, '')), d.issued_at, d.due_at from document d
 where d.handler = $1 and d.answered_at is null and d.state = 'issued'
union all
select 'recall', d.id, d.title, concat_ws(' ', d.doc_no, d.edition), d.superseded_at, null from document d
 where $2 and d.superseded_at is not null and exists (select from document_copy c where c.property = d.property
   and c.document = d.id and c.controlled and c.recalled_at is null)
union all
select 'register', d.id, d.title, concat_ws(' ', d.doc_no, d.sender), d.received_at, null from document d
 where $3 and d.state = 'received'
union all
select 'send', d.id, d.title, coalesce(d.doc_no, ''), d.issued_at, null from document d
 where $2 and d.direction = 'outgoing' and d.state = 'issued' order by 5 limit 100"""
KINDS = {
    "confirm": CONFIRM, "answer": ANSWER, "recall": RECALL, "register": N_("Check and pass on"),
    "send": N_("Send and prove delivery"),
}  # fmt: skip


def waiting() -> Waits:
    """What the acting person has to confirm, answer, send, check or take back."""
    registers = here().may("documents.register")
    sends = registers and here().may("documents.deliver")
    return Waits(Asked(Mine, MINE, (me(), sends, registers)), _told)


def _told(one: Mine) -> Waiting:
    return Waiting(
        kind=KINDS[one.what], title=one.title, href=at(f"/documents/{one.id}"), at=one.at, detail=one.detail, due=one.due,
        key=f"document:{one.what}:{one.id}",
    )  # fmt: skip


UNREAD = """select count(*) from document_reader r join document d on d.property = r.property and d.id = r.document
             where r.person = $1 and r.confirmed_at is null and d.issued_at is not null and d.superseded_at is null"""
OPEN = (
    "select count(*) from document where handler = $1 and answered_at is null and state = 'issued'"
)


async def count() -> int:
    """How many documents wait for the acting person, for the badge."""
    return int(await database.value(f"select ({UNREAD}) + ({OPEN})", me()))


class Held(msgspec.Struct, frozen=True):
    """A document in a leaver's hands; a secret one without its title."""

    id: UUID
    title: str
    secret: bool


async def blocks_leaving(person: UUID) -> list[Obstacle]:
    """Drafts, answers owed and originals in a person's hands; what is secret is counted and not named (PPL-4, DOC-6)."""
    found = await database.rows(Held, "select * from document_held_by($1)", person)
    hidden = translate(N_("A secret document"))
    return [
        Obstacle(
            kind=GIVEN, title=hidden if one.secret else one.title, href=at("/documents?show=open") if one.secret
            else at(f"/documents/{one.id}"),
        )
        for one in found
    ]  # fmt: skip


async def search(text: str) -> list[Waiting]:
    """The newest documents with these words, of those the person may know of."""
    if not here().may("documents.read"):
        return []
    found, _ = await register(RegisterFilter(q=text), 8)
    return [
        Waiting(kind=translate(GIVEN), title=row.title, detail=f"{row.doc_no} {row.sender}".strip(),
                href=at(f"/documents/{row.id}"), at=clock.now(), key=str(row.id))
        for row in found
    ]  # fmt: skip
