"""The public check of an issued document: whoever holds its code sees whether it is what was issued (SIGN-9)."""

import hashlib
from datetime import date

import msgspec

from hushu.foundation.public_checks import held_file, record
from hushu.foundation.web import Answer, Web, page, public_get, public_post


class Issued(msgspec.Struct, frozen=True):
    """What the public page may say; the title of a secret paper is empty. whole: what was frozen is unchanged;
    erased: it is destroyed, as the archives say.
    """

    property: str
    title: str
    doc_no: str
    issued_on: date
    edition: str
    content_hash: str
    whole: bool
    erased: bool
    sha256: str | None
    superseded: bool
    corrected_by: str | None
    record: str | None


async def _issued(code: str) -> Issued:
    """The document of that code. Raises NotHere."""
    return await record(Issued, "document_public", code)


async def _page(request: Web, code: str, verdict: str = "") -> Answer:
    return page(request, "documents/check.html", issued=await _issued(code), code=code, verdict=verdict)  # fmt: skip


@public_get("/document-check/{code:str}")
async def check(request: Web, code: str) -> Answer:
    """Whether this number was issued, and whether its words are unchanged."""
    return await _page(request, code)


@public_post("/document-check/{code:str}", again=check)
async def check_file(request: Web, code: str) -> Answer:
    """Whether this file is the issued paper, bit for bit."""
    issued = await _issued(code)
    mark = hashlib.sha256(await held_file(request)).hexdigest()
    if issued.sha256 is None:
        return await _page(request, code, "none")
    return await _page(request, code, "same" if mark == issued.sha256 else "other")


PUBLIC = (check, check_file)
