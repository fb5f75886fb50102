"""Who may read what an item holds, and who has (ARCH-30)."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.foundation import database

MAY_READ = """select i.state = 'kept' and (p.roles && c.readers or (i.secrecy < 2 and p.id = i.filed_by)
                or exists (select 1 from archive_grant g where g.person = p.id and g.ended_at is null
                             and (g.until is null or g.until >= current_date) and (g.class is null or g.class = i.class)
                             and (g.volume is null or g.volume = i.volume) and (g.item is null or g.item = i.id)))
                from archive_item i join archive_class c on c.property = i.property and c.id = i.class, person p
               where i.id = $1 and p.id = $2"""


class Reading(msgspec.Struct, frozen=True):
    """One look at a confidential or secret item."""

    at: datetime
    name: str
    how: str


async def may_read(item: UUID, person: UUID) -> bool:
    """Whether that person may read what the item holds: by a role of its class, or by the general manager's leave."""
    return bool(await database.value(MAY_READ, item, person))


async def readings(item: UUID, limit: int = 100) -> list[Reading]:
    """Who looked, newest first."""
    sql = """select r.at, p.name, r.how from archive_reading r join person p on p.property = r.property and p.id = r.person
              where r.item = $1 order by r.at desc limit $2"""
    return await database.rows(Reading, sql, item, limit)
