"""Showing a masked number in full is an act that is kept (PPL-8, T10)."""

from uuid import UUID

from hushu.foundation import clock
from hushu.foundation.opened import me
from hushu.foundation.tables import insert, new_id
from hushu.people.queries.directory import person
from hushu.people.tables import Reveal


async def reveal_phone(wanted: UUID) -> str:
    """A colleague's phone in full; who looked, at whom and when is written first. Raises NotHere."""
    who = await person(wanted)
    await note_reveal("person", wanted, "phone")
    return who.phone


async def note_reveal(subject: str, subject_id: UUID, field: str) -> None:
    """Keeps that the acting person looks at this field of this record; other modules call it before they show one."""
    record = Reveal(
        id=new_id(),
        person=me(),
        subject=subject,
        subject_id=subject_id,
        field=field,
        at=clock.now(),
    )
    await insert(record)
