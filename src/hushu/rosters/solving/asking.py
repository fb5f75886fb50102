"""Asking the solver's own process, from the worker: better and better rosters, an answer, a stop in between."""

from collections.abc import AsyncIterator, Awaitable, Callable

import msgspec

from hushu.foundation.confined import Overrun
from hushu.foundation.confined_talk import Talk
from hushu.rosters.solving.limits import Problem
from hushu.rosters.solving.question import Answer, Place, Progress, Question
from hushu.rosters.solving.reasons import Judged

MEMORY = 3072  # MiB of address space; what is really used stays near 300
GRACE = 15.0  # seconds beyond its own time, for starting and for what each rule costs
TICK = 1.0

CHILD = "hushu.rosters.solving.child"
Told = Progress | Answer | None


async def asked(question: Question, stopping: Callable[[Told], Awaitable[bool]]) -> Answer:
    """The answer. `stopping` hears of everything that is told, at least every second, and says when to stop.

    A child that fell or overran its time leaves the best roster it told of. Raises Overrun when it told of none, Failed.
    """
    best: Progress | None = None
    async with Talk(CHILD, seconds=question.seconds + GRACE, memory=MEMORY) as talk:
        await talk.ask(msgspec.msgpack.encode(question))
        stopped = False
        try:
            async for told in _tellings(talk):
                if isinstance(told, Answer):
                    return told
                best = told or best
                if not stopped and await stopping(told):
                    stopped = True
                    await talk.stop()
        except Overrun:
            if best is None:
                raise
    return salvaged(question, best)


async def _tellings(talk: Talk) -> AsyncIterator[Told]:
    while True:
        told = await talk.told(TICK)
        if told is None:
            yield None
            continue
        last, body = told
        yield (
            msgspec.msgpack.decode(body, type=Answer)
            if last
            else msgspec.msgpack.decode(body, type=Progress)
        )


def salvaged(question: Question, best: Progress | None) -> Answer:
    """An answer from the last roster that was told of."""
    problem = Problem(question)
    plan: dict[Place, str] = dict(problem.stands)
    for one in best.cells if best else ():
        plan[one.person, one.day] = one.shift
    judged = Judged(problem, plan)
    judged.filled()
    objective, bound, seconds = (
        (best.objective, best.bound, best.seconds) if best else (0.0, 0.0, 0.0)
    )
    return Answer(
        problem.proposal(plan),
        judged.gaps(),
        [],
        proven=False,
        optimal=False,
        objective=objective,
        bound=bound,
        seconds=seconds,
    )
