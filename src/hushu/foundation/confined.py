"""Work on bytes of others, done in a child process with limits of memory, processor and time (T17, T18).

The child stays warm between jobs, is killed on overrun and replaced at the next job. A job is one message of bytes,
its answer another; nothing else passes between the two.
"""

import asyncio
import atexit
import os
import struct
import subprocess
import sys
import threading
from typing import IO

LENGTH = struct.Struct(">cQ")
GOOD, BAD = b"+", b"-"


class Overrun(Exception):
    """The job took more time or memory than it may; its process was ended."""


class Failed(Exception):
    """The job could not be done; the message is the child's own word for why."""


class Confined:
    """A warm child process running `python -m <module>`; one job at a time."""

    def __init__(self, module: str, *, seconds: float, memory: int) -> None:
        """`seconds` of wall clock a job; `memory` in MiB of address space."""
        self._module, self._seconds, self._memory = module, seconds, memory
        self._child: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    async def ask(self, job: bytes) -> bytes:
        """The answer to the job, without holding up the event loop. Raises Overrun or Failed."""
        return await asyncio.to_thread(self.ask_now, job)

    def ask_now(self, job: bytes) -> bytes:
        """The same for a thread of its own. Raises Overrun or Failed."""
        with self._turn:
            try:
                child = self._living()
            except (OSError, EOFError) as fault:
                self._end()
                raise Overrun from fault
            timer = threading.Timer(self._seconds, child.kill)
            timer.start()
            try:
                return self._exchange(child, job)
            except (OSError, EOFError) as fault:
                self._end()
                raise Overrun from fault
            finally:
                timer.cancel()

    def close(self) -> None:
        """Ends the child."""
        with self._turn:
            self._end()

    @staticmethod
    def _exchange(child: subprocess.Popen[bytes], job: bytes) -> bytes:
        if child.stdin is None or child.stdout is None:
            raise EOFError
        send(child.stdin, GOOD, job)
        mark, answer = receive(child.stdout)
        if mark == BAD:
            raise Failed(answer.decode())
        return answer

    def _living(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self._end()
        self._child = subprocess.Popen(
            [sys.executable, "-m", self._module, str(self._memory), str(int(self._seconds) + 1)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=bare_environment(), close_fds=True, start_new_session=True,
        )  # fmt: skip
        atexit.register(self._child.kill)
        mark, _ = receive(self._child.stdout) if self._child.stdout else (BAD, b"")
        if mark != GOOD:
            raise EOFError
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        atexit.unregister(child.kill)
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()


def bare_environment() -> dict[str, str]:
    """The child knows nothing of us: no database address, no secret, only where the code lies."""
    inherited = {
        name: os.environ[name] for name in ("PATH", "LANG", "HOME", "TMPDIR") if name in os.environ
    }
    return {**inherited, "PYTHONPATH": os.pathsep.join(sys.path)}


def send(pipe: IO[bytes], mark: bytes, body: bytes) -> None:
    """One message."""
    pipe.write(LENGTH.pack(mark, len(body)))
    pipe.write(body)
    pipe.flush()


def receive(pipe: IO[bytes]) -> tuple[bytes, bytes]:
    """One message. Raises EOFError when the other side is gone."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    mark, size = LENGTH.unpack(head)
    body = pipe.read(size)
    if len(body) < size:
        raise EOFError
    return mark, body
