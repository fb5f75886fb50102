"""The scheduler: one process that relays the outbox, asks for daily jobs and sweeps; a second one stands by."""

import asyncio
import signal
import time
from contextlib import suppress

import asyncpg
import redis
import structlog

from hushu.foundation import clock, logs, metrics
from hushu.foundation.carrier import carrier
from hushu.foundation.outbox import WAKE
from hushu.foundation.recurring import Calendar, sweep
from hushu.foundation.relay import pass_on
from hushu.foundation.settings import settings

LOOK_EVERY = 2.0
DAILY_EVERY = 20.0
SWEEP_EVERY = 3600.0
PAUSE = 2.0
GATHER = 0.02
LEADER = 0x4855534855  # "HUSHU": the advisory lock of the one scheduler at work
AWAY = (OSError, TimeoutError, redis.RedisError, asyncpg.PostgresError, asyncpg.InterfaceError)
log = structlog.get_logger()


def keep_time() -> None:
    """Runs until SIGTERM or SIGINT; outages of Postgres or Redis are waited out."""
    logs.set_up("scheduler", settings().log_level)
    asyncio.run(Scheduler().run())


class Scheduler:
    """Holds the lock, the relay and everything else on one connection: who lost it cannot go on working."""

    def __init__(self) -> None:
        self._stopping = asyncio.Event()
        self._woken = asyncio.Event()
        self._calendar = Calendar()
        self._next_daily = 0.0
        self._next_sweep = 0.0

    async def run(self) -> None:
        """Works whenever it is the leader, stands by otherwise."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop)
        hearing = asyncio.create_task(self._hear())
        while not self._stopping.is_set():
            try:
                await self._lead()
            except AWAY as fault:
                log.warning("scheduler_waits", fault=repr(fault))
                await self._rest(PAUSE)
        hearing.cancel()
        with suppress(asyncio.CancelledError):
            await hearing

    def _stop(self) -> None:
        self._stopping.set()
        self._woken.set()

    async def _lead(self) -> None:
        """Works on one connection for as long as it holds. Raises what broke it."""
        connection = await asyncpg.connect(settings().platform_database_url, command_timeout=60)
        try:
            while not await connection.fetchval("select pg_try_advisory_lock($1)", LEADER):
                await self._rest(PAUSE)
                if self._stopping.is_set():
                    return
            log.info("scheduler_leads")
            while not self._stopping.is_set():
                await self._round(connection)
        finally:
            with suppress(*AWAY):
                await connection.close(timeout=1)

    async def _round(self, connection: asyncpg.Connection) -> None:
        """One look at everything: first what comes by the clock, so that it is relayed in the same round."""
        if time.monotonic() >= self._next_daily:
            await self._calendar.ask(connection, clock.now())
            await metrics.look_at_backlog(connection)
            self._next_daily = time.monotonic() + DAILY_EVERY
        if time.monotonic() >= self._next_sweep:
            await sweep(connection)
            metrics.forget_old()
            self._next_sweep = time.monotonic() + SWEEP_EVERY
        self._woken.clear()
        try:
            sent = await pass_on(connection)
        except redis.RedisError as fault:
            log.warning("redis_unreachable", fault=repr(fault))
            await self._rest(PAUSE)
            return
        if not sent:
            await self._rest(LOOK_EVERY)

    async def _rest(self, seconds: float) -> None:
        """Waits that long, or until it is woken; what wakes it at the same moment is gathered."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), seconds)
            await asyncio.sleep(GATHER)

    async def _hear(self) -> None:
        """Listens for "something is due now"; without Redis the clock alone wakes the relay."""
        while True:
            try:
                async with carrier().pubsub(ignore_subscribe_messages=True) as listener:
                    await listener.subscribe(WAKE)
                    while True:
                        if await listener.get_message(timeout=LOOK_EVERY):
                            self._woken.set()
            except (redis.RedisError, OSError, TimeoutError):
                await asyncio.sleep(PAUSE)
