"""Deeds on the plan of leaders on call (PPL-6)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from hushu.foundation import clock, database
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.tables import insert, new_id
from hushu.foundation.translation import N_
from hushu.people.commands.settings import facts
from hushu.people.queries.colleagues import holders
from hushu.people.queries.directory import person
from hushu.people.tables import OnCall

if TYPE_CHECKING:
    from hushu.people.forms import DutyForm

LONGEST = timedelta(days=15)


async def name_leader(form: DutyForm) -> UUID:
    """Names a leader for a span of time. Raises Refused."""
    who = await person(form.person)
    if who.closed_at is not None:
        raise Refused("person", N_("Choose somebody else who works here now."))
    if not who.phone:
        raise Refused(
            "person", N_("This person has no phone number here and could not be reached.")
        )
    if form.ends_at <= form.starts_at:
        raise Refused("ends_at", N_("The end lies before the beginning."))
    if form.ends_at - form.starts_at > LONGEST:
        raise Refused("ends_at", N_("One entry spans at most 15 days. Add another one after it."))
    twice = "select exists (select 1 from on_call where person = $1 and starts_at < $3 and ends_at > $2)"
    if await database.value(twice, form.person, form.starts_at, form.ends_at):
        raise Refused("person", N_("This person is already on call during this time."))
    record = OnCall(
        id=new_id(),
        person=form.person,
        starts_at=form.starts_at,
        ends_at=form.ends_at,
        note=form.note,
    )
    await insert(record)
    return UUID(str(record.id))


async def strike_duty(duty: UUID) -> None:
    """Takes a leader off the plan; the trail keeps that they stood there. Raises NotHere."""
    if not await database.execute("delete from on_call where id = $1", duty):
        raise NotHere


async def copy_last_week() -> int:
    """The duties that began in the last seven days once more, a week later; those that stand already are left out."""
    return await database.execute(
        """insert into on_call (id, person, starts_at, ends_at, note)
           select gen_random_uuid(), c.person, c.starts_at + interval '7 days', c.ends_at + interval '7 days', c.note
             from on_call c join person p on p.id = c.person and p.closed_at is null
            where c.starts_at > $1::timestamptz - interval '7 days' and c.starts_at <= $1
              and not exists (select 1 from on_call d where d.person = c.person
                 and d.starts_at < c.ends_at + interval '7 days' and d.ends_at > c.starts_at + interval '7 days')""",
        clock.now(),
    )


async def plan_demo_nights(_: str) -> None:
    """The demo's nights, a week back and two ahead: manager, supervisor and general manager in turn."""
    keys = ("manager", "supervisor", "general_manager")
    leaders = [held[0].id for key in keys if (held := await holders(key))]
    ground = await facts()
    for nth in range(-7, 14):
        day = clock.today() + timedelta(days=nth)
        record = OnCall(
            id=new_id(), person=leaders[nth % len(leaders)], starts_at=clock.at(day, ground.desk_closes),
            ends_at=clock.at(day + timedelta(days=1), ground.desk_opens), note="",
        )  # fmt: skip
        await insert(record)
