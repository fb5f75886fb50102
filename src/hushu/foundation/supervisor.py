"""Keeps the parts of the house running: starts them, passes their lines on, restarts what falls."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress

from hushu.foundation.services.child import die_with_parent

_GRACE = 3.0
_STEADY = 30.0
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def run(children: Sequence[tuple[str, list[str]]]) -> None:
    """Run the named commands until SIGINT or SIGTERM, then stop them all."""
    asyncio.run(_Supervisor(children).run())


class _Supervisor:
    def __init__(self, children: Sequence[tuple[str, list[str]]]) -> None:
        self._children = children
        self._width = max(len(name) for name, _ in children)
        self._stopping = asyncio.Event()
        self._running: dict[str, asyncio.subprocess.Process] = {}

    async def run(self) -> None:
        """A second signal does not wait any longer."""
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            loop.add_signal_handler(number, self._on_signal)
        async with asyncio.TaskGroup() as tasks:
            for name, command in self._children:
                tasks.create_task(self._keep(name, command))
            await self._stopping.wait()
            self._send(signal.SIGTERM)
            insist = loop.call_later(_GRACE, self._kill)
        insist.cancel()

    def _on_signal(self) -> None:
        if self._stopping.is_set():
            self._kill()
        self._stopping.set()

    async def _keep(self, name: str, command: list[str]) -> None:
        """Start it again whenever it ends, each time a little later unless it had been steady."""
        pause = _FIRST_PAUSE
        while not self._stopping.is_set():
            started = time.monotonic()
            code = await self._once(name, command)
            if self._stopping.is_set():
                return
            if time.monotonic() - started > _STEADY:
                pause = _FIRST_PAUSE
            self._say(name, f"已退出（代码 {code}），{pause:g} 秒后重新启动")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _once(self, name: str, command: list[str]) -> int:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            process_group=0,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
        self._running[name] = process
        if self._stopping.is_set():  # the signal came while the process was being made
            process.terminate()
        pump = asyncio.create_task(self._pass_on(name, process))
        code = await process.wait()
        with suppress(TimeoutError):  # a grandchild may hold the pipe open for longer
            await asyncio.wait_for(pump, 0.5)
        with suppress(ProcessLookupError):  # nothing of it may hold the port when it starts again
            os.killpg(process.pid, signal.SIGKILL)
        del self._running[name]
        return code

    async def _pass_on(self, name: str, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None  # noqa: S101 (it was made with a pipe)
        rest = b""
        while chunk := await process.stdout.read(65536):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                self._say(name, line.decode(errors="replace"))
        if rest:
            self._say(name, rest.decode(errors="replace"))

    def _say(self, name: str, line: str) -> None:
        with suppress(BrokenPipeError):
            sys.stdout.write(f"{name:<{self._width}} | {line}\n")
            sys.stdout.flush()

    def _send(self, number: signal.Signals) -> None:
        for process in self._running.values():
            with suppress(ProcessLookupError):
                process.send_signal(number)

    def _kill(self) -> None:
        """The whole group: a stuck server's own workers too."""
        for process in self._running.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
