"""Orders from above: given for the coming shifts, carried out by one of them (DUTY-3; H0 16.1.4)."""

from datetime import date
from uuid import UUID

from hushu.duty.commands.entries import TOPIC
from hushu.foundation import clock, database, live
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict, NotHere, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_

GIVE = "insert into duty_order (id, team, words, person, at, until) values ($1, $2, $3, $4, $5, $6)"
DONE = "update duty_order set done_at = $2, done_by = $3, done_words = $4 where id = $1 and done_at is null"
TEAM = "select exists (select 1 from duty_team where team = $1)"
PAST = N_("The last day is over already.")
NO_TEAM = N_("Choose one of the teams on duty, or all of them.")
ALREADY = N_("This order has been carried out meanwhile.")


async def give_order(words: str, team: UUID | None, until: date | None) -> UUID:
    """An order for one team's coming shifts or for all, until it is done or its last day is over. Raises Refused."""
    if until is not None and until < clock.today():
        raise Refused("until", PAST)
    if team is not None and not await database.value(TEAM, team):
        raise Refused("team", NO_TEAM)
    made = new_id()
    await database.execute(GIVE, made, team, words, me(), clock.now(), until)
    live.changed(TOPIC)
    return made


async def finish_order(wanted: UUID, words: str) -> None:
    """It is carried out, or not needed any more; in a word what was done. Raises NotHere, Conflict."""
    if not await database.value("select exists (select 1 from duty_order where id = $1)", wanted):
        raise NotHere
    if not await database.execute(DONE, wanted, clock.now(), me(), words):
        raise Conflict(ALREADY)
    live.changed(TOPIC)
