"""Our own Redis: Valkey on a unix socket; a message it has taken is on disk within a second."""

import signal
import socket
from contextlib import suppress
from pathlib import Path

from hushu.foundation.services.child import Child, wait_until_gone
from hushu.foundation.services.lodging import Lodging


def answers(lodging: Lodging) -> bool:
    """Does it answer a ping? False while it still reads its file."""
    with suppress(OSError), socket.socket(socket.AF_UNIX) as line:
        line.settimeout(1)
        line.connect(str(_socket(lodging)))
        line.sendall(b"PING\r\n")
        return line.recv(16).startswith(b"+PONG")
    return False


def start(lodging: Lodging, *, fast: bool) -> Child:
    """Start it; nothing is ever evicted, because queues live in it."""
    folder = lodging.folder("valkey")
    pid_file = folder / "valkey.pid"
    wait_until_gone(pid_file, "valkey-server")
    options = {
        "port": "0",
        "unixsocket": str(_socket(lodging)),
        "unixsocketperm": "700",
        "dir": str(folder),
        "pidfile": str(pid_file),
        "daemonize": "no",
        "appendonly": "no" if fast else "yes",
        "save": "",
        "maxmemory-policy": "noeviction",
        "loglevel": "warning",
    }
    command = [str(lodging.valkey)]
    for name, value in options.items():
        command += [f"--{name}", value]
    return Child(
        "Valkey",
        command,
        answers=lambda: answers(lodging),
        lodging=lodging,
        stop_with=(signal.SIGTERM, signal.SIGKILL),
    )


def url(lodging: Lodging) -> str:
    """For redis-py and dramatiq."""
    return f"unix://{_socket(lodging)}?db=0"


def _socket(lodging: Lodging) -> Path:
    return lodging.sockets / "valkey.sock"
