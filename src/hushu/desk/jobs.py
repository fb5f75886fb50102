"""What is due by itself: a message unread, a promise that has passed (DESK-12, DESK-13)."""

from datetime import datetime
from uuid import UUID

from hushu.desk.commands.matters import promise_passed
from hushu.desk.commands.messages import bring_back


async def message_unread(message: str) -> None:
    """The message comes back to the desk unless somebody has opened it meanwhile."""
    await bring_back(UUID(message))


async def promise_due(matter: str, promised_at: str) -> None:
    """The owner and the superior hear of a promise that has passed; a promise made anew has its own job."""
    await promise_passed(UUID(matter), datetime.fromisoformat(promised_at))
