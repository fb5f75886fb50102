"""The house for tests: services once a run, a fresh copy of the demo world for each test."""

import asyncio
import itertools
import logging
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import ExitStack, suppress
from pathlib import Path

import asyncpg
import hypothesis
import pytest
import redis

import moment
from world import House

# The same examples in every run: what a run finds can be found again; a wider search is a matter of one variable.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True)
hypothesis.settings.register_profile("wide", deadline=None, max_examples=2_000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))
_kept = ExitStack()
_copies = itertools.count()
MEMORY = Path("/dev/shm")  # noqa: S108 (folders with names nobody can guess are made in it)
ROOM = 4 << 30  # bytes; a whole run takes less than a quarter of it


def _in_memory() -> None:
    """A thousand databases are made and dropped: where memory has room for them, no disk is written to."""
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"], tempfile.tempdir = str(MEMORY), None


def pytest_configure(config: pytest.Config) -> None:
    """The controlling process starts the services and makes the world; xdist's workers inherit where they are."""
    moment.stand()
    _in_memory()
    logging.getLogger("httpx").setLevel(
        logging.WARNING
    )  # a line for each request, kept and shown to nobody
    if hasattr(config, "workerinput"):
        os.environ["HUSHU_DATA"] = str(_own_store(Path(os.environ["HUSHU_DATA"])))
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = f"{os.environ['HUSHU_DATA']}/metrics"
        return
    if config.option.collectonly:
        return
    folder = _kept.enter_context(
        tempfile.TemporaryDirectory(prefix="hushu-test-", ignore_cleanup_errors=True)
    )
    Path(folder).chmod(0o711)
    os.environ |= {
        "HUSHU_DATA": folder,
        "HUSHU_ORIGIN": "http://127.0.0.1:8000",
        "HUSHU_SMTP_URL": "",
    }
    for name in (
        "DATABASE_URL",
        "HUSHU_APP_DATABASE_URL",
        "HUSHU_PLATFORM_DATABASE_URL",
        "REDIS_URL",
        "HUSHU_SECRET",
    ):
        os.environ.pop(name, None)
    from hushu.cli.inside import services
    from hushu.cli.upkeep import create_demo, migrate
    from hushu.foundation.settings import settings

    settings.cache_clear()
    with moment.services_stand():
        found = _kept.enter_context(services(fast=True))
    migrate(found.owner_url)
    create_demo(found.app_url)
    for name, url in found.environment().items():
        os.environ[f"TEST_{name}"] = url
    (Path(folder) / "compiled").mkdir(mode=0o700, exist_ok=True)
    asyncio.run(_nothing_due(found.platform_url, found.owner_url))


def _own_store(shared: Path) -> Path:
    """A data folder for this worker alone: what its tests sweep away is missed by nobody else."""
    own = shared / os.environ["PYTEST_XDIST_WORKER"]
    own.mkdir(mode=0o711)
    shutil.copytree(shared / "secrets", own / "secrets")
    if (shared / "files").is_dir():
        shutil.copytree(shared / "files", own / "files")
    (own / "server").symlink_to((shared / "server").resolve())
    (own / "compiled").symlink_to(
        shared / "compiled"
    )  # a page that one has compiled no other has to
    return own


async def _nothing_due(platform: str, owner: str) -> None:
    """What the making of the demo set going is no part of a test: its papers stay unprinted, its people untold."""
    relay = await asyncpg.connect(platform)
    await relay.execute("delete from outbox")
    await relay.close()
    keeper = await asyncpg.connect(owner)
    for (place,) in await keeper.fetch("select id::text from property"):
        await keeper.execute("select set_config('hushu.property', $1, false)", place)
        await keeper.execute("delete from notice")
    await keeper.close()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys come first, and so to one worker: one house and one Chromium stand for all, and the run does not end on them."""
    items.sort(key=lambda item: "journeys" not in item.path.parts)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stops what this process started."""
    _kept.close()


def _renamed(url: str, name: str) -> str:
    return url.replace("/hushu?", f"/{name}?")


def _own_redis() -> str:
    """This process's own numbered database of Valkey, emptied: what one test counts is not counted on by another."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 7 + 1
    url = os.environ["TEST_REDIS_URL"].replace("db=0", f"db={number}")
    with redis.Redis.from_url(url) as own:
        own.flushdb()
    return url


async def _dropped(admin: asyncpg.Connection, name: str) -> None:
    """Takes the copy away; a process that was killed may leave a connection of another role, which ends by itself soon."""
    for _ in range(100):
        with suppress(asyncpg.InsufficientPrivilegeError, asyncpg.ObjectInUseError):
            await admin.execute(f"drop database if exists {name} with (force)")
            return
        await asyncio.sleep(0.1)
    await admin.execute(f"drop database {name} with (force)")


@pytest.fixture
async def database_copy() -> AsyncIterator[str]:
    """A copy of the world's database for one test, named by the environment for everything in it."""
    from hushu.foundation.settings import settings

    name = f"t{os.getpid()}_{next(_copies)}"
    owner = os.environ["TEST_DATABASE_URL"]
    admin = await asyncpg.connect(_renamed(owner, "postgres"))
    await admin.execute(f"create database {name} template hushu strategy file_copy")
    for variable in ("DATABASE_URL", "HUSHU_APP_DATABASE_URL", "HUSHU_PLATFORM_DATABASE_URL"):
        os.environ[variable] = _renamed(os.environ[f"TEST_{variable}"], name)
    os.environ["REDIS_URL"] = _own_redis()
    settings.cache_clear()
    try:
        yield name
    finally:
        await _dropped(admin, name)
        await admin.close()


@pytest.fixture
async def house(database_copy: str) -> AsyncIterator[House]:
    """The application over its own copy of the demo world."""
    async with House.standing() as standing:
        yield standing


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test sends stays on this machine."""
    monkeypatch.setenv("NO_PROXY", "*")
