"""The stream behind live updates: only topics travel on it, and each tick opens the property anew (T7)."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import litestar
from litestar.connection import Request
from litestar.response import ServerSentEvent, ServerSentEventMessage

from hushu.foundation import database
from hushu.foundation.live_hub import BEAT, hub
from hushu.foundation.refusals import NotHere
from hushu.foundation.sessions import token_in
from hushu.foundation.tenancy import session_opened

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
    loop = asyncio.get_running_loop()
    ends = loop.time() + LONGEST
    with hub().listening(channel) as queue:
        while loop.time() < ends:
            topic = await _next(queue)
            async with session_opened(token, slug) as place:
                if place is None:
                    return
            if topic is None:
                yield ServerSentEventMessage(comment="beat")
            else:
                yield ServerSentEventMessage(event="topic", data=topic)


async def _next(queue: asyncio.Queue[str]) -> str | None:
    """The next topic, or None when a beat passes without one."""
    try:
        async with asyncio.timeout(BEAT):
            return await queue.get()
    except TimeoutError:
        return None
