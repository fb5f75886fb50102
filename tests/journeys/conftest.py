"""Fixtures of the journeys: one running house for all of them."""

import itertools
import os
import tempfile
from collections.abc import AsyncIterator

import asyncpg
import pytest_asyncio
from playwright.async_api import async_playwright

from journeys.standing import (
    CHROMIUM,
    QUIET,
    Standing,
    answering,
    free_port,
    running,
    secret_of_the_world,
)
from moment import PYTHON_PATH

_houses = itertools.count()


def own_number() -> int:
    """A Valkey database for this process's journeys alone: two houses on one would take each other's work."""
    return 8 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 8


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def standing() -> AsyncIterator[Standing]:
    """The house of all journeys: its own copy of the demo world, real processes, Chromium in front."""
    name, owner = f"j{os.getpid()}_{next(_houses)}", os.environ["TEST_DATABASE_URL"]
    admin = await asyncpg.connect(owner.replace("/hushu?", "/postgres?"))
    await admin.execute(
        f"create database {name} template hushu strategy file_copy"
    )  # it goes with the whole cluster
    await admin.close()
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    urls = {
        n: os.environ[f"TEST_{n}"]
        for n in ("DATABASE_URL", "HUSHU_APP_DATABASE_URL", "HUSHU_PLATFORM_DATABASE_URL")
    }
    with tempfile.TemporaryDirectory(prefix="hushu-journey-") as folder:
        environment = os.environ | {n: u.replace("/hushu?", f"/{name}?") for n, u in urls.items()} | {
            "REDIS_URL": os.environ["TEST_REDIS_URL"].replace("db=0", f"db={own_number()}"), "HUSHU_DATA": folder, "HUSHU_PORT": str(port),
            "HUSHU_ORIGIN": origin, "HUSHU_WEB_WORKERS": "1", "HUSHU_SECRET": secret_of_the_world(),
            "PYTHONPATH": PYTHON_PATH, "HUSHU_SMTP_URL": "",
            "PROMETHEUS_MULTIPROC_DIR": f"{folder}/metrics",
        }  # fmt: skip
        with running(environment):
            await answering(origin)
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
                yield Standing(
                    origin,
                    browser,
                    environment["DATABASE_URL"],
                    environment["HUSHU_APP_DATABASE_URL"],
                )
                await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def town(standing: Standing) -> AsyncIterator[Standing]:
    """The house; at the end nothing may have gone wrong in any browser (T12)."""
    standing.heard.clear()
    yield standing
    assert standing.heard == [], "\n".join(standing.heard[:20])
