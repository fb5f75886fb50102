"""One document with everything that hangs on it. The database's wall decides who sees it: a hidden one is not here."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.documents.queries.kinds import kind_of
from hushu.documents.rules.kinds import Kind
from hushu.foundation import database
from hushu.foundation.refusals import NotHere


class Document(msgspec.Struct, frozen=True):
    """A document as its page and its deeds need it."""

    id: UUID
    direction: str
    kind: str
    state: str
    title: str
    body: str
    addressee: str
    copies: str
    urgency: str
    secrecy: int
    known_to: list[UUID]
    drafter: UUID
    drafter_name: str
    created_at: datetime
    changed_at: datetime
    version: int
    edition: str
    change_note: str
    replaces: UUID | None
    corrects: UUID | None
    doc_no: str | None
    issued_at: datetime | None
    issued_on: date | None
    sender: str
    their_no: str
    their_date: date | None
    received_at: datetime | None
    pages: int | None
    treatment: str | None
    proposal: str
    handler: UUID | None
    handler_name: str
    due_at: datetime | None
    answer: str
    answered_by: str
    answered_at: datetime | None
    holder: UUID | None
    holder_name: str
    paper: UUID | None
    code: str | None
    frozen: str | None
    content_hash: str | None
    file: UUID | None
    record: UUID | None
    filed: UUID | None
    superseded_at: datetime | None
    closed_at: datetime | None
    erased_at: datetime | None

    @property
    def of_kind(self) -> Kind:
        """Its kind in the pack. Raises NotHere."""
        return kind_of(self.kind)


class Attached(msgspec.Struct, frozen=True):
    """A file of a document."""

    id: UUID
    file: UUID
    name: str
    role: str
    sha256: str
    size: int
    erased: bool
    by: str
    at: datetime


class Reader(msgspec.Struct, frozen=True):
    """An addressee and whether they have confirmed."""

    person: UUID
    name: str
    post: str
    confirmed_at: datetime | None
    words: str


class Copy(msgspec.Struct, frozen=True):
    """A copy that left the office."""

    id: UUID
    no: int
    way: str
    to_words: str
    carrier: str
    sent_at: datetime
    received_at: datetime | None
    received_by: str
    proof: UUID | None
    recalled_at: datetime | None
    recalled_by: str
    recall_note: str
    controlled: bool


class Step(msgspec.Struct, frozen=True):
    """One thing that became of it."""

    deed: str
    words: str
    by: str
    to: str
    at: datetime


class Version(msgspec.Struct, frozen=True):
    """A wording of the draft that was saved."""

    number: int
    content: str
    by: str
    at: datetime


class Link(msgspec.Struct, frozen=True):
    """Another document that this one is tied to. tie: replaces, replaced, corrects, corrected."""

    id: UUID
    tie: str
    doc_no: str | None
    title: str
    edition: str
    state: str


DOCUMENT = """select d.id, d.direction, d.kind, d.state, d.title, d.body, d.addressee, d.copies, d.urgency, d.secrecy, d.known_to,
    d.drafter, w.name, d.created_at, d.changed_at, d.version, d.edition, d.change_note, d.replaces, d.corrects, d.doc_no,
    d.issued_at, d.issued_on, d.sender, d.their_no, d.their_date, d.received_at, d.pages, d.treatment, d.proposal, d.handler,
    coalesce(h.name, ''), d.due_at, d.answer, coalesce(a.name, ''), d.answered_at, d.holder, coalesce(o.name, ''), d.paper,
    d.code, d.frozen, d.content_hash, d.file, d.record, d.filed, d.superseded_at, d.closed_at, d.erased_at
  from document d join person w on w.property = d.property and w.id = d.drafter
  left join person h on h.property = d.property and h.id = d.handler
  left join person a on a.property = d.property and a.id = d.answered_by
  left join person o on o.property = d.property and o.id = d.holder """
FILES = """select x.id, x.file, x.name, x.role, f.sha256, f.size, f.erased_at is not null, p.name, x.at
  from document_file x
  join file f on f.property = x.property and f.id = x.file join person p on p.property = x.property and p.id = x.person
 where x.document = $1 order by x.at, x.id"""
READERS = """select r.person, p.name, o.name, r.confirmed_at, r.words from document_reader r
  join person p on p.property = r.property and p.id = r.person join post o on o.property = p.property and o.id = p.post
 where r.document = $1 order by r.place, r.id"""
COPIES = """select c.id, c.no, c.way, c.to_words, p.name, c.sent_at, c.received_at, c.received_by, c.proof, c.recalled_at,
       coalesce(b.name, ''), c.recall_note, c.controlled from document_copy c
  join person p on p.property = c.property and p.id = c.carrier
  left join person b on b.property = c.property and b.id = c.recalled_by where c.document = $1 order by c.no"""
STEPS = """select s.deed, s.words, coalesce(p.name, ''), coalesce(t.name, ''), s.at from document_step s
  left join person p on p.property = s.property and p.id = s.person
  left join person t on t.property = s.property and t.id = s.to_person where s.document = $1 order by s.at, s.id"""
VERSIONS = """select v.number, v.content::text, p.name, v.at from document_version v
  join person p on p.property = v.property and p.id = v.person where v.document = $1 order by v.number desc"""
LINKS = """select o.id, case when o.id = d.replaces then 'replaces' when o.id = d.corrects then 'corrects'
              when o.replaces = d.id then 'replaced' else 'corrected' end, o.doc_no, o.title, o.edition, o.state
  from document d join document o on o.property = d.property and o.state <> 'discarded'
   and (o.id in (d.replaces, d.corrects) or o.replaces = d.id or o.corrects = d.id)
 where d.id = $1 order by o.created_at"""


async def document(document_id: UUID, *, lock: bool = False) -> Document:
    """The document, held until the end of the transaction where asked. Raises NotHere, also for a secret not named in."""
    if lock:
        await database.value(
            "select true from document where id = $1 for no key update", document_id
        )
    found = await database.row(Document, DOCUMENT + "where d.id = $1", document_id)
    if found is None:
        raise NotHere
    return found


async def attached(document_id: UUID) -> list[Attached]:
    """Its files: attachments, scans, proofs."""
    return await database.rows(Attached, FILES, document_id)


async def readers(document_id: UUID) -> list[Reader]:
    """Its addressees in their order."""
    return await database.rows(Reader, READERS, document_id)


async def copies(document_id: UUID) -> list[Copy]:
    """Its copies by number."""
    return await database.rows(Copy, COPIES, document_id)


async def steps(document_id: UUID) -> list[Step]:
    """Everything that became of it, in order."""
    return await database.rows(Step, STEPS, document_id)


async def versions(document_id: UUID) -> list[Version]:
    """Every saved wording of the draft, newest first."""
    return await database.rows(Version, VERSIONS, document_id)


async def links(document_id: UUID) -> list[Link]:
    """Editions and corrections it is tied to."""
    return await database.rows(Link, LINKS, document_id)
