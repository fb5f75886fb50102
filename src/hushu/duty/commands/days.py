"""The supervisor reads and signs each day's records at the start of work (DUTY-7; H1 3.1 4.2.3)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from hushu.duty.commands.entries import TOPIC
from hushu.foundation import clock, database, live
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_
from hushu.signing import commands as signing

SIGN = """insert into duty_sight (id, record, person, at)
          select n.id, r.id, $3, $4 from unnest($1::uuid[], $2::uuid[]) as n (id, record)
            join duty_record r on r.id = n.record and r.day = $5 and r.state = 'handed'
          on conflict (property, record) do nothing"""
NOTHING = N_("All records of this day that are handed over have been signed.")


async def sign_day(day: date, shown: Sequence[UUID], pin: str) -> int:
    """The records of that day that were shown, are handed over and that nobody has signed; how many. Raises Refused, Conflict."""
    await signing.confirm(pin)
    chosen = list(dict.fromkeys(shown))
    signed = await database.execute(
        SIGN, [new_id() for _ in chosen], chosen, me(), clock.now(), day
    )
    if not signed:
        raise Conflict(NOTHING)
    live.changed(TOPIC)
    live.changed("inbox")
    return signed
