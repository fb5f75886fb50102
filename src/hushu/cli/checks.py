"""`check`: format, lint, types, import laws, in under a minute. `test`: that and every test. `conformance`: the list."""

import argparse
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hushu.foundation.places import ROOT

BIN = Path(sys.executable).parent
WORKERS = "3"  # one more than cores: tests wait for processes, printers and browsers a fifth of their time
SEED = "--randomly-seed=20261122"  # an order that another machine can repeat; a later one on the line wins
QUICK = {
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
    "types": [str(BIN / "mypy"), "--no-error-summary", "--cache-dir", ".setup/mypy"],
    "imports": [str(BIN / "lint-imports"), "--no-cache"],
    "templates": [str(BIN / "djlint"), "templates", "--lint", "--quiet"],
    "dependencies": [str(BIN / "deptry"), "src", "--no-ansi"],
}


def arguments(name: str, sub: argparse.ArgumentParser) -> None:
    """What follows `test` goes to pytest as it is."""


def run(options: argparse.Namespace) -> int:
    """Checks first; tests only when they hold."""
    if options.command == "conformance":
        from hushu.cli.conformance import write

        return write()
    failed = check()
    if failed or options.command == "check":
        return failed
    return test(options.rest)


def check() -> int:
    """All quick checks at once, two at a time; prints what failed and gives how many did."""
    started = time.monotonic()
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}

    def one(item: tuple[str, list[str]]) -> tuple[str, subprocess.CompletedProcess[str]]:
        name, command = item
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        return name, done

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(one, QUICK.items()))
    failed = [(name, done) for name, done in results if done.returncode]
    for name, done in failed:
        print(f"--- {name}\n{done.stdout}{done.stderr}")
    spent = time.monotonic() - started
    print(f"check: {len(results) - len(failed)} held, {len(failed)} failed, {spent:.0f} s")
    return len(failed)


def test(more: list[str]) -> int:
    """The whole suite on both cores, without what takes a night."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        WORKERS,
        "--dist",
        "worksteal",
        "-m",
        "not nightly",
        SEED,
    ]
    return subprocess.run([*command, "-q", *more], cwd=ROOT, check=False).returncode
