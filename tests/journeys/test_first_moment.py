"""Whoever starts the house for the first time finds the demo, whatever the hour: at night, at a month's end, on a holiday."""

import asyncio
from datetime import datetime
from pathlib import Path

import asyncpg
import pytest

from journeys.standing import secret_of_the_world
from journeys.years import kept
from moment import PYTHON_PATH, SHIFT, elsewhere, seconds_to

PROPERTIES = "select slug, id::text from property order by slug"
INSIDE = "select set_config('hushu.property', $1, false)"
# Shifts that are on, meetings to come.
FOUND = """select (select count(*) from duty_record where state = 'open'),
                  (select count(*) from meeting where state = 'planned')"""


@pytest.mark.nightly
@pytest.mark.parametrize(
    "moment",
    [
        "2026-10-01T10:00",
        "2026-11-27T08:20",
        "2026-11-29T12:00",
        "2026-11-30T23:58",
        "2026-12-01T00:03",
        "2026-12-31T22:59",
        "2027-01-01T06:58",
        "2027-02-06T15:00",
        "2028-02-29T07:00",
    ],
)
def test_the_demo_is_laid_at_whatever_moment(moment: str, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)  # Postgres has a user of its own
    seconds = seconds_to(datetime.fromisoformat(moment))
    environment = elsewhere() | {
        "HUSHU_DATA": str(tmp_path / "data"), "HUSHU_SECRET": secret_of_the_world(), "HUSHU_SMTP_URL": "",
        "PYTHONPATH": PYTHON_PATH, SHIFT: str(seconds),
    }  # fmt: skip
    with kept(environment, seconds) as house:
        found = asyncio.run(counted(house["DATABASE_URL"]))
    assert [slug for slug, _, _ in found] == ["garden", "harbour", "riverside"]
    assert all(on == 1 and coming for _, on, coming in found), found


async def counted(owner: str) -> list[tuple[str, int, int]]:
    """What the demo has laid, by property."""
    connection, found = await asyncpg.connect(owner), []
    try:
        for slug, number in await connection.fetch(PROPERTIES):
            await connection.execute(INSIDE, number)
            found.append((slug, *await connection.fetchrow(FOUND)))
    finally:
        await connection.close()
    return found
