"""What people themselves hold of others: subordinates and duties to come (PPL-4)."""

from uuid import UUID

from hushu.foundation import clock, database
from hushu.foundation.module import Obstacle
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.people.queries.planning import next_duties, subordinates


async def blocks_leaving(wanted: UUID) -> list[Obstacle]:
    """Those who report to the person, and on-call duties they are named for."""
    found = [
        Obstacle(
            kind="subordinate",
            title=translate(N_("%(name)s reports to this person"), name=name),
            href=at("/people"),
        )
        for name in await subordinates(wanted)
    ]
    if duties := await next_duties(wanted, clock.now()):
        words = translate(N_("Named on call %(n)s times from now on"), n=duties)
        found.append(Obstacle(kind="on_call", title=words, href=at("/on-call")))
    return found


async def hand_over(leaver: UUID, successor: UUID) -> None:
    """Subordinates and coming duties go to the successor, who does not become their own superior."""
    await database.execute(
        """update person set superior = (select superior from person where id = $1)
            where id = $2 and superior = $1""",
        leaver, successor,
    )  # fmt: skip
    await database.execute(
        "update person set superior = $2 where superior = $1 and id <> $2 and closed_at is null",
        leaver,
        successor,
    )
    await database.execute(
        "update on_call set person = $2 where person = $1 and ends_at > $3",
        leaver,
        successor,
        clock.now(),
    )
