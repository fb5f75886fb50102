"""What platform operators have: piccolo-admin over companies, properties and accounts, and no property's record (TEN-6).

It runs under the database role `hushu_platform`, which may read a few columns of three tables and change nothing; every
deed goes through one database function that writes down who, what and why. Its libraries are loaded when somebody first
asks for /admin, so a web worker that nobody administers pays nothing. `HUSHU_ADMIN=off` leaves it away.
"""

import asyncio
import os
from typing import cast

from litestar import Response, asgi
from litestar.connection import ASGIConnection
from litestar.handlers import ASGIRouteHandler
from litestar.types import ASGIApp, Receive, Scope, Send

from hushu.foundation.addresses import client_address
from hushu.foundation.answers import send_answer

RIGHT = "platform.operator"
_built: list[ASGIApp] = []


def _build() -> ASGIApp:
    from hushu.foundation.platform import build

    return build()


@asgi("/admin", is_mount=True, copy_scope=True, right=RIGHT, looser_policy=True)
async def admin(scope: Scope, receive: Receive, send: Send) -> None:
    """Everything below /admin/, whose links are relative; it asks for the operator's own session by itself."""
    if scope["raw_path"].partition(b"?")[0] == b"/admin":
        onward = Response(b"", status_code=303, headers={"Location": "/admin/"})
        await send_answer(onward, scope, receive, send)
        return
    if not _built:
        _built.append(await asyncio.to_thread(_build))
    # The limits of its sign-in count the caller, not our proxy; and granian's short cut for files passes compression by.
    caller = (client_address(ASGIConnection(scope)), 0)
    await _built[0](cast("Scope", {**scope, "client": caller, "extensions": {}}), receive, send)


def routes() -> tuple[ASGIRouteHandler, ...]:
    """The admin's one route, unless it is switched off."""
    off = os.environ.get("HUSHU_ADMIN", "on").strip().lower() in {"off", "0", "no"}
    return () if off else (admin,)
