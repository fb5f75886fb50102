"""Who may take over a shared desk by PIN (PPL-5)."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.rights import table


class DeskPerson(msgspec.Struct, frozen=True):
    """A colleague on the switch page."""

    id: UUID
    name: str
    post_name: str
    initials: str
    spelled: str
    locked_until: datetime | None


def desk_roles() -> list[str]:
    """The roles that write at the desk, as the rights table says."""
    return [role for right in table().right if right.action == "desk.write" for role in right.roles]


async def desk_people() -> list[DeskPerson]:
    """Colleagues of the desk who have a PIN and an account, by name."""
    return await database.rows(
        DeskPerson,
        """select p.id, p.name, o.name, p.initials, regexp_replace(p.sort_key, '[^a-z]', '', 'g'),
                  case when p.pin_locked_until > $2 then p.pin_locked_until end
             from person p join post o on o.property = p.property and o.id = p.post
            where p.closed_at is null and p.pin_hash <> '' and p.account is not null and p.roles && $1::text[]
            order by p.sort_key, p.id""",
        desk_roles(), clock.now(),
    )  # fmt: skip
