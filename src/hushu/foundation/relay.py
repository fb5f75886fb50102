"""The relay: carries intents that are due from the outbox to Redis, and again where Redis lost them (T23, T24)."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

import asyncpg
import dramatiq
import redis
from dramatiq.brokers.redis import RedisBroker

from hushu.foundation import clock
from hushu.foundation.outbox import ATTEMPTS
from hushu.foundation.settings import settings

QUEUES = ("default", "printing", "solver")
BATCH = 200
SHARE = 20
DEEPEST = 1000
SHALLOW = 100
STALE = timedelta(seconds=60)

# A share for every property in turn, so that one busy property does not hold up the others (T40).
CLAIM = """
with recursive place as (
  (select property from outbox where sent_at is null order by property limit 1)
  union all
  select (select o.property from outbox o where o.sent_at is null and o.property > p.property
           order by o.property limit 1)
    from place p where p.property is not null),
due as (
  select d.property, d.id from place p cross join lateral (
    select o.property, o.id from outbox o
     where o.property = p.property and o.sent_at is null and o.done_at is null and o.due_at <= $1
       and o.queue = $2 and o.attempts < $3
     order by o.due_at limit $4 for update skip locked) d
   limit $5)
update outbox o set sent_at = $1 from due d where o.property = d.property and o.id = d.id
returning o.property, o.id"""
# Whoever works on an intent holds its row, so a locked row is not lost.
CLAIM_LOST = """
with lost as (
  select property, id from outbox
   where sent_at < $1 and sent_at is not null and done_at is null and queue = $2 and attempts < $3
   order by sent_at limit $4 for update skip locked)
update outbox o set sent_at = $5 from lost l where o.property = l.property and o.id = l.id
returning o.property, o.id"""
UNCLAIM = """update outbox o set sent_at = null from unnest($1::uuid[], $2::uuid[]) as u(property, id)
              where o.property = u.property and o.id = u.id and o.done_at is null"""

Intent = tuple[UUID, UUID]


@lru_cache(maxsize=1)
def broker() -> RedisBroker:
    """Dramatiq's broker with no middleware but what the worker adds: retries and limits are ours."""
    client = redis.Redis.from_url(settings().redis, socket_timeout=5, socket_connect_timeout=2)
    made = RedisBroker(client=client, middleware=[])  # type: ignore[no-untyped-call]
    for queue in QUEUES:
        made.declare_queue(queue)
    return made


async def pass_on(connection: asyncpg.Connection, *, stale: timedelta = STALE) -> int:
    """Sends what is due and what got lost, one batch a queue; how many were sent. Raises when Redis is away.

    The queues in Redis stay short: what does not fit waits in the outbox, where nothing can lose it.
    """
    sent = 0
    for queue in QUEUES:
        depth = await asyncio.to_thread(_depth, queue)
        if depth >= DEEPEST:
            continue
        now = clock.now()
        claimed = [
            tuple(r) for r in await connection.fetch(CLAIM, now, queue, ATTEMPTS, SHARE, BATCH)
        ]
        if depth < SHALLOW:
            lost = await connection.fetch(CLAIM_LOST, now - stale, queue, ATTEMPTS, BATCH, now)
            claimed += [tuple(r) for r in lost]
        await _send(connection, queue, claimed)
        sent += len(claimed)
    return sent


def _depth(queue: str) -> int:
    """How many messages wait in Redis; not those in the hands of workers, who may be dead."""
    length: Any = broker().client.llen(f"{broker().namespace}:{queue}")
    return int(length)


async def _send(connection: asyncpg.Connection, queue: str, claimed: Sequence[Intent]) -> None:
    """Sends the claimed intents; those that could not be sent are unclaimed at once."""
    left = list(claimed)

    def enqueue() -> None:
        while left:
            place, intent = left[-1]
            broker().enqueue(_message(queue, place, intent))
            left.pop()

    left.reverse()
    try:
        await asyncio.to_thread(enqueue)
    finally:
        if left:
            await connection.execute(
                UNCLAIM, [place for place, _ in left], [intent for _, intent in left]
            )


def _message(queue: str, place: UUID, intent: UUID) -> dramatiq.Message[None]:
    """Which intent of which property: nothing else ever travels through Redis."""
    return dramatiq.Message(
        queue_name=queue,
        actor_name=f"perform_{queue}",
        args=(str(place), str(intent)),
        kwargs={},
        options={},
    )
