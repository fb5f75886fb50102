"""One's own account, outside of any property: what a session opens, and every form of it the session's own (PPL-5, T13)."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import wraps
from typing import Any
from uuid import UUID

import msgspec
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler

from hushu.foundation import database
from hushu.foundation.addresses import client_address
from hushu.foundation.csrf import own_form
from hushu.foundation.refusals import NotAllowed, SignInFirst
from hushu.foundation.sessions import token_in
from hushu.foundation.translation import DEFAULT, speaking
from hushu.foundation.web import SAFE, Answer, Deed, Page, Web, deed_at, page_at, shown_again

RIGHT = "account.self"
ENTER = """select set_config('hushu.actor', $1, true), set_config('hushu.origin', $2, true),
                  set_config('hushu.session', encode($3::bytea, 'hex'), true)"""
# A session that is still asked for a code or a password does not say its account's language.
STANDING = """select s.*, coalesce(a.locale, $2) from session_stage($1) s left join session_account($1) a on true"""


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
    locale: str


def account_get(path: str, *stages: str) -> Callable[[Any], HTTPRouteHandler]:
    """A page of one's own account, for sessions at one of these stages (`open` unless said)."""
    opt = {"right": RIGHT, "stages": stages or ("open",), "guards": [must_own_session]}
    return lambda handler: page_at(path, **opt)(_in_own_words(handler))


def account_post(
    path: str, *stages: str, again: Page | None = None
) -> Callable[[Deed], HTTPRouteHandler]:
    """A deed on one's own account; when it is refused, `again` shows the form once more, as it was typed."""
    opt = {"right": RIGHT, "stages": stages or ("open",), "guards": [must_own_session]}
    return lambda deed: deed_at(path, None, **opt)(_in_own_words(shown_again(deed, again)))


def _in_own_words(handler: Any) -> Any:
    """The handler in the language of the account: no property is open that would say it."""

    @wraps(handler)
    async def spoken(*args: Any, **named: Any) -> Answer:
        with speaking(owner(named["request"]).locale):
            answer: Answer = await handler(*args, **named)
            return answer

    return spoken


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
    return await database.row(Standing, STANDING, token or b"", DEFAULT)


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
