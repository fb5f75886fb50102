"""Tenancy, the one place: a property is opened, the work is done, then committed or rolled back (TEN-4)."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from hashlib import blake2s
from typing import Any, Protocol
from uuid import UUID

import asyncpg
import msgspec
from litestar.connection import Request
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from hushu.foundation import database
from hushu.foundation.addresses import client_address
from hushu.foundation.after import deeds_afterwards
from hushu.foundation.answers import answer_in, moved, not_here, refuse_suspended
from hushu.foundation.csrf import own_form
from hushu.foundation.holding import held
from hushu.foundation.opened import Opened, here, standing_open
from hushu.foundation.received import form_of
from hushu.foundation.sessions import token_in
from hushu.foundation.web import SAFE

OPEN = "select * from open_property($1, $2, $3, $4)"
ENTER = """select set_config('hushu.property', $1, true), set_config('hushu.actor', $2, true),
                  set_config('hushu.person', $3, true)"""
FACTS = (
    "select id, slug, name, kind, time_zone, hotline, settings::text, company from property_facts()"
)
AS_ANSWERED = (
    "property", "slug", "property_name", "kind", "time_zone", "hotline", "suspended", "company", "account", "locale",
    "person", "person_name", "shared_desk",
)  # fmt: skip
KEEP = "update form_key set status = $3, headers = $4, body = $5 where person = $1 and key = $2"


@asynccontextmanager
async def opened(
    property_id: UUID, *, actor: str = "worker", person: UUID | None = None
) -> AsyncIterator[Opened]:
    """Opens a property for a job, a command line or a test: one transaction with its wall around it."""
    async with deeds_afterwards(), database.transaction() as connection:
        await connection.execute(ENTER, str(property_id), actor, str(person or ""))
        place = await opened_now(actor=actor, person=person)
        with standing_open(place):
            yield place


@asynccontextmanager
async def inside(place: Opened) -> AsyncIterator[None]:
    """Goes into a property within the open transaction, as sign-up does with what it has just made."""
    await database.connection().execute(
        ENTER, str(place.property), place.person_name, str(place.person or "")
    )
    with standing_open(place):
        yield


class Somebody(Protocol):
    """Who works here, as a deed is put down to them."""

    @property
    def id(self) -> UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def roles(self) -> Sequence[str]: ...


@asynccontextmanager
async def acting_as(one: Somebody) -> AsyncIterator[None]:
    """What is done within, in the open property, is that person's deed: the demo is laid by those who would have done it."""
    place = msgspec.structs.replace(
        here(), person=one.id, person_name=one.name, roles=tuple(one.roles)
    )
    async with inside(place):
        yield


async def opened_now(
    *, actor: str, person: UUID | None = None, account: UUID | None = None
) -> Opened:
    """What is open in this transaction, read from the database. Raises LookupError when it is nothing."""
    facts = await database.connection().fetchrow(FACTS)
    if facts is None:
        raise LookupError("no property is open")
    return Opened(
        property=facts[0], slug=facts[1], property_name=facts[2], kind=facts[3], time_zone=facts[4],
        hotline=facts[5], settings_json=facts[6], company=facts[7], person=person, person_name=actor, account=account,
    )  # fmt: skip


@asynccontextmanager
async def session_opened(token: bytes, slug: str) -> AsyncIterator[Opened | None]:
    """Opens a property again for one tick of a stream, with the session checked anew; None when it may not."""
    async with database.transaction() as connection:
        record = await connection.fetchrow(OPEN, token, slug, "", "")
        if record["verdict"] != "open":
            yield None
            return
        place = _opened_from(record)
        with standing_open(place):
            yield place


def _opened_from(record: asyncpg.Record) -> Opened:
    """The Struct of what the opening function answered."""
    return Opened(
        **{name: record[name] for name in AS_ANSWERED},
        settings_json=record["settings"],
        post_name=record["post_name"] or "",
        roles=tuple(record["roles"]),
        places=tuple(tuple(place.split(" ", 1)) for place in record["places"]),
        console=record["console"] or "",
    )


