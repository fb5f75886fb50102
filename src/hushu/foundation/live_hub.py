"""One ear on Redis a process, many open pages: hints are handed to the streams of their property."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

import redis.asyncio as redis
import structlog

from hushu.foundation.carrier import carrier

log = structlog.get_logger()
MOST_WAITING = 100
BEAT = 20.0
PAUSE = 3.0


class Hub:
    """Hands each hint to the queues that listen to its channel; a queue that nobody empties loses the newest."""

    def __init__(self) -> None:
        self._queues: dict[str, set[asyncio.Queue[str]]] = {}
        self._ear: asyncio.Task[None] | None = None

    @contextmanager
    def listening(self, channel: str) -> Iterator[asyncio.Queue[str]]:
        """A queue of the channel's hints for as long as this is open."""
        queue: asyncio.Queue[str] = asyncio.Queue(MOST_WAITING)
        self._queues.setdefault(channel, set()).add(queue)
        if self._ear is None or self._ear.done():
            self._ear = asyncio.create_task(self._hear())
        try:
            yield queue
        finally:
            self._queues[channel].discard(queue)
            if not self._queues[channel]:
                del self._queues[channel]

    async def _hear(self) -> None:
        """Listens while anybody does; a Redis that is away is asked again every few seconds (T24)."""
        while self._queues:
            try:
                async with carrier().pubsub(ignore_subscribe_messages=True) as ear:
                    await ear.psubscribe("live:*")
                    while self._queues:
                        heard = await ear.get_message(timeout=BEAT)
                        if heard is not None:
                            self._hand_on(heard["channel"], heard["data"])
            except (redis.RedisError, OSError, TimeoutError) as fault:
                log.warning("live_updates_wait", fault=repr(fault))
                await asyncio.sleep(PAUSE)

    def _hand_on(self, channel: str, topic: str) -> None:
        for queue in self._queues.get(channel, ()):
            if not queue.full():
                queue.put_nowait(topic)


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """The process's hub."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())
