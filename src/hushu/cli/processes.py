"""The three processes: web, worker, scheduler; each runs until it is told to stop."""

import argparse
import os
import sys

from hushu.foundation.house import stand
from hushu.foundation.settings import settings
from hushu.modules import MODULES


def arguments(name: str, sub: argparse.ArgumentParser) -> None:
    """No arguments: the environment decides."""


def run(options: argparse.Namespace) -> int:
    """Becomes the process asked for."""
    if options.command == "web":
        serve()
    stand(MODULES)
    if options.command == "worker":
        from hushu.foundation.worker import work

        work()
    if options.command == "scheduler":
        from hushu.foundation.scheduler import keep_time

        keep_time()
    return 0


def serve() -> None:
    """Becomes granian with our application; it ends streams after two seconds when it is told to stop."""
    given = settings()
    command = [
        sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "hushu.app:create_app",
        "--host", given.host, "--port", str(given.port), "--workers", str(given.web_workers), "--loop", "uvloop",
        "--workers-kill-timeout", "2", "--no-ws", "--backlog", "1024", "--log-level", "warning",
    ]  # fmt: skip
    os.execv(sys.executable, command)  # noqa: S606 (our own interpreter)
