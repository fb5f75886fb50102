"""Keeps the services of a house whose clock is moved: `python -m journeys.keeper SECONDS` says where they are until its input
ends. Postgres and Valkey are moved by libfaketime; this process, like every other of ours, by its own `sitecustomize`."""

import json
import os
import sys
from pathlib import Path

from hushu.cli.inside import services
from hushu.cli.upkeep import create_demo, migrate


def main() -> None:
    """Starts them, makes the demo world the first time, names them on one line, and waits."""
    moved = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
    os.environ |= {"LD_PRELOAD": str(moved), "FAKETIME": f"{int(sys.argv[1]):+}s"}
    with services(fast=True) as found:
        migrate(found.owner_url)
        create_demo(found.app_url)
        print("\n" + json.dumps(found.environment()), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
