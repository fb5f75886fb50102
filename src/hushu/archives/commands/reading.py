"""A look at what an item holds: allowed by class or leave, kept where it is confidential (ARCH-30)."""

from hushu.archives.queries.items import ItemDetail
from hushu.archives.queries.readings import may_read
from hushu.archives.rules.words import ORDINARY
from hushu.archives.tables import ArchiveReading
from hushu.foundation import clock
from hushu.foundation.opened import me
from hushu.foundation.refusals import NotAllowed
from hushu.foundation.tables import insert, new_id


async def note_reading(item: ItemDetail, how: str) -> None:
    """Lets the acting person look, and keeps that they did. Raises NotAllowed."""
    if not await may_read(item.id, me()):
        raise NotAllowed
    if item.secrecy > ORDINARY:
        await insert(
            ArchiveReading(id=new_id(), item=item.id, person=me(), at=clock.now(), how=how)
        )
