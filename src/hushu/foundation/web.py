"""Pages and updates: what a route gives back, and the two kinds of route there are inside a property."""

import functools
import re
import secrets
from collections.abc import Awaitable, Callable
from functools import partial
from inspect import signature
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

from litestar import Response
from litestar.connection import ASGIConnection, Request
from litestar.enums import HttpMethod
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from hushu.foundation.csrf import same_origin, token_for
from hushu.foundation.navigation import active_entry, navigation
from hushu.foundation.opened import opened_or_none
from hushu.foundation.received import OUR_FIELDS, words_of
from hushu.foundation.refusals import NotAllowed, Refused
from hushu.foundation.templating import render
from hushu.foundation.translation import locale_here, translate

HTML = "text/html"
Web = Request[Any, Any, Any]
Answer = Response[Any]
Deed = Callable[..., Awaitable[Answer]]
Page = (
    Callable[..., Awaitable[Answer]] | HTTPRouteHandler
)  # shown again by a deed; most are routes themselves
PLACE = re.compile(r"{(\w+):")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
SECRET_FIELDS = frozenset({"password", "new_password", "repeat", "pin", "keeper_pin", "code"})


class Route(HTTPRouteHandler):
    """A route whose guards are given itself: the framework copies it for each of them at every request."""

    async def authorize_connection(self, connection: ASGIConnection[Any, Any, Any, Any]) -> None:
        """Asks every guard. Raises what the first of them that refuses raises."""
        for guard in self.resolve_guards():
            await cast("Any", guard)(connection, self)


def page_at(path: str, **opt: Any) -> Callable[[Any], HTTPRouteHandler]:
    """A page; what else is said of its route stands in `opt`."""
    return lambda handler: cast(
        "Any", Route(path, http_method=HttpMethod.GET, **opt)(_placed(handler, path))
    )


def deed_at(path: str, again: Page | None, **opt: Any) -> Callable[[Deed], HTTPRouteHandler]:
    """A deed; when it is refused, `again` shows the form once more, as it was typed."""
    return lambda deed: cast(
        "Any",
        Route(path, http_method=HttpMethod.POST, status_code=200, **opt)(
            _placed(shown_again(deed, again), path)
        ),
    )


def _placed(handler: Any, path: str) -> Any:
    """Says of a handler's places in the path that they are such, as Litestar wants to be told."""
    said, place = handler.__annotations__, cast("Any", FromPath)
    said |= {name: place[said[name]] for name in PLACE.findall(path) if name in said}
    return handler


def get(path: str, right: str, *, streams: bool = False) -> Callable[[Any], HTTPRouteHandler]:
    """A page inside the property, for those with the right."""
    return page_at(path, right=right, streams=streams)


def post(
    path: str, right: str, *, again: Page | None = None, largest: int | None = None
) -> Callable[[Deed], HTTPRouteHandler]:
    """A deed inside the property, for those with the right; `largest` bytes where the house's limit is too small."""
    more = {} if largest is None else {"request_max_body_size": largest}
    return deed_at(path, again, right=right, **more)


def public_get(path: str) -> Callable[[Any], HTTPRouteHandler]:
    """A page for anybody."""
    return page_at(path, public=True)


def public_post(path: str, *, again: Page | None = None) -> Callable[[Deed], HTTPRouteHandler]:
    """A deed outside any property, from our own pages only (T13)."""
    return deed_at(path, again, public=True, guards=[_from_here])


async def _from_here(connection: Any, _: Any) -> None:
    if not same_origin(connection):
        raise NotAllowed


def shown_again(deed: Deed, again: Page | None) -> Deed:
    """The deed; a refusal becomes 422 with the same form, what was typed, and the reason at its field.

    The page is given the request and, of the places in the deed's address, those that it takes.
    """
    if again is None:
        return deed
    show = cast("Deed", again.fn if isinstance(again, HTTPRouteHandler) else again)
    takes = signature(show).parameters

    @functools.wraps(deed)
    async def careful(*args: Any, **named: Any) -> Answer:
        try:
            return await deed(*args, **named)
        except Refused as refusal:
            request: Web = named["request"]
            places = {name: at for name, at in request.path_params.items() if name in takes}
            return await _refused(request, refusal, partial(show, request=request, **places))

    return careful


async def _refused(
    request: Web, refusal: Refused, again: Callable[[], Awaitable[Answer]]
) -> Answer:
    words = [(k, v) for k, v in await words_of(request) if k not in OUR_FIELDS | SECRET_FIELDS]
    columns: dict[str, list[str]] = {}
    for name, value in words:
        columns.setdefault(name, []).append(value)
    said = {"typed": dict(words), "typed_columns": columns, "errors": refusal.errors}
    request.scope["state"] |= said
    shown = await again()
    shown.status_code = 422
    for name, value in (("HX-Retarget", "body"), ("HX-Reswap", "morph:innerHTML")):
        shown.headers.setdefault(
            name, value
        )  # a handler that gave only the form has said where it goes
    return shown


def named(request: Web, name: str) -> UUID | None:
    """What a page is about: the id in its address, else in what was typed and refused; None where neither holds one."""
    typed: dict[str, str] = request.scope["state"].get("typed", {})
    try:
        return UUID(request.query_params.get(name) or typed.get(name, ""))
    except ValueError:
        return None


def page(request: Web, template: str, /, **context: Any) -> Answer:
    """A whole page."""
    return Response(render(template, _shared(request) | context), media_type=HTML)


def update(request: Web, template: str, /, to: str, **context: Any) -> Answer:
    """The changed pieces for htmx; without scripts, a way to the page that shows them."""
    if request.headers.get("hx-request") != "true":
        return go(request, to)
    return Response(render(template, _shared(request) | context), media_type=HTML)


def go(request: Web, to: str) -> Answer:
    """On to another page after a deed: 303, or htmx's own header for a full move."""
    if request.headers.get("hx-request") == "true":
        return Response(b"", status_code=200, headers={"HX-Redirect": to}, media_type=HTML)
    return Response(b"", status_code=303, headers={"Location": to}, media_type=HTML)


def _shared(request: Web) -> dict[str, Any]:
    """What every page knows (the layout's side of the bargain)."""
    opened = opened_or_none()
    state = request.scope.get("state", {})
    errors = {
        name: translate(words, **values)
        for name, (words, values) in state.get("errors", {}).items()
    }
    path = request.scope["path"]
    active = active_entry(opened, path) if opened else ""
    return {
        "me": opened,
        "csrf": token_for(request),
        "form_key": secrets.token_urlsafe(12),
        "typed": state.get("typed", {}),
        "typed_columns": state.get(
            "typed_columns", {}
        ),  # every value of a field that stands on several lines
        "errors": errors,
        "refused_at": path if errors else "",
        "nav": partial(navigation, opened, active) if opened else list,
        "nav_active": active,
        "locale": locale_here(),
        "path": path,
        "url": quote(path),
        "query": request.query_params,
    }
