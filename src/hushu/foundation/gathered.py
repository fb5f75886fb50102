"""Many rows in little memory: packed as they come from the database, opened again one piece at a time."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import TypeVar

import msgspec

from hushu.foundation import papers

T = TypeVar("T")
Cell = str | int | None
Cells = list[Cell]


class Gathered:
    """Rows of cells; `pieces` are their packed lists, as registers and sheets take them."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.count = 0

    def add(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Further rows at the end."""
        self.pieces.append(msgspec.msgpack.encode(rows))
        self.count += len(rows)

    def __iter__(self) -> Iterator[Cells]:
        for piece in self.pieces:
            yield from msgspec.msgpack.decode(piece, type=list[Cells])


async def gathered(
    source: AsyncIterator[list[T]], cells: Callable[[T], Sequence[Cell]], expected: int
) -> Gathered:
    """Everything the source gives; the paper that is being made says how far it is."""
    made = Gathered()
    async for rows in source:
        made.add([cells(row) for row in rows])
        await papers.progress(made.count * 100 // max(expected, made.count, 1))
    return made
