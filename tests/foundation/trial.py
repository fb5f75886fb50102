"""Jobs made for trying the worker: a module of their own, in a process of their own."""

import asyncio
import random
import sys
import time
from uuid import UUID

from hushu.foundation import database
from hushu.foundation.house import stand
from hushu.foundation.module import Module
from hushu.foundation.opened import here
from hushu.foundation.tables import new_id

TABLE = """
create table trial (property uuid not null, id uuid not null, mark text not null, primary key (property, id));
call protect('trial', audited => false)
"""
WRITE = "insert into trial (id, mark) values ($1, $2)"


async def write(mark: str, slow: bool = False) -> None:
    """Leaves one row a run; there is no key that would hide a second run."""
    await database.execute(WRITE, new_id(), mark)
    if slow:
        await asyncio.sleep(random.uniform(0, 0.1))


async def break_down(mark: str) -> None:
    """Writes and then fails, so that what it wrote must vanish."""
    await write(mark)
    raise RuntimeError("the printer of 13912345678 burns")


async def reach_over(mark: str, into: str) -> None:
    """Tries to write into another property than the one it was asked in."""
    await database.execute(
        "insert into trial (property, id, mark) values ($1, $2, $3)", UUID(into), new_id(), mark
    )


async def hang(mark: str) -> None:
    """Holds up everything, as a library does that never comes back."""
    await write(mark)
    await database.connection().execute("commit")
    time.sleep(60)  # noqa: ASYNC251 (the point)


async def whisper(mark: str) -> None:
    """Asks for another job, and leaves the name of the property it finds open."""
    await write(f"{mark} in {here().slug}")


MODULE = Module(
    name="trial",
    title="Trial",
    jobs={
        "trial.write": write,
        "trial.break": break_down,
        "trial.reach": reach_over,
        "trial.hang": hang,
        "trial.whisper": whisper,
    },
)

if __name__ == "__main__":
    stand([MODULE])
    if sys.argv[1] == "worker":
        from hushu.foundation.worker import work

        work()
    from datetime import timedelta

    from hushu.foundation import relay, scheduler

    relay.STALE = timedelta(seconds=1)
    relay.pass_on.__kwdefaults__["stale"] = relay.STALE
    scheduler.LOOK_EVERY = 0.3
    scheduler.PAUSE = 0.5
    scheduler.keep_time()
