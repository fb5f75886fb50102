"""Keeps the services of a house whose clock a test moves: `python -m journeys.keeper` says where they are until its input ends."""

import json
import sys

from hushu.cli.inside import services
from hushu.cli.upkeep import create_demo, migrate


def main() -> None:
    """Starts them, makes the demo world, names them on one line, and waits."""
    with services(fast=True) as found:
        migrate(found.owner_url)
        create_demo(found.app_url)
        print("\n" + json.dumps(found.environment()), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
