"""What comes back by itself: once a property and day by its own clock, after downtime too; and what is swept away."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest
import time_machine

import foundation.trial as trial
from hushu.foundation import clock
from hushu.foundation.house import modules, stand
from hushu.foundation.module import Daily, Module
from hushu.foundation.recurring import Calendar, sweep
from hushu.foundation.scheduler import LEADER, Scheduler
from hushu.foundation.settings import settings
from world import GARDEN, RIVERSIDE, TOWER, House

ASKED = "select once from outbox where job = 'trial.day' order by once"


@pytest.fixture
async def platform(house: House) -> AsyncIterator[asyncpg.Connection]:
    """The scheduler's connection, with one daily job at eight in the morning and nothing else."""
    standing = list(modules())

    async def day() -> None:
        await trial.write("day")

    stand(
        [
            Module(
                name="trial", title="Trial", jobs={"trial.day": day}, daily=[Daily("trial.day", 8)]
            )
        ]
    )
    owner = await house.owner()
    await owner.execute(trial.TABLE)
    await owner.execute(
        "update property set time_zone = 'America/New_York' where slug = $1", RIVERSIDE
    )
    connection = await asyncpg.connect(settings().platform_database_url)
    yield connection
    await connection.close()
    stand(standing)


@pytest.mark.req("T39")
async def test_a_daily_job_runs_once_a_day_by_each_propertys_own_clock(
    house: House, platform: asyncpg.Connection
) -> None:
    """Looked at every ten minutes for two days, by two schedulers in turn, across New Year."""
    start = datetime(2026, 12, 31, 15, 55, tzinfo=UTC)  # 23:55 in Shanghai, 10:55 in New York
    schedulers = [Calendar(), Calendar()]
    with time_machine.travel(start, tick=False) as traveller:
        for turn in range(2 * 24 * 6):
            await schedulers[turn % 2].ask(platform, clock.now())
            traveller.shift(timedelta(minutes=10))
        await house.work()
    asked = {
        slug: [r["once"][-10:] for r in await house.rows(slug, ASKED)]
        for slug in (TOWER, GARDEN, RIVERSIDE)
    }
    shanghai = ["2026-12-31", "2027-01-01", "2027-01-02"]
    assert asked == {
        TOWER: shanghai,
        GARDEN: shanghai,
        RIVERSIDE: ["2026-12-31", "2027-01-01", "2027-01-02"],
    }
    assert await house.value(TOWER, "select count(*) from trial") == 3


@pytest.mark.req("T39")
async def test_nothing_is_asked_for_before_its_hour(
    house: House, platform: asyncpg.Connection
) -> None:
    """At 7:59 no, at 8:00 yes."""
    midnight = datetime(2026, 11, 22, 16, tzinfo=UTC)  # of the 23rd in Shanghai
    await Calendar().ask(platform, midnight + timedelta(hours=7, minutes=59))
    assert await house.rows(TOWER, ASKED) == []
    await Calendar().ask(platform, midnight + timedelta(hours=8))
    assert [r["once"] for r in await house.rows(TOWER, ASKED)] == ["trial.day:2026-11-23"]


@pytest.mark.req("T39")
async def test_after_three_days_of_standstill_the_day_is_done_once(
    house: House, platform: asyncpg.Connection
) -> None:
    """Down from Monday to Thursday afternoon: one run on Thursday, not four and not none."""
    monday = datetime(2026, 11, 23, 4, tzinfo=UTC)
    with time_machine.travel(monday, tick=False) as traveller:
        await Calendar().ask(platform, clock.now())
        await house.work()
        traveller.shift(timedelta(days=3))
        for _ in range(3):
            await Calendar().ask(platform, clock.now())
            await house.work()
    assert [r["once"][-10:] for r in await house.rows(TOWER, ASKED)] == ["2026-11-23", "2026-11-26"]
    assert await house.value(TOWER, "select count(*) from trial") == 2


@pytest.mark.req("T24")
async def test_a_second_scheduler_stands_by_until_the_first_is_gone(
    house: House, platform: asyncpg.Connection
) -> None:
    """Whoever holds the lock works; the other takes over when the first one's connection ends."""
    leader = await asyncpg.connect(settings().platform_database_url)
    assert await leader.fetchval("select pg_try_advisory_lock($1)", LEADER)
    second = Scheduler()
    running = asyncio.create_task(second.run())
    await asyncio.sleep(1)
    holder = (
        "select count(*) from pg_locks where locktype = 'advisory' and granted and pid <> $1 "
        "and database = (select oid from pg_database where datname = current_database())"
    )
    assert await platform.fetchval(holder, leader.get_server_pid()) == 0
    pid = leader.get_server_pid()
    await leader.close()
    for _ in range(60):
        await asyncio.sleep(0.1)
        if taken := await platform.fetchval(holder, pid):
            break
    second._stop()
    await running
    assert taken == 1


@pytest.mark.req("T26")
async def test_the_sweeper_takes_only_what_is_old(
    house: House, platform: asyncpg.Connection
) -> None:
    """Form keys of three days ago, intents done fifteen days ago, sessions that ended; nothing younger, nothing undone."""
    browser = await house.sign_in("harbour.manager")
    await house.sign_in("garden.manager")
    owner = await house.owner()
    await owner.execute("update session set expires_at = now() - interval '1 minute' where token_hash <> $1",
                        __import__("hashlib").sha256(browser.token.encode()).digest())  # fmt: skip
    async with house.at(TOWER):
        from hushu.foundation import database

        for key, days in (("young", 1), ("old", 3)):
            await database.execute(
                "insert into form_key (person, key, at) select id, $1, now() - $2::int * interval '1 day' from person limit 1",
                key, days,
            )  # fmt: skip
        for name, days, done in (("young", 13, True), ("old", 15, True), ("undone", 15, False)):
            await database.execute(
                """insert into outbox (id, job, queue, once, due_at, done_at) values (gen_random_uuid(), 'x', 'default', $1,
                   now() - $2::int * interval '1 day', case when $3 then now() - $2::int * interval '1 day' end)""",
                name, days, done,
            )  # fmt: skip
    await sweep(platform)
    assert [r["key"] for r in await house.rows(TOWER, "select key from form_key")] == ["young"]
    kept = await house.rows(TOWER, "select once from outbox where job = 'x' order by once")
    assert [r["once"] for r in kept] == ["undone", "young"]
    assert (await browser.get("/p/harbour/badges")).status_code == 200
    assert await owner.fetchval("select count(*) from session") == 1
