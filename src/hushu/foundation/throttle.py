"""How often one may guess: per person and per address, in Redis; in this process's memory while Redis is away (T15)."""

import asyncio
import hashlib
import time
from weakref import WeakKeyDictionary

import structlog
from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage, Storage

from hushu.foundation.refusals import Refused
from hushu.foundation.settings import settings
from hushu.foundation.translation import N_

log = structlog.get_logger()
MINUTES = 15
# Guesses in a window. An office behind one address signs in together each morning: only failures stay counted.
PERSON, ADDRESS, CODE = 10, 120, 5
REST = 5.0
_shared: "WeakKeyDictionary[asyncio.AbstractEventLoop, Storage]" = WeakKeyDictionary()
_alone: "WeakKeyDictionary[asyncio.AbstractEventLoop, Storage]" = WeakKeyDictionary()
_resting_until = 0.0
TOO_MANY = N_("Too many attempts. Wait %(n)s minutes, or ask your manager to reset the password.")


async def spend(kind: str, who: str, amount: int, field: str, words: str = TOO_MANY) -> None:
    """Counts a guess before it is looked at, so that a thousand at once are a thousand. Raises Refused."""
    item = RateLimitItemPerMinute(amount, MINUTES)
    key = item.key_for(kind, _mark(who))
    used = await _count(key, item.get_expiry(), 1)
    if used > amount:
        log.warning("throttled", kind=kind)
        raise Refused(field, words, n=MINUTES)


async def give_back(kind: str, who: str, amount: int) -> None:
    """A right guess costs nothing."""
    item = RateLimitItemPerMinute(amount, MINUTES)
    await _count(item.key_for(kind, _mark(who)), item.get_expiry(), -1)


async def forget(kind: str, who: str, amount: int) -> None:
    """After the right secret the wrong ones before it are forgotten."""
    key = RateLimitItemPerMinute(amount, MINUTES).key_for(kind, _mark(who))
    for storage in (_shared_storage(), _own_storage()):
        try:
            await storage.clear(key)
        except Exception as fault:
            log.warning("redis_unreachable", fault=repr(fault))


def _mark(who: str) -> str:
    """Names and addresses stand in Redis as marks only."""
    return hashlib.sha256(f"{settings().secret}:{who}".encode()).hexdigest()[:32]


async def _count(key: str, expiry: int, by: int) -> int:
    """The count after adding `by`. Without Redis each process counts by itself, as if it had seen its share alone."""
    global _resting_until  # noqa: PLW0603 (after a failure Redis is left alone for a while)
    if time.monotonic() >= _resting_until:
        try:
            return await asyncio.wait_for(_shared_storage().incr(key, expiry, amount=by), 1)
        except Exception as fault:
            _resting_until = time.monotonic() + REST
            log.warning("redis_unreachable", fault=repr(fault))
    return await _own_storage().incr(key, expiry, amount=by * settings().web_workers)


def _shared_storage() -> Storage:
    loop = asyncio.get_running_loop()
    if loop not in _shared:
        url = settings().redis
        url = url.replace("unix://", "redis+unix://", 1) if url.startswith("unix://") else url
        _shared[loop] = RedisStorage(
            f"async+{url}", implementation="redispy", key_prefix="hushu-limit"
        )
    return _shared[loop]


def _own_storage() -> Storage:
    loop = asyncio.get_running_loop()
    if loop not in _alone:
        _alone[loop] = MemoryStorage()
    return _alone[loop]
