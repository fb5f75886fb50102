"""Practising the words (DESK-7)."""

from uuid import UUID

from hushu.foundation import clock
from hushu.foundation.opened import me
from hushu.foundation.tables import insert, new_id
from hushu.scripts.queries import shown, versions
from hushu.scripts.rules.practice import closeness, forbidden
from hushu.scripts.tables import ScriptPractice


async def practise(script: UUID, answer: str) -> UUID:
    """Keeps what the acting person would say, beside the words in force. Raises NotHere."""
    words = (await shown(script, in_force=True)).words
    version = next(v.id for v in await versions(script) if v.state == "in_force")
    kept = ScriptPractice(
        id=new_id(), person=me(), version=version, answer=answer, closeness=closeness(answer, words),
        forbidden=forbidden(answer, words), at=clock.now(),
    )  # fmt: skip
    return UUID(str((await insert(kept)).id))
