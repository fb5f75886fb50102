"""Orders from above for the shifts to come (DUTY-3; H0 16.1.4)."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.database import Asked


class Order(msgspec.Struct, frozen=True):
    """An order; `team` nobody's for all teams."""

    id: UUID
    team: UUID | None
    team_name: str
    words: str
    person_name: str
    at: datetime
    until: date | None
    done_at: datetime | None
    done_by: str
    done_words: str


ORDER = """select o.id, o.team, coalesce(t.name, ''), o.words, p.name, o.at, o.until, o.done_at, coalesce(d.name, ''),
                  o.done_words
             from duty_order o join person p on p.property = o.property and p.id = o.person
             left join roster_team t on t.property = o.property and t.id = o.team
             left join person d on d.property = o.property and d.id = o.done_by """
STANDING = ORDER + "where o.done_at is null and (o.until is null or o.until >= $1) order by o.at"
LATEST = ORDER + "order by o.done_at is not null, o.at desc limit $1"


def standing_orders() -> Asked[Order]:
    """Those that hold today; to be asked together with others."""
    return Asked(Order, STANDING, (clock.today(),))


async def orders(most: int = 100) -> list[Order]:
    """All of them, what is not done first."""
    return await database.rows(Order, LATEST, most)
