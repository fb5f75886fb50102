"""Many at once on few connections, some cut off, some failing: nobody ever sees another property (T4)."""

import asyncio
import random
from collections.abc import AsyncIterator

import asyncpg
import pytest

from hushu.foundation import database
from hushu.foundation.opened import here
from hushu.foundation.settings import settings
from hushu.foundation.tenancy import opened
from world import Browser, House

TASKS, TURNS, CONNECTIONS = 40, 50, 4
SEED = 20261122
MARK = "insert into counter (property, kind, year, last) values (property_here(), $1, $2, 1)"
SEEN = """select array(select distinct property from person), array(select distinct property from counter),
                 array(select distinct property from post), property_here()"""


@pytest.fixture
async def narrow(house: House) -> AsyncIterator[House]:
    """The house with very few connections."""
    await database.disconnect()
    await database.connect(str(settings().app_database_url), size=CONNECTIONS)
    yield house


class Visits:
    """What the tasks saw and did."""

    def __init__(self, house: House) -> None:
        self.house, self.random = house, random.Random(SEED)
        self.wrong: list[str] = []
        self.done = self.cut = self.failed = 0

    async def task(self, number: int) -> None:
        """Fifty random properties, one after another."""
        for turn in range(TURNS):
            slug = self.random.choice(list(self.house.properties))
            fate = self.random.random()
            visit = asyncio.create_task(
                self.visit(slug, f"task {number}", turn, fails=0.10 <= fate < 0.15)
            )
            if fate < 0.10:
                await asyncio.sleep(self.random.random() * 0.02)
                visit.cancel()
            try:
                await visit
                self.done += 1
            except asyncio.CancelledError:
                self.cut += 1
            except (asyncpg.PostgresError, ZeroDivisionError):
                self.failed += 1

    async def visit(self, slug: str, kind: str, turn: int, *, fails: bool) -> None:
        """Opens the property, writes, looks at everything in reach, and sometimes fails half-way."""
        own = self.house.properties[slug]
        async with opened(own):
            await database.execute(MARK, kind, turn)
            await database.value("select pg_sleep(0.001)")
            if fails and turn % 2:
                await database.value("select 1 / 0")
            if fails:
                raise ZeroDivisionError
            *found, now = await database.connection().fetchrow(SEEN)
            if (
                {p for places in found for p in places} - {own}
                or now != own
                or here().property != own
            ):
                self.wrong.append(f"{slug} saw {found}")


@pytest.mark.req("T4", "TEN-4")
async def test_a_crowded_pool_never_carries_a_property_over(narrow: House) -> None:
    visits = Visits(narrow)
    await asyncio.gather(*(visits.task(number) for number in range(TASKS)))
    print(f"seed {SEED}: {visits.done} done, {visits.cut} cut off, {visits.failed} failed")
    assert visits.wrong == []
    assert visits.done + visits.cut + visits.failed == TASKS * TURNS
    assert visits.cut > 50
    assert visits.failed > 50
    kept = [
        await narrow.value(slug, "select count(*) from counter where kind like 'task %'")
        for slug in narrow.properties
    ]
    assert visits.done <= sum(kept) <= visits.done + visits.cut
    await assert_nothing_left()


async def assert_nothing_left() -> None:
    """Every connection of the pool can be taken at once, and none has a property, a transaction or a row in sight."""
    pool = database.engine.pool
    assert pool is not None
    async with asyncio.timeout(10):
        taken = [await pool.acquire() for _ in range(CONNECTIONS)]
    for connection in taken:
        assert not connection.is_in_transaction()
        assert not await connection.fetchval("select current_setting('hushu.property', true)")
        assert await connection.fetchval("select count(*) from person") == 0
        await pool.release(connection)


@pytest.mark.req("T4")
async def test_callers_who_hang_up_cost_no_connection(narrow: House) -> None:
    browsers = {slug: await narrow.sign_in(f"{slug}.manager") for slug in narrow.properties}
    names = {
        slug: await narrow.value(slug, "select name from property_facts()") for slug in browsers
    }
    chance = random.Random(SEED)

    async def look(browser: Browser, slug: str) -> None:
        answer = await browser.get(f"/p/{slug}/rights")
        assert answer.status_code == 200
        assert names[slug] in answer.text
        assert not any(
            name in answer.text
            for other, name in names.items()
            if other[:4] != slug[:4] and other == "riverside"
        )

    async def hurried(number: int) -> int:
        slug = chance.choice(list(browsers))
        asked = asyncio.create_task(look(browsers[slug], slug))
        if number % 5 == 0:
            await asyncio.sleep(chance.random() * 0.03)
            asked.cancel()
        return int(
            isinstance(
                (await asyncio.gather(asked, return_exceptions=True))[0],
                asyncio.CancelledError | None,
            )
        )

    assert sum(await asyncio.gather(*(hurried(number) for number in range(200)))) == 200
    await assert_nothing_left()
