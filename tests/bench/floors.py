"""The first floor: a page's SQL by itself, prepared, under the same role and policy."""

import time
from typing import Any

import asyncpg

from bench.capture import Statement
from bench.months import EDITED

TIMES = 200
WRITES = {"create", EDITED}


async def sql_floor(
    app_url: str, plans: dict[str, tuple[list[Statement], int]]
) -> dict[str, float]:
    """Milliseconds that each page's reads take at the database, best of five rounds; writes are left out."""
    connection = await asyncpg.connect(app_url, server_settings={"jit": "off"})
    found = {}
    try:
        for name, (statements, _) in plans.items():
            if name not in WRITES:
                found[name] = await _one(connection, statements)
    finally:
        await connection.close()
    return found


async def timed(connection: asyncpg.Connection, sql: str, *args: Any) -> float:
    """Milliseconds of one statement on this connection, prepared, best of five rounds of forty."""
    statement, best = await connection.prepare(sql), float("inf")
    for _ in range(5):
        began = time.perf_counter()
        for _ in range(TIMES // 5):
            await statement.fetch(*args)
        best = min(best, (time.perf_counter() - began) / (TIMES // 5) * 1000)
    return best


async def _one(connection: asyncpg.Connection, statements: list[Statement]) -> float:
    async with connection.transaction():
        from bench.pages import enter

        await enter(connection)
        prepared: list[tuple[Any, tuple[Any, ...]]] = [
            (await connection.prepare(s.sql), s.args) for s in statements
        ]
        best = float("inf")
        for _ in range(5):
            began = time.perf_counter()
            for _ in range(TIMES // 5):
                for statement, args in prepared:
                    await statement.fetch(*args)
            best = min(best, (time.perf_counter() - began) / (TIMES // 5) * 1000)
    return best
