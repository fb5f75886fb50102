"""A look at what an item holds: allowed by class or leave, kept where it is confidential (ARCH-30)."""

from uuid import UUID

from hushu.archives.queries.items import ItemDetail
from hushu.archives.queries.readings import may_read
from hushu.archives.rules.words import ORDINARY
from hushu.archives.tables import ArchiveReading
from hushu.foundation import clock, database
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


EXPORTED = """insert into archive_reading (id, item, person, at, how)
              select id, item, $3, $4, 'exported' from unnest($1::uuid[], $2::uuid[]) as r (id, item)"""


async def note_exports(items: list[UUID]) -> None:
    """Keeps that what these confidential items hold left the house with the acting person (ARCH-30, ARCH-50)."""
    await database.execute(EXPORTED, [new_id() for _ in items], items, me(), clock.now())
