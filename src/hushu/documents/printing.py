"""Papers of documents: the issued one, a draft with its watermark, the handling slip, the register (DOC-5, DOC-8)."""

from typing import Any
from uuid import UUID

import msgspec

from hushu.documents.queries import document as one
from hushu.documents.queries.document import Document
from hushu.documents.queries.kinds import kinds, office
from hushu.documents.queries.register import MOST_EXPORTED, RegisterFilter, RegisterRow, register
from hushu.documents.queries.wall import seen_by
from hushu.documents.rules import words
from hushu.documents.rules.sheet import Frozen
from hushu.foundation import clock, printing, qr
from hushu.foundation.filters import long_date
from hushu.foundation.papers import Printed
from hushu.foundation.ruled import ruled
from hushu.foundation.sheets import Book
from hushu.foundation.translation import N_, translate
from hushu.signing.queries import chain_of

TEMPLATES = {"sheet": "documents/print/sheet.html", "instruction": "documents/print/instruction.html"}  # fmt: skip
OFFICIAL = "documents/print/official.html"
HEADINGS = (
    N_("Number"), N_("Date"), N_("Kind of document"), N_("Title"), N_("From or to whom"), N_("Their number"), N_("Urgency"),
    N_("Secrecy"),
    N_("Drafter"), N_("Handler"), N_("Limit"), N_("State"), N_("Where the original is"),
)  # fmt: skip
WIDTHS = (22, 12, 12, 38, 18, 16, 8, 6, 8, 8, 13, 8, 9)  # 178 half signs: one landscape line


def check_address(code: str) -> str:
    """Where anybody can check an issued document."""
    return qr.outside(f"/document-check/{code}")


def frozen(found: Document) -> Frozen:
    """What was issued, or, before that, the draft as it would stand on paper: no number, no day.

    Of a destroyed one there is nothing left but what its columns say.
    """
    if found.frozen:
        return msgspec.json.decode(found.frozen, type=Frozen)
    kind = found.of_kind
    return Frozen(
        form=kind.form, kind=kind.name, office=office().body, doc_no=blank_number(kind.number), title=found.title,
        body=found.body, addressee=found.addressee, copies=found.copies, urgency=found.urgency, secrecy=found.secrecy,
        drafter=found.drafter_name,
        handler=found.handler_name, edition=found.edition, change_note=found.change_note,
    )  # fmt: skip


def blank_number(pattern: str) -> str:
    """The number with its place left free: a draft has none."""
    return pattern.format(org=office().org, year=clock.today().year, no="　")


async def with_files(found: Document) -> Frozen:
    """The draft with its attachments named."""
    doc = frozen(found)
    if found.frozen is not None:
        return doc
    files = tuple(
        (f.name, f.sha256) for f in await one.attached(found.id) if f.role == "attachment"
    )
    return msgspec.structs.replace(doc, files=files)


def context(doc: Frozen, code: str | None, *, draft: bool) -> dict[str, Any]:
    """What the official templates need."""
    address = check_address(code) if code else ""
    picture = qr.picture(address) if address else ""
    return {
        "doc": doc, "draft": draft, "qr_picture": picture, "record_qr": picture,
        "record_no": doc.doc_no if not draft else translate(N_("Draft")), "address": address, "urgencies": words.URGENCIES,
        "secrecies": words.SECRECIES,
    }  # fmt: skip


async def official_pdf(found: Document) -> bytes:
    """The issued document as PDF, from what was frozen. Raises NotPrinted."""
    doc = frozen(found)
    template = TEMPLATES.get(doc.form, OFFICIAL)
    return await printing.pdf(template, **context(doc, found.code, draft=False))


async def draft_paper(document: str, reader: str) -> Printed:
    """The maker of a draft's print, with its watermark, as the one who asked may see it."""
    async with seen_by(reader):
        found = await one.document(UUID(document))
        doc = await with_files(found)
    draft = found.frozen is None
    return Printed(TEMPLATES.get(doc.form, OFFICIAL), context(doc, found.code, draft=draft))


async def slip(document: str, reader: str) -> Printed:
    """The maker of the handling slip: register data, instruction, opinions, result, whereabouts (DOC-1, DOC-3)."""
    async with seen_by(reader):
        found = await one.document(UUID(document))
        chain = await chain_of("document", found.id)
        made = {
            "copies": await one.copies(found.id),
            "readers": await one.readers(found.id),
            "steps": await one.steps(found.id),
        }
    entries = [e for e in chain.entries if e.deed in ("agree", "return", "refuse")] if chain else []
    return Printed(
        "documents/print/slip.html",
        {"document": found, "kind": found.of_kind, "entries": entries, "record_qr": qr.page(f"/documents/{found.id}"),
         "record_no": found.doc_no or "", **made, **labels()},
    )  # fmt: skip


async def register_paper(reader: str, **wish: str) -> Printed:
    """The maker of the printed register: exactly what the list showed to the one who asked."""
    asked = msgspec.convert(wish, RegisterFilter, strict=False)
    async with seen_by(reader):
        rows, _ = await register(asked, MOST_EXPORTED)
    headings = [translate(heading) for heading in HEADINGS]
    return Printed(
        "documents/print/register.html",
        {"head": ruled(WIDTHS, [headings])[0], "widths": WIDTHS, "rows": ruled(WIDTHS, lines(rows)), "count": len(rows),
         "direction": asked.direction or "", "day": long_date(clock.today()), **labels()},
    )  # fmt: skip


def book(rows: list[RegisterRow]) -> Book:
    """The register as a table, exactly what is shown."""
    headings = [translate(heading) for heading in HEADINGS]
    return Book(title=translate(N_("Register of documents")), headings=headings, rows=lines(rows))


def lines(rows: list[RegisterRow]) -> list[list[str]]:
    """The register's rows as words."""
    _, names = translate, kind_names()
    return [
        [
            row.doc_no, row.day, names.get(row.kind, row.kind), f"{row.title} {row.edition}".strip(), row.sender, row.their_no,
            _(words.URGENCIES[row.urgency]), _(words.SECRECIES[row.secrecy]), row.drafter, row.handler, row.due,
            _(words.STATES[row.state]), row.holder,
        ]
        for row in rows
    ]  # fmt: skip


def kind_names() -> dict[str, str]:
    """The pack's words for its kinds."""
    return {key: kind.name for key, kind in kinds().items()}


def labels() -> dict[str, dict[Any, str]]:
    """The words of the codes, for pages and papers."""
    tables: dict[str, dict[Any, str]] = {
        "directions": dict(words.DIRECTIONS), "states": dict(words.STATES), "urgencies": dict(words.URGENCIES),
        "secrecies": dict(words.SECRECIES), "treatments": dict(words.TREATMENTS), "ways": dict(words.WAYS),
        "step_words": dict(words.STEPS), "shows": dict(words.SHOWS),
    }  # fmt: skip
    said = {
        name: {key: translate(text) for key, text in table.items()}
        for name, table in tables.items()
    }
    return said | {"kinds": dict(kind_names()), "state_kinds": dict(words.STATE_KINDS)}
