"""Keeps the services of a house on a day of its own: `python -m journeys.keeper SECONDS` says where, until its input ends."""

import json
import sys
from contextlib import ExitStack

from hushu.cli.inside import services
from hushu.cli.upkeep import create_demo, migrate
from moment import services_moved


def main() -> None:
    """Starts them, makes the demo world the first time, names them on one line, and waits."""
    with ExitStack() as kept:
        with services_moved(int(sys.argv[1])):
            found = kept.enter_context(services(fast=True))
        migrate(found.owner_url)
        create_demo(found.app_url)
        print("\n" + json.dumps(found.environment()), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
