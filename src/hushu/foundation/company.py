"""The company's console: opened for accounts of its headquarters as a property is for its people (TEN-1, TEN-5)."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from litestar.connection import ASGIConnection, Request
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from hushu.foundation.account import ENTER
from hushu.foundation.addresses import client_address
from hushu.foundation.answers import answer_in, moved, not_here
from hushu.foundation.csrf import own_form
from hushu.foundation.holding import held
from hushu.foundation.navigation import Group, Link
from hushu.foundation.refusals import NotAllowed, NotHere
from hushu.foundation.sessions import token_in
from hushu.foundation.translation import N_, speaking, translate
from hushu.foundation.web import SAFE, Answer, Deed, Page, Web, deed_at, page, page_at

ADMIN = "company_admin"
WHO = """select account, username, name, locale, company, company_slug, company_name, company_roles, at_property
           from session_account($1)"""
PLACES = (
    (N_("Properties"), "/", "building-community", ""),
    (N_("Add a property"), "/properties/new", "plus", "company.admin"),
    (N_("Headquarters people"), "/people", "users", "company.admin"),
)


class CompanyOpened(msgspec.Struct, frozen=True):
    """A company opened for one request by one account of its headquarters."""

    account: UUID
    username: str
    person_name: str
    locale: str
    company: UUID
    company_slug: str
    company_name: str
    company_roles: list[str]

    @property
    def post_name(self) -> str:
        """What this account is there, in words."""
        return translate(
            N_("Company administrator") if self.may("company.admin") else N_("Headquarters")
        )

    def may(self, right: str) -> bool:
        """Administrators may everything; others of headquarters read."""
        return right == "company.read" or ADMIN in self.company_roles


_company: ContextVar[CompanyOpened | None] = ContextVar("company", default=None)


def company_here() -> CompanyOpened:
    """The open company. Raises LookupError where none is open."""
    opened = _company.get()
    if opened is None:
        raise LookupError("no company is open")
    return opened


def at_company(path: str = "/") -> str:
    """The URL of a path inside the open company's console."""
    return f"/c/{company_here().company_slug}{path}"


def company_get(path: str, right: str = "company.admin") -> Callable[[Any], HTTPRouteHandler]:
    """A page of the console."""
    return page_at(path, right=right, company=True)


def company_post(
    path: str, right: str = "company.admin", *, again: Page | None = None
) -> Callable[[Deed], HTTPRouteHandler]:
    """A deed in the console; when it is refused, `again` shows the form once more, as it was typed."""
    return deed_at(path, again, right=right, company=True)


async def must_have_company_right(
    _: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler
) -> None:
    """Every route of the console names the right it asks (T2)."""
    if "right" not in handler.opt:  # what the framework answers by itself: OPTIONS
        raise NotHere
    if not company_here().may(handler.opt["right"]):
        raise NotAllowed


def company_page(request: Web, template: str, /, **context: Any) -> Answer:
    """A whole page of the console, with its navigation."""
    opened = company_here()
    path = request.url.path.rstrip("/") or "/"
    links = [
        Link(
            label=translate(label), href=(href := at_company(to)), icon=icon, key="", badge_id="",
            active=path == href.rstrip("/"),
        )
        for label, to, icon, right in PLACES
        if not right or opened.may(right)
    ]  # fmt: skip
    shared = {
        "me": opened,
        "company_name": opened.company_name,
        "nav": lambda: [Group(label="", entries=links)],
    }
    return page(request, template, **{**shared, "to": at_company, **context})


class Console:
    """The layer of the `/c/{company}` router: check, handle, commit before the first byte, as tenancy does."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request inside one transaction; a stranger hears that there is no such company."""
        request: Request[Any, Any, Any] = Request(scope, receive)
        if request.method not in SAFE and not await own_form(request):
            await answer_in(scope, receive, send, 403)
            return

        async def work(connection: asyncpg.Connection, hold: Send, _: list[Message]) -> None:
            await self._answer(connection, request, scope, receive, hold)

        await held(work, send)

    async def _answer(
        self,
        connection: asyncpg.Connection,
        request: Request[Any, Any, Any],
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> None:
        """Opens the company for whoever asks, or says what an outsider is told."""
        token = token_in(request) or b""
        record = await connection.fetchrow(WHO, token)
        if record is None:
            await moved(request, scope, receive, send)
            return
        *who, shared_desk = record
        opened = CompanyOpened(*who)
        if (
            shared_desk
            or opened.company_slug != request.path_params.get("company")
            or not opened.company_roles
        ):
            await not_here(scope, receive, send)
            return
        await connection.execute(ENTER, opened.person_name, client_address(request), token)
        mark = _company.set(opened)
        try:
            with speaking(opened.locale):
                await self.app(scope, receive, send)
        finally:
            _company.reset(mark)
