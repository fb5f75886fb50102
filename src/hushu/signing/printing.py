"""The printed paper: what was frozen, its chain with pictures, and the code by which anybody can check it (SIGN-2, SIGN-4)."""

import asyncio
import base64
from uuid import UUID

from hushu.foundation import files, printing, qr
from hushu.foundation.filters import moment
from hushu.foundation.opened import here
from hushu.signing.commands.stamps import identity
from hushu.signing.queries import ChainView, Entry, entries, paper_row, staff, view

SIGNING = frozenset({"start", "agree"})
RECORD = SIGNING | {
    "return",
    "return_step",
    "return_all",
    "refuse",
    "hand_on",
    "add_before",
    "add_after",
    "assign",
    "move",
}


def check_address(code: str) -> str:
    """Where anybody can check the paper."""
    return qr.outside(f"/verify/{code}")


async def signed_pdf(paper: UUID) -> tuple[bytes, bool]:
    """The agreed paper with one PAdES signature per signer, and whether a timestamp service took part. Raises NotPrinted."""
    from hushu.signing import pades  # pyHanko weighs 40 MiB: only a worker that prints needs it

    row = await paper_row(paper)
    shown = view(row, await entries(paper), await staff())
    service = await asyncio.to_thread(pades.timestamper)
    plain = await print_paper(shown, stamped=service is not None)
    marks = [pades.Mark(*_mark(entry)) for entry in shown.entries if entry.deed in SIGNING]
    return await asyncio.to_thread(
        pades.sign, plain, marks, await identity(), service
    ), service is not None


async def print_paper(shown: ChainView, *, stamped: bool) -> bytes:
    """The paper as PDF, not yet signed. Raises NotPrinted."""
    wanted = {entry.picture for entry in shown.entries if entry.picture and entry.deed in SIGNING}
    pictures = {picture: await _picture(picture) for picture in wanted}
    address = check_address(shown.row.code)
    return await printing.pdf(
        "signing/print/paper.html", paper=shown, content=shown.row.content, pictures=pictures,
        entries=[e for e in shown.entries if e.deed in RECORD], address=address, stamped=stamped,
        record_qr=qr.picture(address), record_no=shown.row.content_hash[:16],
    )  # fmt: skip


async def _picture(file: UUID) -> str:
    return "data:image/png;base64," + base64.b64encode(await files.read(file)).decode()


def _mark(entry: Entry) -> tuple[str, str, str, str]:
    """Field, signer, reason and place of an entry's signature; the reason carries the entry's hash."""
    who = f"{entry.signer_name} ({entry.for_name})" if entry.for_name else entry.signer_name
    reason = f"{entry.no} {entry.words} {moment(entry.at)} {entry.hash}"
    return f"Step{entry.no:02}", who, reason, here().property_name
