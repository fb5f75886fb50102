"""What the queue and the clock start: reading what came in, seeing pictures."""

from uuid import UUID

from hushu.archives.commands import intake, reading_files
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
