"""The web workers as real processes: who waits on them is small, and they stand and fall together (T7)."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from bench.accounts import family
from hushu.foundation.places import ROOT
from hushu.foundation.settings import settings
from journeys.standing import answering, free_port
from moment import PYTHON_PATH

pytestmark = pytest.mark.usefixtures("database_copy")


@contextmanager
def standing() -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """`hushu web` with two workers over this test's database, and its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "HUSHU_APP_DATABASE_URL": str(settings().app_database_url), "REDIS_URL": os.environ["TEST_REDIS_URL"],
        "HUSHU_PORT": str(port), "HUSHU_ORIGIN": address, "HUSHU_WEB_WORKERS": "2",
        "PYTHONPATH": PYTHON_PATH,
    }  # fmt: skip
    command = [sys.executable, "-m", "hushu.cli", "web"]
    web = subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True)
    try:
        yield web, address
    finally:
        with suppress(ProcessLookupError):
            os.killpg(web.pid, signal.SIGKILL)
        web.wait()


def alive(pids: list[int]) -> list[int]:
    """Those of them that still run."""
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def holds_the_application(pid: int) -> bool:
    """Whether the server and the database's driver lie in its memory."""
    held = Path(f"/proc/{pid}/maps").read_text()
    return "_granian" in held and "asyncpg" in held


async def test_the_process_that_waits_on_the_workers_holds_nothing_of_the_application():
    with standing() as (web, address):
        await answering(address)
        waiting, *workers = family(web.pid)
        assert [holds_the_application(pid) for pid in workers] == [True, True]
        assert not holds_the_application(waiting)


@pytest.mark.req("T7")
async def test_a_killed_worker_takes_the_others_along_so_that_all_can_be_started_anew():
    with standing() as (web, address):
        await answering(address)
        workers = family(web.pid)[1:]
        os.kill(workers[0], signal.SIGKILL)
        assert web.wait(10) == 1
        assert alive(workers) == []


async def test_told_to_stop_it_ends_its_workers_even_one_that_hangs():
    with standing() as (web, address):
        await answering(address)
        workers = family(web.pid)[1:]
        os.kill(workers[0], signal.SIGSTOP)
        web.terminate()
        assert web.wait(10) == 0
        assert alive(workers) == []
