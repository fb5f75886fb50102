"""Waits on processes in place of the one that made them, and ends them together.

A program of its own that knows nothing of the house, so that it stays as small as Python is: `watch.py PID...`.
"""

import os
import signal
import sys
import time
from collections.abc import Iterable
from contextlib import suppress

GRACE = 2.0  # seconds a worker may take to end what it is at
STOPS = {signal.SIGINT, signal.SIGTERM}
AWAITED = STOPS | {signal.SIGCHLD}  # blocked before this program begins, so that none gets lost


def watch(workers: set[int]) -> int:
    """Ends all when it is told to stop (0), or when one of them falls (1)."""
    told = 0
    while not told and not _ended(workers):
        number = signal.sigwait(AWAITED)
        told = number if number in STOPS else 0
    _send(workers, signal.SIGTERM)
    _gone(workers)
    _send(workers, signal.SIGKILL)
    for pid in workers:
        os.waitpid(pid, 0)
    if not told:
        print("一个网页进程意外退出，其余的随之停下", file=sys.stderr, flush=True)
    return 0 if told else 1


def _gone(workers: set[int]) -> None:
    """Waits until all have ended, for a while; a second word to stop does not wait any longer."""
    until = time.monotonic() + GRACE
    while workers and (left := until - time.monotonic()) > 0:
        _ended(workers)
        got = signal.sigtimedwait(AWAITED, left) if workers else None
        if got and got.si_signo in STOPS:
            return


def _ended(workers: set[int]) -> bool:
    """Whether any has ended; those that have are taken out."""
    ended = {pid for pid in workers if os.waitpid(pid, os.WNOHANG)[0]}
    workers -= ended
    return bool(ended)


def _send(workers: Iterable[int], number: signal.Signals) -> None:
    for pid in workers:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


if __name__ == "__main__":
    sys.exit(watch({int(pid) for pid in sys.argv[1:]}))
