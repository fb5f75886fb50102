"""The three processes: web, worker, scheduler; each runs until it is told to stop."""

import argparse
import gc

from hushu.foundation.house import stand
from hushu.foundation.settings import settings
from hushu.modules import MODULES


def arguments(name: str, sub: argparse.ArgumentParser) -> None:
    """No arguments: the environment decides."""


def run(options: argparse.Namespace) -> int:
    """Becomes the process asked for."""
    stand(MODULES)
    if options.command == "web":
        serve()
    if options.command == "worker":
        from hushu.foundation.worker import work

        work()
    if options.command == "scheduler":
        from hushu.foundation.scheduler import keep_time

        keep_time()
    return 0


def serve() -> None:
    """Runs granian; its workers are forked from here and share the application, made once, as long as they do not change it.

    It ends streams after two seconds when it is told to stop.
    """
    from granian import Granian
    from granian.constants import Interfaces, Loops
    from granian.log import LogLevels

    from hushu.app import create_app
    from hushu.foundation.templating import compile_all

    given, app = settings(), create_app()
    compile_all()
    gc.collect()
    gc.freeze()  # the collector would write into every object, and so unshare it
    house = Granian(
        "hushu.app:create_app", address=given.host, port=given.port, interface=Interfaces.ASGI,
        workers=given.web_workers, loop=Loops.uvloop, websockets=False, backlog=1024, workers_kill_timeout=2,
        log_level=LogLevels.warning, factory=True,
    )  # fmt: skip
    house.serve(target_loader=lambda: app, wrap_loader=False)
