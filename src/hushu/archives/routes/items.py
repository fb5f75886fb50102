"""An item's page and its files (ARCH-6, ARCH-30)."""

from uuid import UUID

from hushu.archives import queries
from hushu.archives.commands.reading import note_reading
from hushu.archives.queries.loans import in_hands
from hushu.archives.queries.readings import may_read, readings
from hushu.archives.queries.reports import reports_of
from hushu.archives.rules.words import (
    HARMS,
    INKS,
    ITEM_STATES,
    MEDIA,
    REPORT_STATES,
    SECRECY,
    TRIGGERS,
)
from hushu.foundation import files
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import NotHere
from hushu.foundation.web import Answer, Web, get, page


async def show_item(request: Web) -> Answer:
    """What the catalog says of it, and its files for whoever may read them; also after a refusal."""
    item = UUID(str(request.path_params["item"]))
    found = await queries.item(item)
    watches = here().may("archives.grant") or here().may("audit.read")
    return page(
        request, "archives/item.html", item=found, leaves=await queries.leaves(item), may_read=await may_read(item, me()),
        readings=await readings(item) if found.secrecy and watches else [], secrecy=SECRECY, media=MEDIA, inks=INKS,
        states=ITEM_STATES, triggers=TRIGGERS, in_hands=await in_hands(item), reports=await reports_of(item), harms=HARMS,
        report_states=REPORT_STATES,
    )  # fmt: skip


@get("/archives/items/{item:uuid}", "archives.read")
async def show(request: Web, item: UUID) -> Answer:  # noqa: ARG001 (read from the path)
    """One item."""
    return await show_item(request)


@get("/archives/items/{item:uuid}/files/{leaf:uuid}", "archives.read")
async def file(request: Web, item: UUID, leaf: UUID) -> Answer:  # noqa: ARG001 (every handler begins with the request)
    """The original's bytes as they came, as an attachment; a look at a confidential one is kept."""
    found = await queries.item(item)
    wanted = next((one for one in await queries.leaves(item) if one.id == leaf), None)
    if wanted is None:
        raise NotHere
    await note_reading(found, "downloaded")
    return await files.serve(wanted.file)


ROUTES = (show, file)
