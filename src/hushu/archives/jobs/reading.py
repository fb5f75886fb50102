"""What the queue and the clock start: reading what came in, seeing pictures."""

from uuid import UUID

from hushu.archives.commands import hashes, intake, reading_files, stocktakes
from hushu.foundation import outbox


async def read(item: str) -> None:
    """Reads the files of an item that another module made; a second run finds them read."""
    for file in await reading_files.read_item(UUID(item)):
        await outbox.send(intake.SEE, queue="solver", once=f"{intake.SEE}:{file}", file=str(file))


async def recognise(intake_id: str) -> None:
    """Reads what came in and proposes; a second run finds it proposed."""
    await intake.recognise_intake(UUID(intake_id))


async def see(file: str) -> None:
    """Reads the writing in pictures; a second run writes the same once more."""
    await intake.see_intake(UUID(file))


async def check_files(part: int = 0) -> None:
    """Reads a part of the store again; a second run reads the next part."""
    await hashes.check_files(part)


async def open_checks() -> None:
    """Opens the checks that the calendar asks for; a second run finds them open."""
    await stocktakes.open_due()
