"""What the one search box finds among colleagues."""

from hushu.foundation import clock
from hushu.foundation.filters import masked
from hushu.foundation.module import Waiting
from hushu.foundation.opened import here
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.people.queries.directory import lines

MOST = 8


async def search(text: str) -> list[Waiting]:
    """Colleagues by name, pinyin, initials, post or the phone's last digits."""
    if not text.strip() or not here().may("people.read"):
        return []
    found = (await lines(text.strip()))[:MOST]
    return [
        Waiting(
            kind=N_("Colleague"),
            title=line.name,
            href=at(f"/people/{line.id}"),
            at=clock.now(),
            detail=f"{line.post_name} {masked(line.phone)}",
        )
        for line in found
    ]
