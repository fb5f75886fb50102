"""What is due by itself: a key late, a key not accounted for by closing, the morning's reminders (CUST-3)."""

from datetime import datetime
from uuid import UUID

from hushu.custody import commands


async def due(loan: str) -> None:
    """The time of return is over."""
    await commands.passed(UUID(loan))


async def account(loan: str, since: str) -> None:
    """Closing is over."""
    await commands.not_accounted(UUID(loan), datetime.fromisoformat(since))


async def remind() -> None:
    """The morning's reminders."""
    await commands.remind_all()
