"""What public checks of papers share: the record of a code, a stranger's file, bounded in size and number (SIGN-2)."""

from typing import TypeVar

import msgspec
from litestar.datastructures import UploadFile

from hushu.foundation import database, throttle
from hushu.foundation.addresses import client_address
from hushu.foundation.forms import read
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.translation import N_
from hushu.foundation.web import Web

T = TypeVar("T")
LARGEST = 15 * 1024 * 1024
LONGEST_CODE = 120
# Files of one address within the throttle's window: a check takes seconds of a process that all share.
CHECKS = 30
TOO_MANY = N_("Too many files from here. Wait %(n)s minutes and check this one again.")


class FileForm(msgspec.Struct):
    """The PDF somebody holds."""

    file: UploadFile


async def record(kind: type[T], function: str, code: str) -> T:
    """What that function of the database says of the code, to anybody. Raises NotHere."""
    async with database.transaction():
        found = await database.value(f"select {function}($1)::text", code[:LONGEST_CODE])
    if found is None:
        raise NotHere
    return msgspec.json.decode(found, type=kind)


async def held_file(request: Web) -> bytes:
    """The file that was handed in; it is kept nowhere. Raises Refused."""
    form = await read(request, FileForm)
    await throttle.spend("check-file", client_address(request), CHECKS, "file", TOO_MANY)
    data = await form.file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refused("file", N_("The file is too large for one of our papers."))
    return data
