"""What is due by itself: the next shift is called, an unrelieved one told, a report asked for (DUTY-2, DUTY-5, DUTY-6)."""

from uuid import UUID

from hushu.duty.commands.records import tell_successors, tell_unrelieved
from hushu.duty.commands.reports import remind


async def comes(record: str) -> None:
    """Those planned to take over hear of it."""
    await tell_successors(UUID(record))


async def unrelieved(record: str) -> None:
    """The leader on call hears that nobody relieves the shift."""
    await tell_unrelieved(UUID(record))


async def report_due(incident: str) -> None:
    """The report is due, or late."""
    await remind(UUID(incident))
