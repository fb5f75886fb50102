"""Which statements a page really runs: recorded at the driver while the page is made once in this process."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg

OPENING = "open_property"


@dataclass(frozen=True)
class Statement:
    """One statement with what was put into its places."""

    sql: str
    args: tuple[Any, ...]


@contextmanager
def recorded() -> Iterator[list[Statement]]:
    """Everything sent with the extended protocol while this is open, but not the opening of the property itself."""
    found: list[Statement] = []
    kept = {
        name: getattr(asyncpg.Connection, name)
        for name in ("fetch", "fetchrow", "fetchval", "execute")
    }

    def spying(original: Callable[..., Any]) -> Callable[..., Any]:
        async def spied(self: asyncpg.Connection, sql: str, *args: Any, **named: Any) -> Any:
            if OPENING not in sql and not sql.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
                found.append(Statement(sql, args))
            return await original(self, sql, *args, **named)

        return spied

    for name, original in kept.items():
        setattr(asyncpg.Connection, name, spying(original))
    try:
        yield found
    finally:
        for name, original in kept.items():
            setattr(asyncpg.Connection, name, original)
