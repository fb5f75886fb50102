"""What is in a file: read once, kept under the file's own key, found by any two of its characters (ARCH-6, ARCH-10)."""

from contextlib import suppress
from datetime import date
from uuid import UUID

import msgspec

from hushu.archives import reading
from hushu.archives.commands.filing import UNCOUNTED, find_by
from hushu.archives.commands.volumes import count_in
from hushu.foundation import clock, database, files, live

CATALOG = "select dated, title, doc_no, author, organisation, remark, number from archive_item where id = $1 and state = 'kept'"
UNREAD = "select file from archive_leaf where item = $1 and read_at is null order by place"
COUNTED = "update archive_item set pages = $2 where id = $1 and pages = $3 returning volume"
LEAVES = "select file, words from archive_leaf where item = $1 order by place"
LEAF = """update archive_leaf set words = $2, thumb = coalesce($3, thumb), read_at = $4, problem = $5
           where file = $1 returning item"""


class Reading(msgspec.Struct, frozen=True):
    """What was read in a file. blind: drawings of the pages whose writing is a picture."""

    text: str
    pages: int
    thumb: UUID | None
    problem: str
    blind: tuple[bytes, ...] = ()


async def read_file(file: UUID) -> Reading:
    """Reads the file, and keeps its first page small under a key of its own; what cannot be read is said in words."""
    known = await files.facts(file)
    try:
        found = await reading.read(await files.read(file), known.media_type)
    except reading.Unreadable as fault:
        return Reading("", 1, None, fault.reason)
    thumb = (
        await files.keep("thumb.jpg", found.thumb, files.JPEG, sealed=True) if found.thumb else None
    )
    return Reading(found.text, found.pages, thumb, "", found.blind)


async def read_item(item: UUID) -> list[UUID]:
    """Reads every file of an item that was not read yet; gives those whose writing still has to be seen.

    What was destroyed before its turn came has nothing to be read any more: it is passed over.
    """
    blind, pages = [], 0
    for record in await database.connection().fetch(UNREAD, item):
        with suppress(files.Erased):
            found = await read_file(record[0])
            await keep_words(record[0], found)
            pages += found.pages
            if found.blind:
                blind.append(record[0])
    if pages and (volume := await database.value(COUNTED, item, pages, UNCOUNTED)):
        await count_in(volume)
    await find_item_by(item)
    return blind


async def keep_words(file: UUID, found: Reading) -> list[UUID]:
    """Keeps what was read beside every leaf that holds the file; gives the items concerned."""
    sealed = await files.seal_text(file, found.text)
    kept = await database.connection().fetch(
        LEAF, file, sealed, found.thumb, clock.now(), found.problem
    )
    return [record[0] for record in kept]


async def see_file(file: UUID) -> str:
    """The writing in the file's pictures, page after page."""
    known = await files.facts(file)
    try:
        found = await reading.read(await files.read(file), known.media_type)
    except reading.Unreadable:
        return ""
    seen = [await reading.see(picture) for picture in found.blind]
    return "\n".join([found.text, *seen]).strip()


async def _words(file: UUID, sealed: bytes) -> str:
    """What was read in a file; nothing where its key is not at hand, the catalog still finds the item."""
    try:
        return await files.unseal_text(file, sealed)
    except files.NoKey:
        return ""


async def lay_missing() -> None:
    """Lays what items are found by wherever it is missing, as after a backup was brought back."""
    sql = """select id from archive_item i where state = 'kept'
                and not exists (select 1 from archive_text t where t.item = i.id)"""
    for record in await database.connection().fetch(sql):
        await find_item_by(record[0])


async def find_item_by(item: UUID) -> None:
    """Lays anew what the item is found by: its catalog entry and the text of all its files."""
    catalog = await database.connection().fetchrow(CATALOG, item)
    if catalog is None:
        return
    leaves = await database.connection().fetch(LEAVES, item)
    words = [await _words(*record) for record in leaves if record[1]]
    day: date = catalog[0]
    await find_by(item, day, (*catalog[1:], *words))
    live.changed("archives")
