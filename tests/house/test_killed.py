"""The whole house as `hushu up` runs it, killed without a word: nothing of it stays behind."""

import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.accounts import family
from hushu.foundation.places import ROOT
from journeys.standing import answering, free_port
from moment import PYTHON_PATH, elsewhere

PARTS = ("valkey-server", "postgres", "watch.py", "cli web", "cli worker", "cli scheduler")


@pytest.fixture
def up() -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A house without a demo, with servers of its own in a folder of its own, and its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="hushu-up-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        environment = elsewhere() | {
            "HUSHU_DATA": folder, "HUSHU_PORT": str(port), "HUSHU_ORIGIN": address,
            "PYTHONPATH": PYTHON_PATH,
        }  # fmt: skip
        command = [sys.executable, "-m", "hushu.cli", "up", "--no-demo"]
        house = subprocess.Popen(
            command, env=environment, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL
        )
        yield house, address
        house.kill()
        house.wait()


def running(pids: list[int]) -> dict[int, str]:
    """Those that still run, with how each was called."""
    found = {}
    for pid in pids:
        try:
            said = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        found[pid] = said.replace(b"\0", b" ").decode()
    return found


@pytest.mark.req("T7")
async def test_a_house_that_was_killed_leaves_no_process_behind(
    up: tuple[subprocess.Popen[bytes], str],
) -> None:
    house, address = up
    await answering(address, seconds=180)  # a database of its own is made first
    parts = family(house.pid)
    called = " ".join(running(parts).values())
    assert [name for name in PARTS if name not in called] == []
    house.send_signal(signal.SIGKILL)
    house.wait()
    ends = time.monotonic() + 10
    while left := running(parts):
        assert time.monotonic() < ends, left
        time.sleep(0.1)  # noqa: ASYNC251 (nothing else runs here)
