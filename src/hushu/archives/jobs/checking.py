"""The calendar's checks: a part of the store every night, and stock-takes when their day has come (ARCH-23, ARCH-24)."""

from hushu.archives.commands import hashes, stocktakes


async def check_files(part: int = 0) -> None:
    """Reads a part of the store again; a second run reads the next part."""
    await hashes.check_files(part)


async def open_checks() -> None:
    """Opens the checks that the calendar asks for; a second run finds them open."""
    await stocktakes.open_due()
