"""A server as a direct child: it dies with us, is asked before it is used, and stops when told."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from hushu.foundation.services.lodging import Lodging

_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1
_PATIENCE = 30.0
_GRACE = 3.0


class ServiceError(RuntimeError):
    """A server would not start or could not be made ready; the message says what to do."""


def die_with_parent(parting: signal.Signals) -> Callable[[], None]:
    """What a fresh child runs before it becomes its program: end when the parent ends."""
    parent = os.getpid()

    def bind() -> None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(parting), 0, 0, 0)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)

    return bind


class Child:
    """One server process and the question that tells whether it is ready."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        answers: Callable[[], bool],
        lodging: Lodging,
        stop_with: Sequence[signal.Signals],
    ) -> None:
        """`stop_with`: the signal to ask with, then the one that insists."""
        self.name, self._answers, self._stop_with = name, answers, stop_with
        self.log = lodging.folder("log") / f"{name.lower()}.log"
        with lodging.opened(f"log/{name.lower()}.log") as output:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                process_group=0,
                preexec_fn=die_with_parent(stop_with[0]),  # noqa: PLW1509 (no threads yet)
                cwd="/",
                **(lodging.account.process_arguments() if lodging.account else {}),
            )

    def wait_until_it_answers(self) -> None:
        """Return when the server can be used; say what its log says when it never can."""
        deadline = time.monotonic() + _PATIENCE
        while not self._answers():
            if self.process.poll() is not None:
                raise ServiceError(
                    f"{self.name} 启动失败，日志 {self.log} 的末尾：\n{self._last_words()}"
                )
            if time.monotonic() > deadline:
                raise ServiceError(
                    f"{self.name} 在 {_PATIENCE:.0f} 秒内没有就绪，请看日志 {self.log}"
                )
            time.sleep(0.01)

    def ask_to_stop(self) -> None:
        """Send the first signal and return at once."""
        with suppress(ProcessLookupError):
            self.process.send_signal(self._stop_with[0])

    def wait_until_stopped(self) -> None:
        """Wait a while, then insist."""
        for insist in self._stop_with[1:]:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(_GRACE)
                return
            self.process.send_signal(insist)
        self.process.wait(_GRACE)

    def _last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-12:])


def wait_until_gone(pid_file: Path, program: str) -> None:
    """A server whose parent was killed is still leaving: let it finish with its files."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            pid = int(pid_file.read_text().split(maxsplit=1)[0])
            running = Path(f"/proc/{pid}/comm").read_text().strip()
        except (OSError, ValueError, IndexError):
            return
        if running != program:
            return
        time.sleep(0.05)
