"""An item's page and its files (ARCH-6, ARCH-30)."""

from uuid import UUID

from hushu.archives import queries, reading
from hushu.archives.commands.reading import note_reading
from hushu.archives.queries.items import words_of
from hushu.archives.queries.loans import in_hands
from hushu.archives.queries.matters import matters_of
from hushu.archives.queries.readings import leave, readings
from hushu.archives.queries.reports import reports_of
from hushu.archives.rules.matters import KINDS as MATTERS
from hushu.archives.rules.words import (
    HARMS,
    HOLD_KINDS,
    INKS,
    ITEM_STATES,
    MEDIA,
    REPORT_STATES,
    SECRECY,
    TRIGGERS,
)
from hushu.foundation import database
from hushu.foundation.opened import here, me
from hushu.foundation.web import Answer, Web, get, page

MOST_SHOWN = 50_000  # signs of a text on one page


@get("/archives/items/{item:uuid}", "archives.read")
async def show_item(request: Web, item: UUID) -> Answer:
    """What the catalog says of it, and its files for whoever may read them; also after a refusal."""
    found = await queries.item(item)
    leaves, leaves_to, hands, reports, holds, box, matters = await database.together(
        queries.leaves(item), leave(item, me()), in_hands(item), reports_of(item), queries.holds_on(item, found.volume),
        queries.box_of(found.volume), matters_of(item=item),
    )  # fmt: skip
    allowed = any(one.given for one in leaves_to)
    shown = allowed and found.state == "kept"
    watches = here().may("archives.grant") or here().may("audit.read")
    return page(
        request, "archives/item.html", item=found, leaves=leaves, may_read=allowed, drawn=reading.DRAWN,
        texts=await _texts(found, leaves) if shown else {}, readings=await readings(item) if found.secrecy and watches else [],
        secrecy=SECRECY, media=MEDIA, inks=INKS, states=ITEM_STATES, triggers=TRIGGERS, in_hands=next(iter(hands), None),
        reports=reports, harms=HARMS, report_states=REPORT_STATES, hold_kinds=HOLD_KINDS, holds=holds,
        gone=await queries.list_of(item) if found.state == "destroyed" else None, box=next(iter(box), None),
        damaged=min((one.damaged_at for one in leaves if one.damaged_at), default=None),
        matters=matters, matter_kinds=MATTERS,
    )  # fmt: skip


async def _texts(item: queries.ItemDetail, leaves: list[queries.Leaf]) -> dict[UUID, str]:
    """The words of files that have no pages to look at; showing those of a confidential item is kept."""
    written = [leaf for leaf in leaves if leaf.media_type not in reading.DRAWN and leaf.read_at]
    if written:
        await note_reading(item, "seen")
    return {leaf.id: (await words_of(leaf.id))[:MOST_SHOWN] for leaf in written}


ROUTES = (show_item,)
