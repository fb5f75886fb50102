"""The worker: Dramatiq hands out messages, each of them only says which intent of which property to carry out."""

import os
import signal
import threading
from typing import NoReturn
from uuid import UUID

import asyncpg
import dramatiq
import redis
import structlog
from dramatiq.asyncio import get_event_loop_thread
from dramatiq.middleware import AsyncIO, Middleware, MiddlewareError

from hushu.foundation import database, jobs, logs
from hushu.foundation.relay import broker
from hushu.foundation.services.child import die_with_parent
from hushu.foundation.settings import settings

QUICK, HEAVY = {"default"}, {"printing", "solver"}
THREADS = {"quick": 8, "heavy": 2}
LOOK_EVERY_MS = 250
GRACE_MS = 1500
LONGEST = 4  # seconds from being told to stop until the kernel ends what does not end by itself
log = structlog.get_logger()


class Connected(Middleware):
    """Opens the process's database pool on the loop the jobs run on, before the first of them."""

    def __init__(self, size: int) -> None:
        self.size = size

    def before_worker_boot(self, *_: object) -> None:
        """Raises MiddlewareError when the database cannot be reached."""
        loop = get_event_loop_thread()
        if loop is None:
            raise RuntimeError("the AsyncIO middleware comes first")
        try:
            loop.run_coroutine(database.connect(str(settings().app_database_url), size=self.size))
        except (OSError, asyncpg.PostgresError) as fault:
            raise MiddlewareError(repr(fault)) from fault


def work() -> None:
    """Runs until SIGTERM or SIGINT; what is not done within two seconds then is rolled back and sent again.

    Two processes from one image: printing and solving take their own, so that they never hold up a message.
    """
    bind = die_with_parent(signal.SIGTERM)
    heavy = os.fork()
    if heavy == 0:
        bind()
        _work("heavy", HEAVY)
    _work("quick", QUICK, partner=heavy)


def _watch(partner: int, stopping: threading.Event) -> None:
    """Ends this process when the other half fell, so that whoever supervises starts both again."""

    def wait() -> None:
        _, status = os.waitpid(partner, 0)
        if not stopping.is_set():
            log.error("worker_half_fell", status=status)
            _stop(stopping)

    threading.Thread(target=wait, daemon=True).start()


def _stop(stopping: threading.Event) -> None:
    """No thread of ours, nor of a library, can hold up the end: nobody may be left to insist when the house was killed."""
    signal.alarm(LONGEST)
    stopping.set()


def _work(name: str, queues: set[str], *, partner: int = 0) -> NoReturn:
    """Carries out what comes in these queues until it is told to stop."""
    logs.set_up(f"worker.{name}", settings().log_level)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: _stop(stopping))
    if partner:
        _watch(partner, stopping)
    threads = THREADS[name]
    source = broker()
    source.add_middleware(AsyncIO())
    source.add_middleware(Connected(threads + 2))
    for queue in queues:
        _declare(queue, source)
    worker = dramatiq.Worker(
        source, queues=queues, worker_threads=threads, worker_timeout=LOOK_EVERY_MS
    )
    try:
        worker.start()
    except MiddlewareError as fault:
        log.error("worker_cannot_start", fault=repr(fault))  # noqa: TRY400 (whoever supervises starts it again)
        os._exit(1)
    stopping.wait()
    if partner:
        _tell(partner)
    try:
        worker.stop(timeout=GRACE_MS)
    except redis.RedisError as fault:  # gone; the outbox sends again what was taken from it
        log.warning("redis_unreachable", fault=repr(fault))
    os._exit(0)  # a job that would not end holds nothing: its transaction ends with its connection


def _tell(partner: int) -> None:
    try:
        os.kill(partner, signal.SIGTERM)
    except ProcessLookupError:
        return


def _declare(queue: str, source: dramatiq.Broker) -> None:
    """The one actor of a queue."""

    async def perform(place: str, intent: str) -> None:
        await jobs.perform(UUID(place), UUID(intent))

    dramatiq.actor(broker=source, actor_name=f"perform_{queue}", queue_name=queue)(perform)