class Tenancy:
    """The layer of the `/p/{property}` router: open, handle, commit before the first byte (ARCHITECTURE)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request inside one transaction; streams open the property by themselves."""
        if scope["route_handler"].opt.get("streams"):
            await self.app(scope, receive, send)
            return
        request: Request[Any, Any, Any] = Request(scope, receive)
        key = "" if request.method in SAFE else await _checked_key(request)
        if key is None:
            await answer_in(scope, receive, send, 403)
            return
        await self._in_property(request, scope, receive, send, key)

    async def _in_property(
        self, request: Request[Any, Any, Any], scope: Scope, receive: Receive, send: Send, key: str
    ) -> None:
        """Opens the property and answers; the reply is held until the commit has held."""

        async def work(connection: asyncpg.Connection, hold: Send, kept: list[Message]) -> None:
            record = await self._open(connection, request, key)
            if record["verdict"] == "open":
                place = _opened_from(record)
                await self._handle(place, connection, scope, receive, hold, kept, key)
            else:
                await _answer_closed(record, request, scope, receive, hold)

        await held(work, send)

    async def _open(
        self, connection: asyncpg.Connection, request: Request[Any, Any, Any], key: str
    ) -> asyncpg.Record:
        slug = request.path_params.get("property", "")
        address = client_address(request)
        return await connection.fetchrow(OPEN, token_in(request) or b"", slug, key, address)

    async def _handle(
        self, place: Opened, connection: asyncpg.Connection, scope: Scope, receive: Receive, hold: Send,
        kept: list[Message], key: str,
    ) -> None:  # fmt: skip
        with standing_open(place):
            if place.suspended and Request(scope).method not in SAFE:
                await refuse_suspended(scope, receive, hold)
            else:
                await self.app(scope, receive, hold)
            start: Any = kept[0]
            if key and start["status"] < 400:
                await _keep_answer(connection, place, key, kept)


async def _checked_key(request: Request[Any, Any, Any]) -> str | None:
    """The form's key when the request is the person's own (T13), else None.

    Two forms of a page carry one key and go to two paths: each is a deed of its own.
    """
    if not await own_form(request):
        return None
    key = request.headers.get("x-form-key") or (await form_of(request)).get("_key") or ""
    spoken = f"{request.scope['path']} {key}".encode(errors="surrogatepass")
    return blake2s(spoken, digest_size=16).hexdigest() if key else ""


async def _keep_answer(
    connection: asyncpg.Connection, place: Opened, key: str, kept: list[Message]
) -> None:
    """Stores the answer beside its key, so that the same form sent again is answered the same (T26)."""
    start: Any = kept[0]
    headers = [
        [k.decode("latin-1"), v.decode("latin-1")]
        for k, v in start["headers"]
        if k.lower() != b"set-cookie"
    ]
    bodies: list[Any] = list(kept[1:])
    body = b"".join(message.get("body", b"") for message in bodies)
    await connection.execute(
        KEEP, place.person, key, start["status"], msgspec.json.encode(headers).decode(), body
    )


async def _answer_closed(
    record: asyncpg.Record,
    request: Request[Any, Any, Any],
    scope: Scope,
    receive: Receive,
    send: Send,
) -> None:
    """Sign in first, not here, or the same answer as the first time."""
    match record["verdict"]:
        case "anonymous":
            await moved(request, scope, receive, send)
        case "replay" if record["status"]:
            headers = [
                (k.encode("latin-1"), v.encode("latin-1"))
                for k, v in msgspec.json.decode(record["headers"])
            ]
            await send(
                {"type": "http.response.start", "status": record["status"], "headers": headers}
            )
            await send({"type": "http.response.body", "body": record["body"], "more_body": False})
        case _:
            await not_here(scope, receive, send)
