"""What several pages of custody show."""

from uuid import UUID

from hushu.foundation.opened import me
from hushu.foundation.translation import translate
from hushu.people.queries import colleagues


def choices(words: dict[str, str]) -> list[tuple[str, str]]:
    """Codes with their words, for a choice."""
    return [(key, translate(text)) for key, text in words.items()]


async def others() -> list[tuple[UUID, str]]:
    """Everybody who works here but the acting person."""
    return [
        (one.id, f"{one.name} · {one.post_name}") for one in await colleagues() if one.id != me()
    ]
