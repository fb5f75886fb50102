"""The stream behind live updates: only topics travel on it, and each tick opens the property anew (T7)."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import redis.asyncio as redis
from litestar.connection import Request
from litestar.response import ServerSentEvent, ServerSentEventMessage

import litestar
from hushu.foundation import database
from hushu.foundation.carrier import carrier, resting
from hushu.foundation.refusals import NotHere
from hushu.foundation.sessions import token_in
from hushu.foundation.tenancy import session_opened

BEAT = 20.0
LONGEST = 600.0


@litestar.get("/live", right="property.enter", streams=True)
async def live(request: Request[Any, Any, Any]) -> ServerSentEvent:
    """What changed in this property, as topics; the page fetches the pieces again."""
    token, slug = token_in(request), request.path_params["property"]
    if token is None or not database.engine.pool:
        raise NotHere
    async with session_opened(token, slug) as place:
        if place is None:
            raise NotHere
    return ServerSentEvent(_topics(token, slug, f"live:{place.property}"))


async def _topics(token: bytes, slug: str, channel: str) -> AsyncIterator[ServerSentEventMessage]:
    """Topics as they come, a beat in between; ends when the person may no longer look, or after ten minutes."""
    yield ServerSentEventMessage(event="ready", data="on", retry=3000)
    ends = asyncio.get_running_loop().time() + LONGEST
    while asyncio.get_running_loop().time() < ends and not resting():
        try:
            async with carrier().pubsub(ignore_subscribe_messages=True) as listener:
                await listener.subscribe(channel)
                while asyncio.get_running_loop().time() < ends:
                    heard = await listener.get_message(timeout=BEAT)
                    async with session_opened(token, slug) as place:
                        if place is None:
                            return
                    if heard is None:
                        yield ServerSentEventMessage(comment="beat")
                    else:
                        yield ServerSentEventMessage(event="topic", data=heard["data"])
        except (redis.RedisError, OSError, TimeoutError):
            await asyncio.sleep(3)
