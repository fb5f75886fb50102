"""`./hushu bench`: fills a house of its own, then measures every page beside its floors, real and tuned in turn."""

import argparse
import asyncio
import json
import os
import pickle
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bench import months, pages, rosters, solver
from bench.accounts import family, memory_kib, nanoseconds
from bench.fill import fill
from bench.floors import sql_floor
from bench.load import Request, drive
from bench.report import Row, machine, table
from bench.shelves import filled
from hushu.cli.inside import services
from hushu.cli.upkeep import create_demo, migrate
from hushu.foundation.services.lodging import lodge
from hushu.foundation.services.postgres import superuser_url
from hushu.foundation.settings import settings

REAL, TUNED = 8751, 8752
ALONE, TOGETHER = 300, 1200
ROUNDS = 3


HOUSE = (sys.executable, "-m", "hushu.cli", "web")
FLOOR = (
    sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "bench.tuned:create_app", "--host", "127.0.0.1",
    "--port", str(TUNED), "--workers", "2", "--loop", "uvloop", "--workers-kill-timeout", "2", "--no-ws",
    "--log-level", "warning",
)  # fmt: skip


@contextmanager
def server(command: tuple[str, ...], port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server with two workers on a port of its own: the house as it is always run, or its floor."""
    process = subprocess.Popen(command)
    try:
        asyncio.run(answering(port))
        yield process
    finally:
        process.terminate()
        process.wait(10)


async def answering(port: int) -> None:
    """Waits until somebody listens. Raises TimeoutError after a minute."""
    async with asyncio.timeout(60):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
                continue
            writer.close()
            return


def measure(port: int, request: Request, servers: list[int], start: int) -> dict[str, float]:
    """One page alone and with sixteen at once: CPU a request, rate, latencies."""
    asyncio.run(drive(port, request, connections=1, count=60, start=start))
    before = [nanoseconds(pid) for pid in servers]
    alone = asyncio.run(drive(port, request, connections=1, count=ALONE, start=start + 60))
    after = [nanoseconds(pid) for pid in servers]
    many = asyncio.run(
        drive(port, request, connections=16, count=TOGETHER, start=start + 60 + ALONE)
    )
    spent = [(b - a) / ALONE / 1e6 for a, b in zip(before, after, strict=True)]
    return {
        "cpu_app": spent[0], "cpu_database": spent[1], "rate_1": alone.rate, "rate_16": many.rate,
        "p50": many.percentile(0.5), "p95": many.percentile(0.95), "p99": many.percentile(0.99),
        "bytes": alone.size, "failed": sum(n for s, n in (alone.statuses | many.statuses).items() if s >= 400),
    }  # fmt: skip


def median(runs: list[dict[str, float]]) -> dict[str, float]:
    """The middle of each figure over the rounds."""
    return {name: sorted(run[name] for run in runs)[len(runs) // 2] for name in runs[0]}


def compare(
    plans: dict[str, Any],
    asked: dict[str, Request],
    tuned: dict[str, Request],
    pids: dict[str, int],
    only: str,
) -> list[Row]:
    """Each page and its tuned twin in turn, so that both see the same machine."""
    rows = []
    for name, request in asked.items():
        if only not in name:
            continue
        real_runs, tuned_runs = [], []
        for turn in range(ROUNDS):
            start = turn * 10_000
            real_runs.append(measure(REAL, request, [pids["real"], pids["database"]], start))
            tuned_runs.append(measure(TUNED, tuned[name], [pids["tuned"], pids["database"]], start))
        rows.append(Row(name, median(real_runs), median(tuned_runs), len(plans[name][0])))
        print(rows[-1].line(), flush=True)
    return rows


def run(properties: int, lines: int, items: int, only: str, target: Path | None) -> int:
    """The whole bench in a house of its own."""
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(
                tempfile.TemporaryDirectory(prefix="hushu-bench-", ignore_cleanup_errors=True)
            )
        )
        folder.chmod(0o711)
        os.environ |= {
            "HUSHU_DATA": str(folder),
            "HUSHU_ORIGIN": f"http://127.0.0.1:{REAL}",
            "HUSHU_PORT": str(REAL),
        }
        settings.cache_clear()
        found = stack.enter_context(services())
        migrate(found.owner_url)
        create_demo(found.app_url)
        superuser = superuser_url(lodge(folder))
        asyncio.run(fill(superuser, 0, pages.COLUMNS, lines, ["harbour"]))
        asyncio.run(filled(superuser, items, ["harbour"]))
        laid = asyncio.run(months.laid(superuser))
        plans, cookie, csrf = asyncio.run(pages.captured(found.app_url, laid))
        few = asyncio.run(sql_floor(found.app_url, plans))
        began = time.monotonic()
        asyncio.run(fill(superuser, properties, pages.COLUMNS, lines, None))
        print(
            f"{properties} properties x {lines} lines filled in {time.monotonic() - began:.0f} s",
            flush=True,
        )
        many = asyncio.run(sql_floor(found.app_url, plans))
        asked, floors = pages.requests(plans, cookie, csrf, secrets.token_hex(4))
        os.environ["BENCH_PLANS"] = str(folder / "plans")
        Path(os.environ["BENCH_PLANS"]).write_bytes(pickle.dumps(plans))
        real = stack.enter_context(server(HOUSE, REAL))
        tuned = stack.enter_context(server(FLOOR, TUNED))
        pids = {"real": real.pid, "tuned": tuned.pid, "database": pages.postmaster(folder)}
        rows = compare(plans, asked, floors, pids, only)
        report = table(machine(), rows, few, many, memory_kib(family(real.pid)) / 1024)
    report.figures["roster of 30 on A3"] = rosters.compared(30)
    print(report.text)
    print(json.dumps(report.figures["roster of 30 on A3"], indent=1))
    if not only:
        solver.run(solver.SIZES, runs=1, long=0)
    if target:
        target.write_text(
            json.dumps(report.figures, indent=1, ensure_ascii=False), encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="hushu bench")
    parser.add_argument("--properties", type=int, default=1000)
    parser.add_argument("--lines", type=int, default=1000)
    parser.add_argument("--items", type=int, default=20_000, help="filed in the measured property")
    parser.add_argument("--only", default="", help="pages whose name holds this, such as archives")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    sys.exit(run(given.properties, given.lines, given.items, given.only, given.json))
