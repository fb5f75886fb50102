"""Postgres: one pool, transactions that never lose a connection, and reads straight into Structs."""

import asyncio
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache, lru_cache
from itertools import chain
from typing import Any, Generic, TypeVar, cast

import asyncpg
import msgspec
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction

os.environ.setdefault("PICCOLO_CONF", "hushu.piccolo_conf")

T = TypeVar("T")
STATEMENT_TIMEOUT_MS = 10_000
PLACE = re.compile(r"\$(\d+)")  # of an argument in a statement


class HouseEngine(PostgresEngine):
    """Piccolo's engine without its look at the server on import."""

    async def check_version(self) -> None:
        """The launcher checks the server."""

    async def prep_database(self) -> None:
        """Extensions are laid by whoever makes the database."""


engine = HouseEngine(config={"dsn": ""})


async def _no_reset(connection: asyncpg.Connection) -> None:
    """Nothing session-level is ever set, so a connection goes back as it is (PERFORMANCE, lever 4)."""


async def connect(dsn: str, *, size: int = 12) -> None:
    """Opens the process's pool. Raises OSError or asyncpg errors when the database cannot be reached."""
    engine.config = {"dsn": dsn}
    settings = {
        "statement_timeout": str(STATEMENT_TIMEOUT_MS),
        "application_name": "hushu",
        "timezone": "UTC",
        "jit": "off",
    }
    await engine.start_connection_pool(
        min_size=1, max_size=size, reset=_no_reset, server_settings=settings, command_timeout=30
    )


async def disconnect() -> None:
    """Closes the pool; at once where someone still holds a connection after three seconds."""
    if engine.pool is None:
        return
    try:
        await asyncio.wait_for(engine.close_connection_pool(), timeout=3)
    except TimeoutError:
        engine.pool.terminate()
        engine.pool = None


@asynccontextmanager
async def transaction() -> AsyncIterator[asyncpg.Connection]:
    """One transaction of one pooled connection, committed at the end and rolled back on any exception.

    Piccolo's own loses pool connections on cancellation and failed commits; this one returns them always.
    """
    pool = engine.pool
    if pool is None:
        raise RuntimeError("the database is not connected")
    async with pool.acquire() as connection:
        work = connection.transaction()
        await work.start()
        wrapped = PostgresTransaction(engine)
        wrapped.connection = connection
        token = engine.current_transaction.set(wrapped)
        try:
            yield connection
        except BaseException:
            await asyncio.shield(work.rollback())
            raise
        else:
            await work.commit()
        finally:
            engine.current_transaction.reset(token)


def connection() -> asyncpg.Connection:
    """The connection of the open transaction. Raises LookupError outside of one."""
    current = engine.current_transaction.get()
    if current is None:
        raise LookupError("no transaction is open")
    return current.connection


@asynccontextmanager
async def savepoint() -> AsyncIterator[None]:
    """A part of the open transaction that may fail by itself."""
    async with connection().transaction():
        yield


async def rows(kind: type[T], sql: str, *args: Any) -> list[T]:
    """All rows as Structs of `kind`; the columns stand in the order of its fields."""
    return [kind(*record) for record in await connection().fetch(sql, *args)]


async def row(kind: type[T], sql: str, *args: Any) -> T | None:
    """The first row as a Struct of `kind`, or None."""
    record = await connection().fetchrow(sql, *args)
    return None if record is None else kind(*record)


class Asked(msgspec.Struct, Generic[T], frozen=True):
    """Rows of `kind` that are still to be asked for; the columns stand in the order of its fields."""

    kind: type[T]
    sql: str
    args: tuple[Any, ...] = ()

    async def rows(self) -> list[T]:
        """Asks for them alone."""
        return await rows(self.kind, self.sql, *self.args)


async def together(*asked: Asked[Any]) -> list[list[Any]]:
    """The rows of each by one statement, for a page that looks into many tables: each way to the database costs as
    much as a small statement itself (PERFORMANCE, three statements a page). Unlike rows asked alone, these are checked
    against the types of their fields: what may be null must say so.
    """
    known: Any = tuple((one.kind, one.sql, len(one.args)) for one in asked)
    sql = _together(known)
    found = await connection().fetchrow(sql, *chain.from_iterable(one.args for one in asked))
    return [
        [] if cell is None else _decoder(cast("Any", one.kind)).decode(cell)
        for one, cell in zip(asked, found, strict=True)
    ]


@lru_cache(512)
def _together(asked: tuple[tuple[type[Any], str, int], ...]) -> str:
    """Each statement as one value of one row, its places numbered on behind those before it."""
    values, before = [], 0
    for kind, sql, places in asked:
        columns = ", ".join(f'"{name}"' for name in kind.__struct_encode_fields__)
        values.append(f"(select json_agg(t) from ({_moved(sql, before)}) t({columns}))")  # noqa: S608 (of constants)
        before += places
    return f"select {', '.join(values)}"


def _moved(sql: str, by: int) -> str:
    return PLACE.sub(lambda place: f"${int(place[1]) + by}", sql)


@cache
def _decoder(kind: type[Any]) -> msgspec.json.Decoder[list[Any]]:
    return msgspec.json.Decoder(list[kind])  # type: ignore[valid-type]


async def pieces(kind: type[T], sql: str, *args: Any, size: int = 1000) -> AsyncIterator[list[T]]:
    """All rows as Structs of `kind`, so many at a time: what is too long to be held at once."""
    cursor = await connection().cursor(sql, *args)
    while records := await cursor.fetch(size):
        yield [kind(*record) for record in records]


async def value(sql: str, *args: Any) -> Any:
    """The first column of the first row, or None."""
    return await connection().fetchval(sql, *args)


async def alone(deed: str) -> None:
    """Waits until nobody else in the open property does the deed of this name, and keeps it to the end of the transaction."""
    await value(
        "select pg_advisory_xact_lock(hashtextextended(property_here()::text || ' ' || $1, 0))",
        deed,
    )


async def execute(sql: str, *args: Any) -> int:
    """Runs a statement and gives the number of rows it changed."""
    status = await connection().execute(sql, *args)
    tail = status.rsplit(" ", 1)[-1]
    return int(tail) if tail.isdigit() else 0
