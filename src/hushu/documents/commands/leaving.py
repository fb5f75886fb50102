"""What a leaver holds goes to a successor, secret papers too, without the manager reading them (PPL-4, DOC-6)."""

from uuid import UUID

from hushu.foundation import clock, database, live


async def hand_over(leaver: UUID, successor: UUID) -> None:
    """Drafts, answers owed, originals and confirmations of somebody who leaves."""
    await database.value("select document_hand_over($1, $2, $3)", leaver, successor, clock.now())
    live.changed("documents")
    live.changed("inbox")
