"""The worker's part of proposing a roster: the question is read, the solver's own process asked, its answer kept (ROST-3).

The job's own transaction only reads the roster. Progress is written in transactions of its own, so that it is seen at
once; a run whose worker fell is taken up again when the relay sends it, and begins anew.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

import structlog

from hushu.foundation.opened import here
from hushu.foundation.tenancy import opened
from hushu.rosters.commands import generating
from hushu.rosters.queries.proposals import RUNNING, Running, proposal, question
from hushu.rosters.solving import asking
from hushu.rosters.solving.limits import Problem
from hushu.rosters.solving.question import Progress, Question, Standing

T = TypeVar("T")
log = structlog.get_logger()


async def solve(asked: str) -> None:
    """Answers what was asked. Safe to run twice."""
    number = UUID(asked)
    found = await proposal(number)
    if found.state not in RUNNING:
        return
    try:
        wanted = await question(found)
        await _apart(lambda: generating.begun(number, _standing(wanted)))
        answer = await asking.asked(wanted, _follower(number, wanted.seconds))
        await generating.ended(number, answer)
    except Exception:
        log.exception("roster_not_solved", proposal=asked)
        await _apart(lambda: generating.failed(number))


def _standing(wanted: Question) -> list[Standing]:
    """The month's own cells as they stand."""
    return Problem(wanted).proposal({(one.person, one.day): one.shift for one in wanted.plan})


def _follower(asked: UUID, of: float) -> Callable[[asking.Told], Awaitable[bool]]:
    """Writes down how far it is, and says whether somebody wants it to stop."""
    began, last = asyncio.get_running_loop().time(), Running(of=of)

    async def follow(told: asking.Told) -> bool:
        nonlocal last
        seconds = round(asyncio.get_running_loop().time() - began, 1)
        if isinstance(told, Progress):
            last = Running(seconds, of, found=True, missing=told.missing, objective=told.objective)
        else:
            last = Running(
                seconds, of, found=last.found, missing=last.missing, objective=last.objective
            )
        return await _apart(lambda: generating.seen(asked, last))

    return follow


async def _apart(deed: Callable[[], Awaitable[T]]) -> T:
    """Does it in a transaction of its own; a task of its own leaves what is open here untouched."""
    property_id = here().property

    async def done() -> T:
        async with opened(property_id):
            return await deed()

    return await asyncio.get_running_loop().create_task(done())
