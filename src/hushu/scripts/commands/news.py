"""What becomes of a newer pack's wording: taken as a draft or declined; an edited item is never overwritten (TEN-3)."""

from uuid import UUID

from hushu.foundation import database, packs
from hushu.foundation.opened import here
from hushu.foundation.refusals import NotHere
from hushu.scripts.commands.drafting import add_draft, begin_script
from hushu.scripts.queries.pack_news import pack_scripts
from hushu.scripts.rules.words import PackScript

SEEN = "update script set pack_hash = $2, pack_edition = $3 where key = $1"


async def take_news(key: str) -> UUID:
    """The pack's wording as a draft, to be edited and signed like any other. Raises NotHere, Conflict."""
    script = _of_pack(key)
    own: UUID | None = await database.value("select id from script where key = $1", key)
    edition = packs.version(here().kind)
    if own is None:
        own = await begin_script(script.words)
        await database.execute("update script set key = $2 where id = $1", own, key)
    else:
        await add_draft(own, script.words, pack_edition=edition)
    await _seen(script, edition)
    return own


async def keep_own(key: str) -> None:
    """The property's own wording stays; this news is not shown again. Raises NotHere."""
    script = _of_pack(key)
    if not await _seen(script, packs.version(here().kind)):
        raise NotHere


async def _seen(script: PackScript, edition: int) -> int:
    return await database.execute(SEEN, script.key, packs.fingerprint(script), edition)


def _of_pack(key: str) -> PackScript:
    found = pack_scripts().get(key)
    if found is None:
        raise NotHere
    return found
