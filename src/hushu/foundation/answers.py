"""Answers of the house itself: sign in first, not here, not allowed, something broke."""

from typing import Any
from urllib.parse import quote

from litestar import Response
from litestar.connection import Request
from litestar.types import Receive, Scope, Send

from hushu.foundation.logs import request_id
from hushu.foundation.web import go, page

OURS = 500


async def send_answer(answer: Response[Any], scope: Scope, receive: Receive, send: Send) -> None:
    """Sends a response outside of a handler."""
    request: Request[Any, Any, Any] = Request(scope, receive)
    await answer.to_asgi_response(app=None, request=request)(scope, receive, send)


def error_page(request: Request[Any, Any, Any], status: int, **context: Any) -> Response[Any]:
    """The page of that status, in the person's language, with what to do next; a fault of ours with its number in the log."""
    shared = {
        "status": status,
        "before": _before(request),
        "request_id": request_id() if status >= OURS else "",
    }
    answer = page(request, f"errors/{status}.html", **shared, **context)
    answer.status_code = status
    return answer


def _before(request: Request[Any, Any, Any]) -> str:
    """The page on which a refused form stood: its own address answers nothing but forms."""
    if request.method == "GET":
        return request.url.path
    # cut by hand: what a stranger sends as referer may be no address at all
    path = "/" + request.headers.get("referer", "").partition("://")[2].partition("/")[2]
    return path if path.isprintable() and "//" not in path and "\\" not in path else "/"


async def answer_in(
    scope: Scope, receive: Receive, send: Send, status: int, **context: Any
) -> None:
    """Sends the page of that status from inside a layer."""
    request: Request[Any, Any, Any] = Request(scope, receive)
    await send_answer(error_page(request, status, **context), scope, receive, send)


async def not_here(scope: Scope, receive: Receive, send: Send) -> None:
    """The one answer for what does not exist and what is not yours."""
    await answer_in(scope, receive, send, 404)


async def refuse_suspended(scope: Scope, receive: Receive, send: Send) -> None:
    """A suspended property is read-only."""
    await answer_in(scope, receive, send, 403, suspended=True)


def door(request: Request[Any, Any, Any]) -> Response[Any]:
    """To the sign-in page and back again afterwards."""
    to = "/sign-in"
    if request.method == "GET" and request.headers.get("hx-request") != "true":
        to = f"/sign-in?next={quote(request.url.path)}"
    return go(request, to)


async def moved(
    request: Request[Any, Any, Any], scope: Scope, receive: Receive, send: Send
) -> None:
    """To the door, from inside a layer."""
    await send_answer(door(request), scope, receive, send)
