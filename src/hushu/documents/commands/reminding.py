"""Nothing unhandled lies past its limit, or without an owner, unseen: once a day, those who can act are told (DOC-8)."""

from uuid import UUID

from hushu.documents.queries.register import Neglected, neglected
from hushu.foundation import clock, database
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.notices.commands import notify
from hushu.people.queries import holders, superior, with_role

LATE = N_("Past its limit: %(paper)s")
UNOWNED = N_("Nobody handles this yet: %(paper)s")
TOLD = "update document set told_on = $2 where id = $1"


async def remind() -> None:
    """Tells of what is late or without an owner; each document once a day. Safe to run twice."""
    today = clock.today()
    for one in await neglected(today, clock.now()):
        title = LATE if one.late else UNOWNED
        for person in await _whom(one):
            await notify(
                person, "documents.late", title, link=at(f"/documents/{one.id}"), due=one.due_at, paper=one.title
            )  # fmt: skip
        await database.execute(TOLD, one.id, today)


async def _whom(one: Neglected) -> list[UUID]:
    """The handler and the superior; of a secret paper the general manager instead of whoever may not know of it."""
    leaders = [leader.id for leader in await holders("general_manager")]
    if one.handler is not None:
        above = None if one.secrecy else await superior(one.handler)
        return list(dict.fromkeys([one.handler, *([above.id] if above else leaders)]))
    if one.secrecy:
        return leaders
    keepers = [*await with_role("gm_secretary"), *await with_role("clerk")]
    return list(dict.fromkeys(keeper.id for keeper in keepers)) or leaders
