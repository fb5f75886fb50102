"""The three processes: web, worker, scheduler; each runs until it is told to stop."""

import argparse

from hushu.foundation.house import stand
from hushu.modules import MODULES


def arguments(name: str, sub: argparse.ArgumentParser) -> None:
    """No arguments: the environment decides."""


def run(options: argparse.Namespace) -> int:
    """Becomes the process asked for."""
    stand(MODULES)
    if options.command == "web":
        from hushu.cli.web import serve

        serve()
    if options.command == "worker":
        from hushu.foundation.worker import work

        work()
    if options.command == "scheduler":
        from hushu.foundation.scheduler import keep_time

        keep_time()
    return 0
