"""The floor: a tuned minimal Litestar page that opens the property, runs the same SQL and sends the same number of bytes."""

import os
import pickle
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import litestar
import uuid_utils.compat
from litestar import Litestar, Response
from litestar.connection import Request

from bench.capture import Statement
from hushu.foundation.sessions import cookie_name, fingerprint

OPEN = "select * from open_property($1, $2, $3, $4)"
KEEP = "update form_key set status = 303, headers = '[]', body = '' where person = $1 and key = $2"
Plan = tuple[list[Statement], int]


def plans() -> dict[str, Plan]:
    """Per page: the statements that the real one ran, and its bytes; written by the bench before it starts this."""
    loaded: dict[str, Plan] = pickle.loads(Path(os.environ["BENCH_PLANS"]).read_bytes())  # noqa: S301 (our own file)
    return loaded


async def no_reset(_: asyncpg.Connection) -> None:
    """As the house does it."""


@asynccontextmanager
async def lifespan(app: Litestar) -> AsyncIterator[None]:
    """One pool a worker."""
    pool = await asyncpg.create_pool(
        os.environ["HUSHU_APP_DATABASE_URL"], min_size=1, max_size=12, reset=no_reset,
        server_settings={"jit": "off"},
    )  # fmt: skip
    app.state.pool, app.state.plans = pool, plans()
    yield
    await pool.close()


def written(records: list[asyncpg.Record], size: int) -> bytes:
    """Rows as a table without any template, filled up to the real page's bytes."""
    rows = "".join(
        f"<tr><td>{'</td><td>'.join(['' if v is None else str(v) for v in record])}</td></tr>"
        for record in records
    )
    page = f"<!doctype html><table>{rows}</table>".encode()
    return page[:size] + b" " * (size - len(page))


@litestar.get("/{plan:str}")
async def show(request: Request[Any, Any, Any], plan: str) -> Response[bytes]:
    """A page of the same SQL and bytes."""
    statements, size = request.app.state.plans[plan]
    token = fingerprint(request.cookies[cookie_name()])
    async with request.app.state.pool.acquire() as connection, connection.transaction():
        await connection.fetchrow(OPEN, token, "harbour", "", "127.0.0.1")
        records: list[asyncpg.Record] = []
        for statement in statements:
            records += await connection.fetch(statement.sql, *statement.args)
    return Response(written(records, size), media_type="text/html")


@litestar.post("/create/{plan:str}", status_code=303)
async def create(request: Request[Any, Any, Any], plan: str) -> Response[bytes]:
    """The same writes with fresh ids, then 303, or as many bytes as the real one answers with."""
    statements, size = request.app.state.plans[plan]
    form = await request.form()
    fresh: dict[uuid.UUID, uuid.UUID] = {}
    async with request.app.state.pool.acquire() as connection, connection.transaction():
        token = fingerprint(request.cookies[cookie_name()])
        opened = await connection.fetchrow(OPEN, token, "harbour", str(form["_key"]), "127.0.0.1")
        for statement in statements:
            sql = statement.sql.lstrip().lower()
            writes = sql.startswith("insert") and "unnest" not in sql
            args = [_fresh(a, fresh) if writes and place < 1 else fresh.get(a, a) if isinstance(a, uuid.UUID) else a
                    for place, a in enumerate(statement.args)]  # fmt: skip
            await connection.fetch(statement.sql, *args)
        await connection.execute(KEEP, opened["person"], form["_key"])
    if size:
        return Response(b" " * size, status_code=200, media_type="text/html")
    return Response(b"", status_code=303, headers={"Location": "/"})


def _fresh(value: Any, seen: dict[uuid.UUID, uuid.UUID]) -> Any:
    """A new id for one that the recorded write made."""
    if not isinstance(value, uuid.UUID):
        return value
    return seen.setdefault(value, uuid_utils.compat.uuid7())


def create_app() -> Litestar:
    """The floor's application."""
    return Litestar([show, create], lifespan=[lifespan], openapi_config=None)
