"""Who signs for whom while away, and what a person who leaves still has to sign (SIGN-3, SIGN-8, PPL-4)."""

from datetime import date
from uuid import UUID

from hushu.foundation import clock, database
from hushu.foundation.module import Obstacle
from hushu.foundation.opened import me
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.signing import queries, rules
from hushu.signing.commands.papers import enter, keep, take
from hushu.signing.words import DEEDS

NAME = """insert into signing_deputy (id, person, deputy, starts_on, ends_on, made_at)
          values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id"""
LONGEST_DAYS = 92


async def name_deputy(deputy: UUID, starts_on: date, ends_on: date) -> UUID:
    """The acting person's deputy for these days, first and last included. Raises Refused."""
    if ends_on < starts_on or ends_on < clock.today():
        raise Refused("ends_on", N_("The last day lies before the first, or is already over."))
    if (ends_on - starts_on).days > LONGEST_DAYS:
        raise Refused("ends_on", N_("At most %(n)s days at a time."), n=LONGEST_DAYS)
    if deputy == me() or not (await queries.staff()).works_here(deputy):
        raise Refused("deputy", N_("Choose somebody else who works here now."))
    made = await database.value(NAME, new_id(), me(), deputy, starts_on, ends_on, clock.now())
    if made is None:
        raise Refused(
            "starts_on", N_("Somebody signs for you on some of these days already. End that first.")
        )
    return UUID(str(made))


async def end_deputy(deputy: UUID) -> None:
    """Ends a delegation of the acting person's own now. Raises NotHere."""
    sql = (
        "update signing_deputy set ended_at = $3 where id = $1 and person = $2 and ended_at is null"
    )
    if not await database.execute(sql, deputy, me(), clock.now()):
        raise NotHere


async def obstacles(person: UUID) -> list[Obstacle]:
    """What still waits for a person's own signature."""
    seats = [seat for seat in await queries.waiting_seats(person) if not seat.for_name]
    return [
        Obstacle(
            kind="signing",
            title=f"{translate(DEEDS[s.deed])} · {s.title}",
            href=at(f"/signing/{s.paper}"),
        )
        for s in seats
    ]


async def hand_over(person: UUID, successor: UUID) -> None:
    """Gives every waiting seat of one who leaves to the successor; where that cannot be, to the nearest superior who may."""
    for paper in {seat.paper for seat in await queries.waiting_seats(person) if not seat.for_name}:
        held = await take(paper)
        chain = held.chain
        for turn in rules.turns(chain, person, {}):
            try:
                chain = rules.hand_on(chain, turn, successor, held.staff)
            except Refused:
                continue  # the successor drafted it or sits there already: the rules move it up when the person has left
            await enter(held, "move", signer=None, turn=turn, to=(successor,))
        if chain != held.chain:
            await keep(held, chain)
