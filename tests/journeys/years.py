"""A house whose clock a test moves: Postgres, Valkey, web, worker and scheduler under libfaketime, a browser in front.

Every process of it sees the same moved day. The web process keeps its real monotonic clock, by which its server waits.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from playwright.async_api import async_playwright

from hushu.foundation.places import ROOT
from journeys.standing import (
    CHROMIUM,
    QUIET,
    Standing,
    answering,
    free_port,
    secret_of_the_world,
)

FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
WAITS_BY_THE_REAL_CLOCK = {"FAKETIME_DONT_FAKE_MONOTONIC": "1"}


class Years(Standing):
    """The house through the years."""

    clock: Path
    folder: Path
    environment: dict[str, str]

    def on(self, day: date) -> None:
        """From now on it is that day, at the hour that it really is."""
        self.clock.write_text(f"+{(day - datetime.now(UTC).date()).days}d")

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command of the house, at its own day."""
        command = [sys.executable, "-m", "hushu.cli", *words]
        return subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )


@asynccontextmanager
async def years(folder: Path) -> AsyncIterator[Years]:
    """The house of its own, with its demo world, from today on."""
    clock = _clock_in(folder)
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    environment = {**_plain(), **_moved(clock), "HUSHU_DATA": str(folder / "data"), "HUSHU_PORT": str(port), "HUSHU_ORIGIN": origin,
                   "HUSHU_SECRET": secret_of_the_world(), "HUSHU_WEB_WORKERS": "1"}  # fmt: skip
    with _kept(environment) as found, _running(environment | found):
        await answering(origin)
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            house = Years(origin, browser, found["DATABASE_URL"], found["HUSHU_APP_DATABASE_URL"])
            house.clock, house.folder, house.environment = clock, folder, environment | found
            yield house
            await browser.close()


def _clock_in(folder: Path) -> Path:
    """The file that says how far the clock is moved; Postgres' own user reads it too."""
    clock = folder / "clock"
    clock.write_text("+0d")
    folder.chmod(0o755)
    return clock


def _plain() -> dict[str, str]:
    """The environment without the house of the other tests."""
    ours = ("DATABASE_URL", "REDIS_URL", "HUSHU_", "TEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT), str(ROOT / "tests")])
    }


def _moved(clock: Path) -> dict[str, str]:
    return {
        "LD_PRELOAD": str(FAKETIME),
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_NO_CACHE": "1",
    }


@contextmanager
def _kept(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """Database and queue, and where they are."""
    command = [sys.executable, "-m", "journeys.keeper"]
    keeper = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        said = keeper.stdout or []
        yield next(json.loads(line) for line in said if line.startswith("{"))
    finally:
        if keeper.stdin:
            keeper.stdin.close()
        _end(keeper)


@contextmanager
def _running(environment: dict[str, str]) -> Iterator[None]:
    """Web, worker and scheduler."""
    children: list[subprocess.Popen[bytes]] = []
    try:
        for name in ("web", "worker", "scheduler"):
            more: dict[str, Any] = WAITS_BY_THE_REAL_CLOCK if name == "web" else {}
            command = [sys.executable, "-m", "hushu.cli", name]
            children.append(
                subprocess.Popen(command, cwd=ROOT, env=environment | more, start_new_session=True, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
            )  # fmt: skip
        yield
    finally:
        for child in children:
            os.killpg(child.pid, signal.SIGTERM)
        for child in children:
            _end(child)


def _end(child: "subprocess.Popen[Any]") -> None:
    try:
        child.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


async def settled(ask: Any, *, seconds: float = 60) -> Any:
    """What `ask` gives, as soon as it gives something; jobs take their time. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not (found := await ask()):
            await asyncio.sleep(0.4)
        return found
