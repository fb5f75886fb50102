"""Figures for whoever watches the house: requests, jobs and what waits, gathered over all its processes."""

import os
import secrets
import socket
import time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asyncpg
import litestar
import msgspec
import structlog
from litestar import Response
from litestar.connection import Request
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from hushu.foundation.logs import enter_request
from hushu.foundation.outbox import ATTEMPTS
from hushu.foundation.refusals import NotHere
from hushu.foundation.settings import settings

if TYPE_CHECKING:
    from prometheus_client import Counter, Gauge, Histogram

SLOW = 2.0
KEPT = 7 * 24 * 3600
LOOPBACK = ("127.0.0.1", "::1")
FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip")
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
# In two halves, because each has an index of its own.
BACKLOG = f"""
with open as (
  select due_at, attempts from outbox where sent_at is null and done_at is null and due_at <= now()
  union all
  select due_at, attempts from outbox where sent_at is not null and done_at is null)
select count(*) filter (where attempts < {ATTEMPTS}) as waiting,
       coalesce(extract(epoch from now() - min(due_at) filter (where attempts < {ATTEMPTS})), 0) as oldest_seconds,
       count(*) filter (where attempts >= {ATTEMPTS}) as given_up, extract(epoch from now()) as looked
  from open"""  # noqa: S608 (fixed texts only)
GAUGES = {
    "waiting": "Intents due and not done",
    "oldest_seconds": "How long the oldest of them has been due",
    "given_up": f"Intents that failed {ATTEMPTS} times",
    "looked": "When the scheduler last looked, in seconds since 1970",
}
log = structlog.get_logger()
_answers: dict[tuple[str, str, int], Any] = {}


class Instruments(msgspec.Struct, frozen=True):
    """The counters of this process, kept in files that the other processes can read: one folder a host."""

    folder: Path
    requests: "Counter"
    seconds: "Histogram"
    jobs: "Counter"
    outbox: "dict[str, Gauge]"


@lru_cache(maxsize=1)
def instruments() -> Instruments:
    """Made at first use, because prometheus_client reads the folder's name when it is imported."""
    every = settings().data / "metrics"
    own = Path(os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(every / socket.gethostname())))
    own.mkdir(parents=True, exist_ok=True)
    from prometheus_client import Counter, Gauge, Histogram

    outbox = {
        name: Gauge(f"hushu_outbox_{name}", words, multiprocess_mode="mostrecent")
        for name, words in GAUGES.items()
    }
    return Instruments(
        own.parent,
        Counter("hushu_requests", "Answers", ("route", "method", "status")),
        Histogram("hushu_request_seconds", "Time to the first byte", buckets=BUCKETS),
        Counter("hushu_jobs", "Jobs: done, failed (tried again), given_up", ("job", "outcome")),
        outbox,
    )


def job(name: str, outcome: str) -> None:
    """Counts one job."""
    instruments().jobs.labels(name, outcome).inc()


async def look_at_backlog(connection: asyncpg.Connection) -> None:
    """Keeps what waits in the outbox of the whole house, as numbers only; the scheduler does this."""
    found = await connection.fetchrow(BACKLOG)
    for name, gauge in instruments().outbox.items():
        gauge.set(float(found[name]))


class Measured:
    """A layer around everything: counts answers, times them, and gives log lines their request."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on; a stream's time is that until its first byte."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        enter_request(scope)
        began = time.perf_counter()

        async def note(message: Message) -> None:
            if message["type"] == "http.response.start":
                _count(scope, message["status"], time.perf_counter() - began)
            await send(message)

        await self.app(scope, receive, note)


def _count(scope: Scope, status: int, seconds: float) -> None:
    key = (str(scope.get("path_template", "")), str(scope.get("method", "")), status)
    counter = _answers.get(key)
    if counter is None:
        counter = _answers[key] = instruments().requests.labels(*key)
    counter.inc()
    instruments().seconds.observe(seconds)
    if seconds > SLOW:
        log.warning("slow_answer", route=key[0], method=key[1], status=status, seconds=seconds)


@litestar.get("/metrics", public=True)
async def figures(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The figures as Prometheus reads them, for this machine itself or with the token.

    For anybody else there is no such page.
    """
    if not _may_read(request):
        raise NotHere
    return Response(_page(instruments().folder), media_type="text/plain; version=0.0.4")


def _page(folder: Path) -> bytes:
    from prometheus_client import CollectorRegistry, Metric, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector
    from prometheus_client.registry import Collector

    class House(Collector):
        """What every process of every host counted."""

        def collect(self) -> list[Metric]:
            merge: Any = MultiProcessCollector.merge
            return list(merge([str(file) for file in folder.glob("*/*.db")]))

    registry = CollectorRegistry()
    registry.register(House())
    return generate_latest(registry)


def forget_old() -> int:
    """Takes away what processes counted that ended a week ago and more; how many files."""
    limit = time.time() - KEPT
    old = [file for file in instruments().folder.glob("*/*.db") if file.stat().st_mtime < limit]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def _may_read(request: Request[Any, Any, Any]) -> bool:
    """Loopback counts only where no proxy speaks for somebody else."""
    token = settings().metrics_token
    shown = request.headers.get("authorization", "").encode()
    if token and secrets.compare_digest(shown, f"Bearer {token}".encode()):
        return True
    direct = not any(name in request.headers for name in FORWARDED)
    return direct and request.client is not None and request.client.host in LOOPBACK


ROUTES = (figures,)
