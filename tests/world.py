"""The cast: the demo's two companies and three properties, a named person per post, and a stranger."""

import asyncio
import os
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cache
from types import SimpleNamespace
from typing import Any, Protocol
from uuid import UUID

import asyncpg
from httpx import ASGITransport, AsyncClient, Response
from litestar import Litestar

from hushu.app import create_app, settle
from hushu.foundation import csrf, database, sessions
from hushu.foundation.opened import Opened
from hushu.foundation.settings import settings
from hushu.foundation.tenancy import opened
from hushu.signup.demo_world import people

TOWER, GARDEN, RIVERSIDE = "harbour", "garden", "riverside"
STRANGER = "riverside.reception1"
BEGIN = """insert into session (token_hash, account, origin, agent)
           select $1, id, '127.0.0.1', 'test' from account where username = $2"""


@cache
def application() -> Litestar:
    """One application for all tests of a process; each test gives it another database."""
    made = create_app()
    settle()
    return made


class Shown(Protocol):
    """Whatever was answered, as text."""

    @property
    def text(self) -> str: ...


class Browser:
    """Somebody at a page of the house."""

    def __init__(self, client: AsyncClient, username: str = "") -> None:
        self.client = client
        self.username = username

    @property
    def token(self) -> str:
        """The session cookie's value."""
        return self.client.cookies.get(sessions.cookie_name(), "")

    @property
    def csrf(self) -> str:
        """The token this session's forms carry."""
        shaped: Any = SimpleNamespace(cookies={sessions.cookie_name(): self.token})
        return csrf.token_for(shaped)

    async def get(self, path: str, **more: Any) -> Response:
        """Opens a page; redirects are seen, not followed."""
        return await self.client.get(path, follow_redirects=False, **more)

    async def post(
        self,
        path: str,
        data: Mapping[str, Any] | None = None,
        *,
        key: str = "",
        htmx: bool = False,
        **more: Any,
    ) -> Response:
        """Sends a form of ours."""
        body = {"_csrf": self.csrf, "_key": key, **(data or {})}
        headers = {**more.pop("headers", {}), **({"HX-Request": "true"} if htmx else {})}
        return await self.client.post(
            path, data=body, headers=headers, follow_redirects=False, **more
        )


class House:
    """The application with its database, as a test needs it."""

    def __init__(self, stack: AsyncExitStack) -> None:
        self._stack = stack
        self._keeper: asyncpg.Connection
        self._keeping = asyncio.Lock()
        self.properties: dict[str, UUID] = {}

    @classmethod
    @asynccontextmanager
    async def standing(cls) -> AsyncIterator["House"]:
        """The house, open for the length of a test."""
        async with AsyncExitStack() as stack:
            house = cls(stack)
            await database.connect(str(settings().app_database_url), size=8)
            stack.push_async_callback(database.disconnect)
            house._keeper = await house.owner()
            house.properties = {
                r["slug"]: r["id"]
                for r in await house._keeper.fetch("select slug, id from property")
            }
            yield house

    async def owner(self) -> asyncpg.Connection:
        """A connection as the tables' owner, to look at what really is there (policies hold for it too)."""
        connection = await asyncpg.connect(settings().database_url)
        self._stack.push_async_callback(connection.close)
        return connection

    async def as_owner(self, slug: str) -> asyncpg.Connection:
        """The same, inside that property: what the application itself may not do is tried there."""
        connection = await self.owner()
        await connection.execute(
            "select set_config('hushu.property', $1, false)", str(self.properties[slug])
        )
        return connection

    async def visitor(self, address: str = "127.0.0.1") -> Browser:
        """Somebody not signed in, whose connection comes from that address."""
        app: Any = application()
        transport = ASGITransport(app=app, raise_app_exceptions=False, client=(address, 4711))
        client = await self._stack.enter_async_context(
            AsyncClient(transport=transport, base_url="http://127.0.0.1:8000")
        )
        return Browser(client)

    async def sign_in(self, username: str) -> Browser:
        """That person of the demo, signed in: the application itself begins no session without proof of the password."""
        browser = await self.visitor()
        browser.username = username
        token = sessions.new_token()
        async with self._keeping:  # several may come at once
            await self._keeper.execute(BEGIN, sessions.fingerprint(token), username)
        browser.client.cookies.set(sessions.cookie_name(), token, domain="127.0.0.1")
        return browser

    def at(self, slug: str) -> Any:
        """Opens the property as a worker would: `async with house.at("harbour"):`."""
        return opened(self.properties[slug])

    async def rows(self, slug: str, sql: str, *args: Any) -> list[asyncpg.Record]:
        """What the database holds for that property."""
        async with opened(self.properties[slug]):
            return list(await database.connection().fetch(sql, *args))

    async def value(self, slug: str, sql: str, *args: Any) -> Any:
        """One value of that property."""
        async with opened(self.properties[slug]):
            return await database.value(sql, *args)

    async def work(self) -> int:
        """Does everything that is due now, as the worker would; returns how many jobs were done."""
        from hushu.foundation.jobs import perform_due

        return await perform_due()


def credentials(username: str) -> dict[str, str]:
    """That person's user name and password."""
    found = next(p for p in people() if p["username"] == username)
    return {"username": found["username"], "password": found["password"]}


def somewhere() -> str:
    """An address nobody has called from before: guesses and sign-ups are counted by address for the whole run."""
    return ".".join(["10", *(str(byte) for byte in os.urandom(3))])


def pin(username: str) -> str:
    """That person's PIN."""
    return next(p["pin"] for p in people() if p["username"] == username)


def text(response: Response) -> str:
    """The page's words without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))


def steady(response: Shown) -> str:
    """The page without what differs at every rendering: masks, keys and paths asked for."""
    return re.sub(r"[0-9a-f]{64}|/p/[a-z-]+/?[^\"<\s]*", "·", response.text)


__all__ = [
    "GARDEN",
    "RIVERSIDE",
    "STRANGER",
    "TOWER",
    "Browser",
    "House",
    "Opened",
    "credentials",
    "pin",
    "somewhere",
    "steady",
    "text",
]
