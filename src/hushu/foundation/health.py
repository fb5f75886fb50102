"""Whether the house lives and whether it can work, for whoever watches it."""

import asyncio
from typing import Any

import litestar
from litestar import Response

from hushu.foundation import carrier, database

PATIENCE = 2


@litestar.get("/health/live", public=True, media_type="text/plain")
async def alive() -> str:
    """This process answers."""
    return "live"


@litestar.get("/health/ready", public=True)
async def ready() -> Response[dict[str, Any]]:
    """The database answers; without Redis the house works on, degraded."""
    try:
        async with asyncio.timeout(PATIENCE), database.transaction() as connection:
            await connection.fetchval("select 1")
    except Exception:
        return Response({"ready": False, "database": False}, status_code=503)
    degraded = not await carrier.publish("health", "ping")
    return Response({"ready": True, "database": True, "redis": not degraded, "degraded": degraded})


ROUTES = (alive, ready)
