"""What comes back by itself: each property's daily jobs by its own clock, and the house's sweeping."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from uuid import UUID, uuid4

import asyncpg
import structlog

from hushu.foundation.clock import zone
from hushu.foundation.house import modules
from hushu.foundation.module import Daily

ASK = """insert into outbox (property, id, job, queue, once, due_at)
         select property, id, job, 'default', once, $5
           from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as asked(property, id, job, once)
         on conflict (property, once) do nothing"""
SWEEP = {
    "form_key": "delete from form_key",  # its policy lets the platform see only what is two days old
    "outbox": "delete from outbox where done_at < now() - interval '14 days'",
    "session": "select purge_sessions()",
}

SWEEP_FILES = Daily(job="files.sweep", hour=4, minute=20)

Asked = tuple[UUID, str, str]
log = structlog.get_logger()


class Calendar:
    """Asks for the daily jobs that are due; remembers what it asked for, but the database decides (T39)."""

    def __init__(self) -> None:
        self._asked: set[Asked] = set()

    async def ask(self, connection: asyncpg.Connection, now: datetime) -> int:
        """Asks once a property and local day for each daily job whose hour has come, also after a pause; how many."""
        places = await connection.fetch("select id, time_zone from property_slugs()")
        wanted = [
            asked
            for place in places
            for asked in due_in(place["id"], place["time_zone"], now, dailies())
        ]
        fresh = [asked for asked in wanted if asked not in self._asked]
        if fresh:
            properties, jobs, once = zip(*fresh, strict=True)
            status = await connection.execute(
                ASK, properties, [uuid4() for _ in fresh], jobs, once, now
            )
            log.info("daily_jobs_asked", jobs=int(status.rsplit(" ", 1)[-1]))
        self._asked = set(wanted)
        return len(fresh)


def dailies() -> list[Daily]:
    """Every module's daily jobs, and the sweeping of each property's store."""
    return [SWEEP_FILES, *(daily for module in modules() for daily in module.daily)]


def due_in(place: UUID, time_zone: str, now: datetime, jobs: Iterable[Daily]) -> Iterator[Asked]:
    """Which daily jobs this property's clock has reached today, each with the name that makes it happen once."""
    local = now.astimezone(zone(time_zone))
    for daily in jobs:
        if local.time() >= time(daily.hour, daily.minute):
            yield place, daily.job, f"{daily.job}:{local.date().isoformat()}"


async def sweep(connection: asyncpg.Connection) -> None:
    """Takes away answered form keys, carried-out intents and ended sessions once nobody needs them."""
    for name, statement in SWEEP.items():
        log.info("swept", table=name, status=await connection.execute(statement))
