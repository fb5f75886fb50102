"""Redis as a carrier: hints and limits; without it the house works on, slower to notice (T24)."""

import asyncio
import time
from weakref import WeakKeyDictionary

import redis.asyncio as redis
import structlog

from hushu.foundation.settings import settings

log = structlog.get_logger()
PATIENCE = 0.5
PAUSE = 5.0
_resting_until = 0.0
_carriers: WeakKeyDictionary[asyncio.AbstractEventLoop, redis.Redis] = WeakKeyDictionary()


def carrier() -> redis.Redis:
    """The connection to Redis of the loop at hand: a process has one, a test run one a test."""
    loop = asyncio.get_running_loop()
    found = _carriers.get(loop)
    if found is None:
        found = _carriers[loop] = redis.Redis.from_url(
            settings().redis,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            decode_responses=True,
        )
    return found


def resting() -> bool:
    """Whether Redis failed a moment ago; pages say so instead of pretending."""
    return time.monotonic() < _resting_until


async def publish(channel: str, message: str) -> bool:
    """Sends a hint; false when nobody could be told."""
    global _resting_until  # noqa: PLW0603 (one flag a process: after a failure Redis is left alone for a while)
    if resting():
        return False
    try:
        await carrier().publish(channel, message)
    except (redis.RedisError, OSError, TimeoutError) as fault:
        _resting_until = time.monotonic() + PAUSE
        log.warning("redis_unreachable", fault=repr(fault))
        return False
    return True
