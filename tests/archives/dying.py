"""The second witness signs in a process of its own, which is killed at one step of the destruction: `dying.py STEP LIST USER PIN PLACE`."""

import asyncio
import os
import signal
import sys
from typing import Any
from uuid import UUID

from hushu.archives.commands import destruction
from hushu.foundation import database
from hushu.foundation.files import disk
from hushu.foundation.house import stand
from hushu.foundation.settings import settings
from hushu.foundation.tenancy import opened
from hushu.modules import MODULES


def die(*_: Any, **__: Any) -> Any:
    """As when the power goes."""
    os.kill(os.getpid(), signal.SIGKILL)


STEPS = {
    "before the first key": (destruction.files, "erase"),
    "after the last key": (destruction, "emit"),
    "before the commit": (destruction.outbox, "send"),
    "before the bytes": (disk, "remove"),
}


async def main() -> None:
    """Signs as the second witness."""
    step, list_id, property_id, person, pin = sys.argv[1:]
    stand(MODULES)
    await database.connect(str(settings().app_database_url), size=2)
    if step in STEPS:
        owner, name = STEPS[step]
        setattr(owner, name, die)
    async with opened(UUID(property_id), actor="witness", person=UUID(person)):
        await destruction.witness(UUID(list_id), method="", place="", secret=pin)


if __name__ == "__main__":
    asyncio.run(main())
