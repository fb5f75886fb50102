"""The public check of an issued document: whoever holds its code sees whether it is what was issued (SIGN-9)."""

import hashlib
from datetime import date

import msgspec
from litestar.datastructures import UploadFile

from hushu.foundation import database, throttle
from hushu.foundation.addresses import client_address
from hushu.foundation.forms import read
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.translation import N_
from hushu.foundation.web import Answer, Web, page, public_get, public_post

LARGEST = 15 * 1024 * 1024
CHECKS = 30
TOO_MANY = N_("Too many files from here. Wait %(n)s minutes and check this one again.")


class Issued(msgspec.Struct, frozen=True):
    """What the public page may say; the title of a secret paper is empty. whole: what was frozen is unchanged."""

    property: str
    title: str
    doc_no: str
    issued_on: date
    edition: str
    content_hash: str
    whole: bool
    sha256: str | None
    superseded: bool
    corrected_by: str | None
    record: str | None


class FileForm(msgspec.Struct):
    """The PDF somebody holds."""

    file: UploadFile


async def _issued(code: str) -> Issued:
    """The document of that code. Raises NotHere."""
    async with database.transaction():
        found = await database.value("select document_public($1)::text", code[:120])
    if found is None:
        raise NotHere
    return msgspec.json.decode(found, type=Issued)


async def _page(request: Web, code: str, verdict: str = "") -> Answer:
    return page(request, "documents/check.html", issued=await _issued(code), code=code, verdict=verdict)  # fmt: skip


async def check_again(request: Web) -> Answer:
    """The page once more, after a refusal."""
    return await _page(request, request.path_params["code"])


@public_get("/document-check/{code:str}")
async def check(request: Web, code: str) -> Answer:
    """Whether this number was issued, and whether its words are unchanged."""
    return await _page(request, code)


@public_post("/document-check/{code:str}", again=check_again)
async def check_file(request: Web, code: str) -> Answer:
    """Whether this file is the issued paper, bit for bit."""
    issued = await _issued(code)
    form = await read(request, FileForm)
    await throttle.spend("check-file", client_address(request), CHECKS, "file", TOO_MANY)
    data = await form.file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refused("file", N_("The file is too large for one of our papers."))
    same = issued.sha256 is not None and hashlib.sha256(data).hexdigest() == issued.sha256
    return await _page(request, code, "same" if same else "none" if issued.sha256 is None else "other")  # fmt: skip


PUBLIC = (check, check_file)
