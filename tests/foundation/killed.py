"""A child that is killed at one step on the disk."""

import os
import signal
from collections.abc import Callable
from typing import Any

STEPS = ("open", "write", "fsync", "close", "rename", "mkdir")


def killed_at(step: int, store: Callable[[], object]) -> bool:
    """Stores in a child that is killed at its nth step on the disk; whether it gave a receipt."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        give_receipt = os.write
        left = [step]
        for name in STEPS:
            setattr(os, name, _dying(getattr(os, name), left))
        store()
        give_receipt(writes, b"receipt")
        os._exit(0)
    os.close(writes)
    os.waitpid(child, 0)
    with os.fdopen(reads, "rb") as pipe:
        return pipe.read() == b"receipt"


def _dying(real: Callable[..., Any], left: list[int]) -> Callable[..., Any]:
    def call(*args: Any, **named: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **named)

    return call
