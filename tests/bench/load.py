"""A small load generator: keep-alive connections to 127.0.0.1, bounded in count and time."""

import asyncio
import time
from dataclasses import dataclass, field

LONGEST_SECONDS = 60


@dataclass
class Request:
    """What to send; `body` may name {n}, which differs with every request."""

    path: str
    cookie: str = ""
    method: str = "GET"
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def bytes(self, port: int, number: int) -> bytes:
        """The request as it goes over the wire."""
        body = self.body.replace("{n}", str(number)).encode()
        lines = [
            f"{self.method} {self.path} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            f"Cookie: {self.cookie}",
        ]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if body:
            lines += [
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
            ]
        return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass
class Result:
    """Latencies in seconds, sorted, and how long the whole took."""

    times: list[float]
    seconds: float
    statuses: dict[int, int]
    size: int

    def percentile(self, share: float) -> float:
        """The latency in ms that this share of requests stayed under."""
        return self.times[min(len(self.times) - 1, int(len(self.times) * share))] * 1000

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.times) / self.seconds


async def _one(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, data: bytes
) -> tuple[int, int]:
    writer.write(data)
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    lowered = head.lower()
    size = 0
    if b"content-length:" in lowered:
        size = int(lowered.split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(size)
    elif b"transfer-encoding: chunked" in lowered:
        size = len(await reader.readuntil(b"\r\n0\r\n\r\n"))
    return status, size


async def drive(
    port: int, request: Request, *, connections: int, count: int, start: int = 0
) -> Result:
    """Sends `count` requests over so many connections, each waiting for its answer before the next."""
    times: list[float] = []
    statuses: dict[int, int] = {}
    numbers = iter(range(start, start + count))
    size = 0

    async def worker() -> None:
        nonlocal size
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
        for number in numbers:
            began = time.perf_counter()
            status, size = await _one(reader, writer, request.bytes(port, number))
            times.append(time.perf_counter() - began)
            statuses[status] = statuses.get(status, 0) + 1
        writer.close()

    began = time.perf_counter()
    async with asyncio.timeout(LONGEST_SECONDS):
        await asyncio.gather(*(worker() for _ in range(connections)))
    return Result(sorted(times), time.perf_counter() - began, statuses, size)
