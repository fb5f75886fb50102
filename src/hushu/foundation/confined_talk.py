"""A confined child for one long job: it tells how far it is while it works, and comes to an end when it is asked to.

Like `confined`, with more than one answer: each message is one telling, the last of them marked as the end.
"""

import asyncio
import os
import sys
from contextlib import suppress
from types import TracebackType

from hushu.foundation.confined import BAD, GOOD, LENGTH, Failed, Overrun, bare_environment

DONE, STOP = b"!", b"x"


class Talk:
    """A child process running `python -m <module>` for one job; `async with` ends it, whatever happened."""

    def __init__(self, module: str, *, seconds: float, memory: int) -> None:
        """`seconds` of wall clock at most; `memory` in MiB of address space."""
        self._module, self._seconds, self._memory = module, seconds, memory
        self._heard: asyncio.Queue[tuple[bytes, bytes] | None] = asyncio.Queue()

    async def __aenter__(self) -> "Talk":
        self._child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", self._module, str(self._memory), str(int(self._seconds) + 1), env=bare_environment(),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        self._over = asyncio.get_running_loop().call_later(self._seconds, self._kill)
        self._hearing = asyncio.create_task(self._hear())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._over.cancel()
        self._kill()
        await asyncio.shield(self._child.wait())
        self._hearing.cancel()

    async def ask(self, job: bytes) -> None:
        """Gives it its job."""
        await self._say(GOOD, job)

    async def stop(self) -> None:
        """Asks it to end soon with what it has."""
        await self._say(STOP, b"")

    async def told(self, within: float) -> tuple[bool, bytes] | None:
        """The next telling, and whether it is the last; None when nothing is told meanwhile. Raises Overrun or Failed."""
        try:
            message = await asyncio.wait_for(self._heard.get(), within)
        except TimeoutError:
            return None
        if message is None:
            raise Overrun
        mark, body = message
        if mark == BAD:
            raise Failed(body.decode())
        return mark == DONE, body

    async def _say(self, mark: bytes, body: bytes) -> None:
        if self._child.stdin is None:
            return
        with suppress(ConnectionError):  # it is gone: told() says so
            self._child.stdin.write(LENGTH.pack(mark, len(body)) + body)
            await self._child.stdin.drain()

    async def _hear(self) -> None:
        """Takes in what it says until it is gone."""
        pipe = self._child.stdout
        with suppress(asyncio.IncompleteReadError):
            while pipe is not None:
                mark, size = LENGTH.unpack(await pipe.readexactly(LENGTH.size))
                self._heard.put_nowait((mark, await pipe.readexactly(size)))
        self._heard.put_nowait(None)

    def _kill(self) -> None:
        """The child and whatever it began: it leads a session of its own."""
        if self._child.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self._child.pid, 9)
