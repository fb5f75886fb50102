"""The viewer: each page drawn anew as a picture, so that nothing of a file ever runs in a browser (ARCH-6, T20)."""

from uuid import UUID

from litestar import Response

from hushu.archives import queries, reading
from hushu.archives.commands.reading import note_reading
from hushu.foundation import files
from hushu.foundation.refusals import NotHere
from hushu.foundation.web import Answer, get

LONGER_SIDE = 1600
KEPT = {"Cache-Control": "private, no-store"}


async def drawn(file: UUID, media_type: str, number: int) -> Answer:
    """One page of a file of the store. Raises NotHere where there is no such page."""
    try:
        made = await reading.page_picture(await files.read(file), media_type, number, LONGER_SIDE)
    except reading.Unreadable as fault:
        raise NotHere from fault
    return Response(made.data, media_type=made.media_type, headers=KEPT)


async def _leaf(item: UUID, leaf: UUID) -> queries.Leaf:
    found = next((one for one in await queries.leaves(item).rows() if one.id == leaf), None)
    if found is None:
        raise NotHere
    return found


@get("/archives/items/{item:uuid}/files/{leaf:uuid}/pages/{number:int}", "archives.read")
async def picture(item: UUID, leaf: UUID, number: int) -> Answer:
    """A page of an item's file; the first look at a confidential one is kept."""
    found, wanted = await queries.item(item), await _leaf(item, leaf)
    await note_reading(found, "seen")
    return await drawn(wanted.file, wanted.media_type, number)


@get("/archives/items/{item:uuid}/files/{leaf:uuid}", "archives.read")
async def original(item: UUID, leaf: UUID) -> Answer:
    """The original's bytes as they came, as an attachment."""
    found, wanted = await queries.item(item), await _leaf(item, leaf)
    await note_reading(found, "downloaded")
    return await files.serve(wanted.file)


ROUTES = (picture, original)
