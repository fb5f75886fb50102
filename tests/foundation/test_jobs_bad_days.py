"""Bad days of the worker: killed in the middle, Redis emptied or gone. Real processes, nothing lost, nothing doubled."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import redis

import foundation.trial as trial
from bench.accounts import family
from hushu.foundation import carrier, outbox
from hushu.foundation.services import valkey
from hushu.foundation.services.child import Child, die_with_parent
from hushu.foundation.services.lodging import Lodging, lodge
from hushu.foundation.settings import settings
from moment import PYTHON_PATH
from world import GARDEN, RIVERSIDE, TOWER, House

PLACES = (TOWER, GARDEN, RIVERSIDE)
PATIENCE = 40


class Redis:
    """A Valkey of this test's own, to be emptied, stopped and started."""

    def __init__(self, lodging: Lodging) -> None:
        self.lodging = lodging
        self.url = valkey.url(lodging)
        self.child: Child | None = None
        self.start()

    def start(self) -> None:
        """Starts it where it lay."""
        self.child = valkey.start(self.lodging, fast=True)
        self.child.wait_until_it_answers()

    def stop(self) -> None:
        """Kills it, as a power cut would."""
        if self.child:
            self.child.process.kill()
            self.child.process.wait()

    def flush(self) -> None:
        """Forgets everything."""
        redis.Redis.from_url(self.url).flushall()


