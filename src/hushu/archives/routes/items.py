"""An item's page and its files (ARCH-6, ARCH-30)."""

from uuid import UUID

from hushu.archives import queries, reading
from hushu.archives.commands.reading import note_reading
from hushu.archives.queries.items import damaged_at, words_of
from hushu.archives.queries.matters import matters_of
from hushu.archives.queries.readings import may_read, readings
from hushu.archives.rules.matters import KINDS as MATTERS
from hushu.archives.rules.words import INKS, ITEM_STATES, MEDIA, SECRECY, TRIGGERS
from hushu.foundation.opened import me
from hushu.foundation.web import Answer, Web, get, page

MOST_SHOWN = 50_000  # signs of a text on one page


@get("/archives/items/{item:uuid}", "archives.read")
async def show(request: Web, item: UUID) -> Answer:
    """What the catalog says of it, and its files for whoever may read them."""
    found = await queries.item(item)
    allowed, leaves = await may_read(item, me()), await queries.leaves(item)
    shown = allowed and found.state == "kept"
    return page(
        request, "archives/item.html", item=found, leaves=leaves, may_read=allowed, drawn=reading.DRAWN,
        texts=await _texts(found, leaves) if shown else {},
        readings=await readings(item) if found.secrecy else [], secrecy=SECRECY, media=MEDIA, inks=INKS, states=ITEM_STATES,
        triggers=TRIGGERS, box=await queries.box_of(found.volume), sealed=await queries.is_sealed(found.volume),
        damaged=await damaged_at(item), matters=await matters_of(item=item), matter_kinds=MATTERS,
    )  # fmt: skip


async def _texts(item: queries.ItemDetail, leaves: list[queries.Leaf]) -> dict[UUID, str]:
    """The words of files that have no pages to look at; showing those of a confidential item is kept."""
    written = [leaf for leaf in leaves if leaf.media_type not in reading.DRAWN and leaf.read_at]
    if written:
        await note_reading(item, "seen")
    return {leaf.id: (await words_of(leaf.id))[:MOST_SHOWN] for leaf in written}


ROUTES = (show,)
