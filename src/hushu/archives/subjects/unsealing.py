"""What of archives goes through signing: leave to open a sealed bag (ARCH-22)."""

from uuid import UUID

from hushu.archives import queries
from hushu.archives.commands.seals import TITLE
from hushu.archives.queries.seals import seal, unsealing
from hushu.archives.rules.words import SECRET
from hushu.foundation.filters import moment
from hushu.foundation.translation import N_, translate
from hushu.signing.subjects import PaperContent, Section, Subject


async def paper(unsealing_id: UUID) -> PaperContent:
    """What the manager sees; of a secret volume the bag's number only, because signing lists are read by more people."""
    wish = await unsealing(unsealing_id)
    found = await seal(wish.seal)
    facts = [(translate(N_("Bag number")), found.bag)]
    if found.secrecy < SECRET:
        its = await queries.volume(found.volume)
        facts += [
            (translate(N_("Volume number")), its.number),
            (translate(N_("Title of the volume")), its.title),
        ]
    facts += [
        (translate(N_("Sealed on")), moment(found.sealed_at)),
        (translate(N_("Sealed by")), found.sealed_by),
    ]
    why = Section(heading=translate(N_("Why it is to be opened")), text=wish.reason)
    return PaperContent(
        title=translate(TITLE, bag=found.bag), sections=(Section(facts=tuple(facts)), why)
    )


def href(unsealing_id: UUID) -> str:
    """Where the wish stands."""
    return f"/archives/unsealings/{unsealing_id}"


UNSEALING = Subject(
    key="archive_unsealing", title=N_("Opening of a sealed volume"), href=href, paper=paper
)
