"""The house of the tests stands at one moment, now or where it is told to: every clock of it tells the same."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import redis

from hushu.foundation.settings import settings
from world import TOWER, House

NEAR = timedelta(minutes=1)
SAY = "from datetime import UTC, datetime; print(datetime.now(UTC).isoformat())"


def by_a_child() -> datetime:
    """What another Python says that is started here."""
    done = subprocess.run([sys.executable, "-c", SAY], capture_output=True, text=True, check=True)
    return datetime.fromisoformat(done.stdout.strip())


async def test_python_its_children_postgres_and_valkey_agree_on_the_moment(house: House) -> None:
    with redis.Redis.from_url(settings().redis_url) as queue:
        seconds, _ = queue.time()
    told = (
        await house.value(TOWER, "select clock_timestamp()"),
        by_a_child(),
        datetime.fromtimestamp(seconds, UTC),
    )
    assert all(abs(datetime.now(UTC) - one) < NEAR for one in told), told
