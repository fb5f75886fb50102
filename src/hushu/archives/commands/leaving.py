"""Nobody leaves with a paper in their hands or an open report; what is only asked for goes to the successor (ARCH-35, PPL-4)."""

from uuid import UUID

from hushu.foundation import database, live

# What was approved or asked for and is in nobody's hands; confidential papers wait for the successor's own leave.
HAND_OVER = (
    "update archive_loan set borrower = $2 where borrower = $1 and state in ('asked', 'approved')"
)


async def hand_over(leaver: UUID, successor: UUID) -> None:
    """Requests that wait go to the successor; papers in the leaver's hands must come back first."""
    if await database.execute(HAND_OVER, leaver, successor):
        live.changed("archives")
