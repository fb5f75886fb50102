"""A house that stands on one day at a time, years apart: what it keeps goes with it from each day to the next.

Its clock does not jump under what runs: the house closes, and opens again on another day.
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import asyncpg
from playwright.async_api import Browser, async_playwright

from hushu.foundation.places import ROOT
from journeys.standing import (
    CHROMIUM,
    QUIET,
    Standing,
    answering,
    free_port,
    running,
    secret_of_the_world,
)
from moment import PYTHON_PATH, SHIFT, elsewhere, seconds_to

LAST_DAILY = "documents.remind"  # at nine
MORNING = 10  # o'clock in Shanghai: every daily job of the day is due
AWAKE = """select bool_or(once = $1) and not bool_or(done_at is null and due_at <= now() and attempts < 8) from outbox"""


class Years(Standing):
    """The house through the years, standing while one is inside `on`."""

    def __init__(self, folder: Path, browser: Browser) -> None:
        port = free_port()
        super().__init__(f"http://127.0.0.1:{port}", browser, "", "")
        folder.chmod(0o755)  # Postgres has a user of its own
        self.folder, self.store = folder, folder / "data" / "files"
        self.environment = elsewhere() | {
            "HUSHU_DATA": str(folder / "data"), "HUSHU_PORT": str(port), "HUSHU_ORIGIN": self.origin, "HUSHU_SMTP_URL": "",
            "HUSHU_SECRET": secret_of_the_world(), "HUSHU_WEB_WORKERS": "1",
        }  # fmt: skip

    @asynccontextmanager
    async def on(self, day: date, opens: time = time(MORNING)) -> AsyncIterator[None]:
        """The house on that day, from that hour on; nothing may have gone wrong in a browser by its end."""
        seconds = seconds_to(datetime.combine(day, opens))
        self.environment |= {"PYTHONPATH": PYTHON_PATH, SHIFT: str(seconds)}
        with kept(self.environment, seconds) as found, running(self.environment | found):
            self.environment |= found
            await answering(self.origin)
            if opens >= time(MORNING):
                await settled(lambda: self._awake(day))
            yield
            assert self.heard == [], "\n".join(self.heard[:20])

    async def _awake(self, day: date) -> bool:
        """Whether it has done what comes by the clock on that day, and what the years before it have left."""
        connection = await asyncpg.connect(self.environment["HUSHU_PLATFORM_DATABASE_URL"])
        try:
            return bool(await connection.fetchval(AWAKE, f"{LAST_DAILY}:{day}"))
        finally:
            await connection.close()

    async def rows(self, slug: str, sql: str, *args: Any) -> list[asyncpg.Record]:
        """What the database holds for that property; the statement may change it."""
        connection = await asyncpg.connect(self.environment["DATABASE_URL"])
        try:
            async with connection.transaction():
                find = "select set_config('hushu.property', (select id::text from property where slug = $1), true)"
                await connection.fetchval(find, slug)
                return list(await connection.fetch(sql, *args))
        finally:
            await connection.close()

    def command(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """A command of the house, on its own day."""
        return subprocess.run(
            [sys.executable, "-m", "hushu.cli", *words], cwd=ROOT, env=self.environment, capture_output=True, text=True,
            check=False, timeout=120,
        )  # fmt: skip


@asynccontextmanager
async def years(folder: Path) -> AsyncIterator[Years]:
    """A house of its own, and a browser before it."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield Years(folder, browser)
        await browser.close()


@contextmanager
def kept(environment: dict[str, str], seconds: int) -> Iterator[dict[str, str]]:
    """Database and queue on their moved clock, and where they are."""
    away = ("DATABASE_URL", "REDIS_URL", "HUSHU_APP_", "HUSHU_PLATFORM_")
    given = {name: value for name, value in environment.items() if not name.startswith(away)}
    keeper = subprocess.Popen(
        [sys.executable, "-m", "journeys.keeper", str(seconds)], cwd=ROOT, env=given, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        said = keeper.stdout or []
        yield next(json.loads(line) for line in said if line.startswith("{"))
    finally:
        keeper.communicate(timeout=20)  # its input ends, and it with it


async def settled(
    ask: Callable[[], Coroutine[Any, Any, Any]], *, seconds: float = 60, every: float = 0.3
) -> Any:
    """What `ask` gives, as soon as it gives something; jobs take their time. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not (found := await ask()):
            await asyncio.sleep(every)
        return found
