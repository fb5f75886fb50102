"""One's own account, outside of any property: what a session opens, and every form of it the session's own (PPL-5, T13)."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import msgspec
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler

from hushu.foundation import database
from hushu.foundation.addresses import client_address
from hushu.foundation.csrf import own_form
from hushu.foundation.refusals import NotAllowed, SignInFirst
from hushu.foundation.sessions import token_in
from hushu.foundation.web import SAFE, Deed, Handler, Web, deed_at, page_at

RIGHT = "account.self"
ENTER = """select set_config('hushu.actor', $1, true), set_config('hushu.origin', $2, true),
                  set_config('hushu.session', encode($3::bytea, 'hex'), true)"""


class Standing(msgspec.Struct, frozen=True):
    """Whose session it is and where it stands: `open`, or what is still asked (`code`, `password`)."""

    account: UUID
    username: str
    name: str
    stage: str
    totp_secret: str
    must_change: bool
    company: str
    at_property: UUID | None


def account_get(path: str, *stages: str) -> Callable[[Any], HTTPRouteHandler]:
    """A page of one's own account, for sessions at one of these stages (`open` unless said)."""
    return page_at(path, right=RIGHT, stages=stages or ("open",), guards=[must_own_session])


def account_post(
    path: str, *stages: str, again: Handler | None = None
) -> Callable[[Deed], HTTPRouteHandler]:
    """A deed on one's own account; when it is refused, `again` shows the form once more, as it was typed."""
    opt = {"right": RIGHT, "stages": stages or ("open",), "guards": [must_own_session]}
    return deed_at(path, again, **opt)


async def must_own_session(request: Any, handler: BaseRouteHandler) -> None:
    """A visitor is sent to the door; a form counts only with this session's own token."""
    async with database.transaction():
        who = await standing(token_in(request))
    if who is None or who.stage not in handler.opt["stages"]:
        raise SignInFirst
    if request.method not in SAFE and not await own_form(request):
        raise NotAllowed
    request.scope["state"]["standing"] = who


async def standing(token: bytes | None) -> Standing | None:
    """Where the session of this token stands, or None without one."""
    return await database.row(Standing, "select * from session_stage($1)", token or b"")


def owner(request: Web) -> Standing:
    """Whose account this request is about, as its guard has found."""
    found: Standing = request.scope["state"]["standing"]
    return found


@asynccontextmanager
async def acting(request: Web) -> AsyncIterator[None]:
    """A transaction in which the trail knows who acts from where, and the database whose session proves it."""
    async with database.transaction() as connection:
        who, token = owner(request).name, token_in(request) or b""
        await connection.execute(ENTER, who, client_address(request), token)
        yield
