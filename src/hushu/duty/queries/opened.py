"""What is still open in the property, gathered from every module in one statement with whatever else a page asks (DUTY-3)."""

from typing import Any

import msgspec

from hushu.foundation import database
from hushu.foundation.database import Asked
from hushu.foundation.house import modules
from hushu.foundation.module import Obstacle, Waiting


class Gathered(msgspec.Struct, frozen=True):
    """What else was asked, everything open, and what holds a handover; held_by_night only one that gives the night away."""

    rows: list[list[Any]]
    open: list[Waiting]
    held: list[Obstacle]
    held_by_night: list[Obstacle]


async def gathered(*asked: Asked[Any]) -> Gathered:
    """One statement, however many modules have something open."""
    opens = [(one.name, one.open_matters()) for one in modules() if one.open_matters]
    holds = [one.blocks_handover() for one in modules() if one.blocks_handover]
    found = await database.together(
        *asked, *(one.asked for _, one in opens), *(one.asked for one in holds)
    )
    first, second = len(asked), len(asked) + len(opens)
    matters: list[Waiting] = []
    for (name, waits), rows in zip(opens, found[first:second], strict=True):
        shown = [waits.told(row) for row in rows]
        matters += [msgspec.structs.replace(one, key=f"{name}:{one.key}") for one in shown]
    held: dict[bool, list[Obstacle]] = {False: [], True: []}
    for one, rows in zip(holds, found[second:], strict=True):
        held[one.of_night] += [told for row in rows if (told := one.told(row)) is not None]
    return Gathered(found[:first], matters, held[False], held[True])
