"""The destruction list and the certificate on paper, with the columns that the standard names (ARCH-43, ARCH-44)."""

from typing import Any
from uuid import UUID

from hushu.archives import queries
from hushu.archives.queries.lists import DestructionList, Frozen
from hushu.archives.rules.words import LIST_STATES, METHODS, OUT_WHY, SECRECY
from hushu.foundation import qr
from hushu.foundation.filters import moment
from hushu.foundation.opened import here, setting
from hushu.foundation.papers import Printed
from hushu.foundation.ruled import ruled
from hushu.foundation.translation import N_, translate
from hushu.signing.queries import entries, paper_row

LIST_HEADINGS = (
    N_("Row no."), N_("Title of the item"), N_("Its year"), N_("Archive number"), N_("Term it should be kept"),
    N_("Years kept"), N_("Pages of it"), N_("Secrecy"), N_("Remark"),
)  # fmt: skip
LIST_WIDTHS = (6, 54, 8, 32, 14, 10, 8, 10, 36)
CERTIFICATE_HEADINGS = (
    N_("Row no."), N_("Archive number"), N_("Title of the item"), N_("Pages of it"), N_("SHA-256 of its bytes"),
)  # fmt: skip
CERTIFICATE_WIDTHS = (6, 32, 66, 8, 66)


async def list_context(list_id: UUID) -> dict[str, Any]:
    """What the printed list needs: its cover, its lines as they were signed, and what left it."""
    found = await queries.destruction_list(list_id)
    rows = await queries.list_rows(list_id)
    signed = {one.place: one for one in await queries.frozen_rows(list_id)}
    off = {row.place: translate(OUT_WHY[row.out_why]) for row in rows if row.out_at is not None}
    gone = translate(N_("Destroyed")) if found.state == "destroyed" else ""
    lines = [_line(signed.get(row.place, row.frozen), off.get(row.place, gone)) for row in rows]
    return await _shared(found) | {
        "widths": LIST_WIDTHS, "head": ruled(LIST_WIDTHS, [[translate(h) for h in LIST_HEADINGS]])[0],
        "rows": ruled(LIST_WIDTHS, lines), "pages": sum(row.pages for row in rows if row.out_at is None), "off": len(off),
    }  # fmt: skip


def _line(row: Frozen, remark: str) -> list[str]:
    return [
        str(row.place), row.title, str(row.year), row.number, row.term, str(row.kept), str(row.pages),
        translate(SECRECY[row.secrecy]), "；".join(filter(None, (remark, row.remark))),
    ]  # fmt: skip


async def certificate_context(list_id: UUID) -> dict[str, Any]:
    """What the certificate of a destroyed list needs: every item with its hash, and who saw it go."""
    found = await queries.destruction_list(list_id)
    rows = [row for row in await queries.list_rows(list_id) if row.out_at is None]
    lines = [
        [str(n), r.number, r.shown_title, str(r.pages), r.sha256] for n, r in enumerate(rows, 1)
    ]
    return await _shared(found) | {
        "widths": CERTIFICATE_WIDTHS, "head": ruled(CERTIFICATE_WIDTHS, [[translate(h) for h in CERTIFICATE_HEADINGS]])[0],
        "rows": ruled(CERTIFICATE_WIDTHS, lines), "pages": sum(row.pages for row in rows), "list_hash": found.content_hash,
    }  # fmt: skip


async def _shared(found: DestructionList) -> dict[str, Any]:
    """The cover's facts; the code leads anybody to the public check of the signed list."""
    code = await queries.code_of(found.id)
    address = qr.outside(f"/verify/{code}") if code else ""
    return {
        "found": found, "fonds": setting("fonds", "") or here().property_name, "record_no": found.number,
        "address": address, "record_qr": qr.picture(address) if address else "",
        "method": translate(METHODS[found.method]) if found.method else "", "state": translate(LIST_STATES[found.state]),
        "witnesses": [(one.name, one.post_name, moment(one.at)) for one in await queries.witnesses(found.id)],
        "signers": await _signers(found.id),
    }  # fmt: skip


async def _signers(list_id: UUID) -> dict[str, tuple[str, str]]:
    """Who checked and who approved, and when: the last to do so in the list's own paper."""
    paper = await queries.agreed_paper(list_id)
    if paper is None:
        return {}
    row = await paper_row(paper)
    return {
        entry.step_deed: (entry.signer_name, moment(entry.at))
        for entry in await entries(row.id)
        if entry.deed == "agree"
    }


async def list_paper(list_id: str) -> Printed:
    """The maker of the printed list."""
    context = await list_context(UUID(list_id))
    return Printed("archives/print/destruction_list.html", context)
