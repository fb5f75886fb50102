"""The picture of a person's signature, as papers show it beside the internal sign-off (SIGN)."""

import asyncio
from uuid import UUID

from hushu.foundation import files
from hushu.foundation.tables import change
from hushu.people.tables import Person

MOST_PIXELS = 4_000_000


async def set_signature(person: UUID, data: bytes) -> UUID:
    """Draws the picture anew and keeps it. Raises Refused when it is none, or too large."""
    drawn = await asyncio.to_thread(files.picture, data, most_pixels=MOST_PIXELS)
    kept = await files.keep("signature.png", drawn, files.PNG)
    await change(Person, person, signature=kept)
    return kept


async def remove_signature(person: UUID) -> None:
    """Papers show the typed name again; papers already signed keep their own picture."""
    await change(Person, person, signature=None)
