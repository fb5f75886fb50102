"""The web workers: forked from a process that has made the application, and then waited on by one that has not."""

import gc
import os
import signal
import sys
from pathlib import Path
from typing import Any, NoReturn

from granian.constants import Interfaces, Loops
from granian.log import LogLevels
from granian.server.mp import MPServer

from hushu.app import create_app
from hushu.cli import watch
from hushu.foundation.settings import settings
from hushu.foundation.templating import compile_all


class _House(MPServer):
    """granian's server, whose first process makes way once its workers stand.

    It would keep the first copy of every page of memory that both workers have changed since, 27 MiB and more, for
    nothing but to wait. The one that follows it keeps its number, and so its children and its group.
    """

    def _serve_loop(self, *_: Any) -> NoReturn:
        signal.pthread_sigmask(signal.SIG_BLOCK, watch.AWAITED)
        workers = [str(worker.inner.pid) for worker in self.wrks]
        os.execv(sys.executable, [sys.executable, "-I", "-S", str(Path(watch.__file__)), *workers])  # noqa: S606


def serve() -> NoReturn:
    """Runs until it is told to stop, or a worker falls; whoever runs us starts us again then."""
    given, app = settings(), create_app()
    compile_all()
    gc.collect()
    gc.freeze()  # the collector would write into every object, and so unshare it
    house = _House(
        "hushu.app:create_app", address=given.host, port=given.port, interface=Interfaces.ASGI,
        workers=given.web_workers, loop=Loops.uvloop, websockets=False, backlog=1024,
        log_level=LogLevels.warning, factory=True,
    )  # fmt: skip
    house.serve(target_loader=lambda: app, wrap_loader=False)
    raise SystemExit(1)  # the workers could not be made; granian has said why
