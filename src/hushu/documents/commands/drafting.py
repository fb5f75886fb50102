"""Drafts: every saved wording stays, nobody's words are lost when two people write at once, nothing is numbered (DOC-5)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec

from hushu.documents.commands.steps import hold, somebody_here, step
from hushu.documents.queries.document import document
from hushu.documents.queries.kinds import drafted
from hushu.documents.rules import flow
from hushu.documents.rules.kinds import FIRST_EDITION, next_edition
from hushu.foundation import clock, database
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict, NotHere, Refused
from hushu.foundation.search import deep_text
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What is written of a document before it is issued."""

    kind: str
    title: str
    body: str = ""
    addressee: str = ""
    copies: str = ""
    urgency: str = "plain"
    secrecy: int = 0
    handler: UUID | None = None
    due_at: datetime | None = None
    readers: tuple[UUID, ...] = ()
    change_note: str = ""


NEW = """insert into document (id, direction, kind, title, body, addressee, copies, urgency, secrecy, handler, due_at, known_to,
           search, drafter, created_at, changed_at, edition, change_note, replaces, corrects)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16, $17, $18, $19)"""
CHANGE = """update document set title = $2, body = $3, addressee = $4, copies = $5, urgency = $6, secrecy = $7, handler = $8,
              due_at = $9, known_to = $10, search = $11, change_note = $12, changed_at = $13, version = version + 1
             where id = $1"""
VERSION = "insert into document_version (id, document, number, content, person, at) values ($1, $2, $3, $4, $5, $6)"
READER = "insert into document_reader (id, document, person, place) values ($1, $2, $3, $4)"
OVERTAKEN = N_(
    "Somebody else saved this draft while you were writing. Your words are kept here; open the versions beside and take over "
    "what you need, then save again."
)


async def begin(
    draft: Draft, *, edition: str = "", replaces: UUID | None = None, corrects: UUID | None = None
) -> UUID:
    """A new draft. Raises Refused, NotHere where the pack has no such kind."""
    kind = drafted().get(draft.kind)
    if kind is None:
        raise NotHere
    await _check(draft)
    made, now = new_id(), clock.now()
    await database.execute(
        NEW, made, kind.direction, kind.key, draft.title, draft.body, draft.addressee, draft.copies, draft.urgency, draft.secrecy,
        draft.handler, draft.due_at, known(draft, me()), found_by(draft.title, draft.addressee, draft.body), me(), now,
        edition or (FIRST_EDITION if kind.editions else ""), draft.change_note, replaces, corrects,
    )  # fmt: skip
    await _keep(made, 1, draft)
    return made


async def save(document_id: UUID, draft: Draft, version: int) -> None:
    """Saves the words over the draft that was read as `version`. Raises Refused, Conflict, NotHere."""
    found = await document(document_id, lock=True)
    if found.state != "draft":
        raise Refused("", flow.NOT_DRAFT)
    if found.version != version:
        raise Refused("", OVERTAKEN)
    await _check(draft)
    await database.execute(
        CHANGE, document_id, draft.title, draft.body, draft.addressee, draft.copies, draft.urgency, draft.secrecy, draft.handler,
        draft.due_at, known(draft, found.drafter, me()), found_by(draft.title, draft.addressee, draft.body), draft.change_note,
        clock.now(),
    )  # fmt: skip
    await _keep(document_id, version + 1, draft)


async def _check(draft: Draft) -> None:
    await somebody_here(draft.handler, "handler")
    flow.check_due(draft.due_at, clock.now())
    for person in draft.readers:
        await somebody_here(person, "readers")


async def _keep(document_id: UUID, number: int, draft: Draft) -> None:
    """The version beside those before it, and the addressees as they are now."""
    content = msgspec.json.encode(draft).decode()
    await database.execute(VERSION, new_id(), document_id, number, content, me(), clock.now())
    await database.execute("delete from document_reader where document = $1", document_id)
    await put_readers(document_id, draft.readers)


async def put_readers(document_id: UUID, people: Iterable[UUID]) -> None:
    """The addressees in their order."""
    for place, person in enumerate(dict.fromkeys(people), 1):
        await database.execute(READER, new_id(), document_id, person, place)


def known(draft: Draft, *people: UUID) -> list[UUID]:
    """Who may know of it if it is secret: whoever writes it and whoever it names."""
    named = [*people, *draft.readers, *([draft.handler] if draft.handler else [])]
    return list(dict.fromkeys(named))


def found_by(*texts: str) -> str:
    """What the register's search looks through."""
    return deep_text("\n".join(texts))


async def discard(document_id: UUID) -> None:
    """Puts a draft away; it stays readable. Raises Conflict, NotHere."""
    found = await document(document_id, lock=True)
    if found.state != "draft":
        raise Conflict(flow.NOT_DRAFT)
    put_away = "update document set state = 'discarded', changed_at = $2 where id = $1"
    await database.execute(put_away, document_id, clock.now())


async def begin_edition(document_id: UUID, *, whole: bool) -> UUID:
    """A draft of the next edition with the words in force; the old one stays in force until it is issued (DOC-7)."""
    old = await hold(document_id, "issued", "closed")
    if not old.of_kind.editions or old.superseded_at is not None:
        raise Conflict(N_("This document has no further editions."))
    taken = "select exists (select from document where replaces = $1 and state <> 'discarded')"
    if await database.value(taken, document_id):
        raise Conflict(N_("The next edition has been begun already."))
    draft = Draft(kind=old.kind, title=old.title, body=old.body, addressee=old.addressee, copies=old.copies,
                  secrecy=old.secrecy, readers=await _readers(document_id))  # fmt: skip
    made = await begin(draft, edition=next_edition(old.edition, whole=whole), replaces=document_id)
    await step(document_id, "edition", next_edition(old.edition, whole=whole))
    return made


async def begin_correction(document_id: UUID) -> UUID:
    """A draft of the document that corrects this one and names it; this one is never touched (SIGN-9)."""
    old = await hold(document_id, "issued", "closed")
    if old.issued_at is None:
        raise Conflict(N_("Only what has been issued is corrected."))
    title = f"关于更正《{old.title}》的{old.of_kind.name}"[:100]
    body = (
        f"《{old.title}》（{old.doc_no}）中有误，现更正如下。\n原文：{flow.PLACEHOLDER}\n"
        f"更正为：{flow.PLACEHOLDER}\n其余内容不变。"
    )
    draft = Draft(kind=old.kind, title=title, body=body, addressee=old.addressee, copies=old.copies, secrecy=old.secrecy,
                  readers=await _readers(document_id), handler=old.handler)  # fmt: skip
    made = await begin(draft, corrects=document_id)
    await step(document_id, "correction")
    return made


async def _readers(document_id: UUID) -> tuple[UUID, ...]:
    """Its addressees who still work here."""
    found = await database.connection().fetch(
        """select r.person from document_reader r join person p on p.property = r.property and p.id = r.person
            where r.document = $1 and p.closed_at is null order by r.place""", document_id,
    )  # fmt: skip
    return tuple(row[0] for row in found)