@pytest.fixture
def own_redis(monkeypatch: pytest.MonkeyPatch) -> Iterator[Redis]:
    """The house's Redis for this test only."""
    with tempfile.TemporaryDirectory(prefix="hushu-redis-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        found = Redis(lodge(Path(folder)))
        monkeypatch.setenv("REDIS_URL", found.url)
        yield found
        found.stop()
    settings.cache_clear()


@pytest.fixture
async def crew(database_copy: str, own_redis: Redis) -> AsyncIterator["Crew"]:
    """The house with a worker and a scheduler of its own, and the table the trial jobs write to."""
    settings.cache_clear()
    async with House.standing() as house:
        await (await house.owner()).execute(trial.TABLE)
        found = Crew(house, own_redis)
        found.begin("scheduler")
        found.begin("worker")
        yield found
        for name in list(found.processes):
            found.end(name, signal.SIGKILL)


class Crew:
    """The processes beside the web, and what they are asked to do."""

    def __init__(self, house: House, own: Redis) -> None:
        self.house = house
        self.redis = own
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.asked: Counter[str] = Counter()

    def begin(self, name: str) -> None:
        """Starts the worker or the scheduler."""
        self.processes[name] = subprocess.Popen(
            [sys.executable, trial.__file__, name],
            env={**os.environ, "PYTHONPATH": PYTHON_PATH, "dramatiq_restart_delay": "300"},
            process_group=0,
            preexec_fn=die_with_parent(signal.SIGKILL),  # noqa: PLW1509 (no threads yet)
            stdout=subprocess.DEVNULL if not os.environ.get("SEEN") else None,
        )

    def end(self, name: str, how: signal.Signals) -> None:
        """Ends it with all its children."""
        process = self.processes.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        process.wait()

    async def ask(self, number: int) -> None:
        """Asks for that many jobs, each with a mark of its own, in three properties by turns."""
        for _ in range(number):
            slug = random.choice(PLACES)
            mark = f"{slug} {self.asked.total()}"
            async with self.house.at(slug):
                await outbox.send("trial.write", mark=mark, slow=True)
            self.asked[mark] += 1

    async def under_way(self) -> int:
        """How many intents were sent to Redis and are not done."""
        sql = "select count(*) from outbox where job = 'trial.write' and sent_at is not null and done_at is null"
        return sum([await self.house.value(slug, sql) for slug in PLACES])

    async def marks(self) -> Counter[str]:
        """What was done, each as often as it was."""
        found: Counter[str] = Counter()
        for slug in PLACES:
            found.update(r["mark"] for r in await self.house.rows(slug, "select mark from trial"))
        return found

    async def until_some_is_done(self, more: int) -> None:
        """Waits until work is under way: that many marks more than now."""
        goal = (await self.marks()).total() + more
        ends = time.monotonic() + PATIENCE
        while (await self.marks()).total() < goal:
            assert time.monotonic() < ends
            await asyncio.sleep(0.02)

    async def until_all_is_done(self) -> None:
        """Waits until as many marks are there as were asked for."""
        ends = time.monotonic() + PATIENCE
        while (await self.marks()).total() < self.asked.total():
            assert time.monotonic() < ends, (
                f"{(await self.marks()).total()} of {self.asked.total()}"
            )
            await asyncio.sleep(0.2)


@pytest.mark.req("T23")
@pytest.mark.req("T7")
async def test_a_worker_killed_again_and_again_loses_and_doubles_nothing(crew: Crew) -> None:
    """kill -9 at ten random moments over 300 jobs of three properties: each effect once, each at home."""
    cut = 0
    for _ in range(10):
        await crew.ask(40)
        await crew.until_some_is_done(5)
        await asyncio.sleep(random.uniform(0, 0.1))
        crew.end("worker", signal.SIGKILL)
        cut += await crew.under_way()
        crew.begin("worker")
    assert cut > 10, "the kills came when nothing was going on"
    await crew.until_all_is_done()
    await asyncio.sleep(1)
    assert await crew.marks() == crew.asked
    for slug in PLACES:
        marks = [r["mark"] for r in await crew.house.rows(slug, "select mark from trial")]
        assert all(mark.startswith(slug) for mark in marks)


@pytest.mark.req("T24")
async def test_redis_emptied_and_gone_under_load_costs_nothing_but_time(crew: Crew) -> None:
    """Five times emptied, once gone with everything in it: pages still write, the health page says so, all is done."""
    browser = await crew.house.sign_in("harbour.manager")
    cut = 0
    for _ in range(5):
        await crew.ask(60)
        await crew.until_some_is_done(5)
        cut += await crew.under_way()
        crew.redis.flush()
    assert cut > 10, "it was emptied when nothing was in it"
    await crew.ask(60)
    await crew.until_some_is_done(5)
    crew.redis.stop()
    ready = (await browser.get("/health/ready")).json()
    assert ready == {"ready": True, "database": True, "redis": False, "degraded": True}
    answer = await browser.post(
        "/p/harbour/notices/settings", {"email": "manager@example.com", "digest": "1"}, key="one"
    )
    assert answer.status_code == 303
    badges = await browser.get("/p/harbour/badges")
    assert "实时更新和打印暂时会慢一些" in badges.text
    await crew.ask(30)
    crew.redis.start()
    await crew.until_all_is_done()
    assert await crew.marks() == crew.asked
    kept = await crew.house.value(TOWER, "select email from notice_channel")
    assert kept == "manager@example.com"


@pytest.mark.req("T23")
async def test_worker_and_scheduler_stop_within_three_seconds(crew: Crew) -> None:
    """Told to stop in the middle of work, they do; what they leave is done by the next."""
    await crew.ask(60)
    await crew.until_some_is_done(5)
    for name in ("worker", "scheduler"):
        process = crew.processes[name]
        began = time.monotonic()
        process.terminate()
        assert await asyncio.to_thread(process.wait, 5) == 0
        assert time.monotonic() - began < 3
        crew.end(name, signal.SIGKILL)
        crew.begin(name)
    await crew.until_all_is_done()
    assert await crew.marks() == crew.asked


@pytest.mark.req("T24")
async def test_a_worker_whose_redis_was_killed_under_load_ends_when_it_is_told_to(
    crew: Crew,
) -> None:
    """What it has taken and not begun cannot be given back then; that holds it up no longer."""
    await crew.ask(200)
    await crew.until_some_is_done(5)
    crew.redis.stop()
    worker = crew.processes["worker"]
    halves = family(worker.pid)
    worker.terminate()
    assert await asyncio.to_thread(worker.wait, 6) == 0
    await gone(halves)


@pytest.mark.req("T7")
async def test_a_worker_whose_job_never_comes_back_ends_when_it_is_told_to(crew: Crew) -> None:
    """Even when nobody is left to insist: its house was killed."""
    async with crew.house.at(TOWER):
        await outbox.send("trial.hang", mark="hangs")
    crew.asked["hangs"] += 1
    await crew.until_all_is_done()
    worker = crew.processes["worker"]
    halves = family(worker.pid)
    worker.terminate()
    assert await asyncio.to_thread(worker.wait, 8) == -signal.SIGALRM
    await gone(halves)


def alive(pids: list[int]) -> list[int]:
    """Those of them that still run."""
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


async def gone(pids: list[int]) -> None:
    """All of them end soon."""
    ends = time.monotonic() + 6
    while left := alive(pids):
        assert time.monotonic() < ends, left
        await asyncio.sleep(0.1)


@pytest.fixture(autouse=True)
def _awake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Redis was never away before."""
    monkeypatch.setattr(carrier, "_resting_until", 0.0)
