"""After a paper was sent back or not agreed: kept, and told to the drafter and to those whose signatures are released."""

from hushu.foundation.events import emit
from hushu.foundation.filters import shortened
from hushu.foundation.opened import me
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.notices.commands import notify
from hushu.signing import rules
from hushu.signing.commands.papers import Held, keep
from hushu.signing.events import PaperReturned
from hushu.signing.rules import Chain

TITLES = {
    "returned": N_("%(who)s sent “%(paper)s” back to the drafter: %(reason)s"),
    "running": N_("%(who)s sent “%(paper)s” back to an earlier step: %(reason)s"),
    "refused": N_("%(who)s did not agree to “%(paper)s”: %(reason)s"),
}
SHORT = 80  # of a reason, in a notice's title


async def keep_returned(held: Held, chain: Chain, reason: str) -> None:
    """The paper as it is now, with word to its subject and to everybody concerned."""
    await keep(held, chain, reason=reason)
    if chain.state == "running":
        about = (held.row.id, held.row.subject, held.row.subject_id)
        await emit(PaperReturned(*about, reason, "step"))
    who = held.staff.members[me()].name
    for person in dict.fromkeys((chain.drafter, *rules.released(held.chain, chain))):
        if person != me() and held.staff.works_here(person):
            await notify(
                person, f"signing.{'back' if chain.state == 'running' else chain.state}", TITLES[chain.state],
                link=at(f"/signing/{held.row.id}"), who=who, paper=held.row.title, reason=shortened(reason, SHORT),
            )  # fmt: skip
