"""What somebody who leaves holds of meetings goes to a successor (PPL-4)."""

from uuid import UUID

from hushu.foundation import database
from hushu.foundation.tables import new_id
from hushu.foundation.translation import DEFAULT, N_, speaking, translate
from hushu.meetings.commands.common import changed
from hushu.meetings.commands.furnishing import follow_all
from hushu.meetings.queries.minutes import UNWRITTEN, WITH_MINUTES
from hushu.people.events import PersonLeft

DECISIONS = (
    "update meeting_decision set owner = $2, told_on = null where owner = $1 and state = 'open'"
)
# Both seats of what is still to be held; of what was held the pen alone, and only where minutes are owed.
SEATS = f"""select m.id from {WITH_MINUTES}
             where (m.state in ('planned', 'open') and $1 in (m.recorder, m.chair)) or (m.recorder = $1 and {UNWRITTEN})
             order by m.id for no key update of m"""  # noqa: S608 (constants)
# Of a meeting that was held the successor writes the minutes without having been there.
ASK = """insert into meeting_attendee (id, meeting, person, state, reason)
         select $1, m.id, $3, case when m.state = 'ended' then 'excused' else 'expected' end,
                case when m.state = 'ended' then $4 else '' end from meeting m where m.id = $2 on conflict do nothing"""
SEAT = """update meeting set recorder = case when recorder = $2 then $3 else recorder end,
            chair = case when chair = $2 and state <> 'ended' then $3 else chair end, version = version + 1 where id = $1"""
UNASK = """delete from meeting_attendee a using meeting m where m.property = a.property and m.id = a.meeting and a.person = $1
             and m.state = 'planned' and not exists (select from meeting_matter t where t.property = a.property
               and t.meeting = a.meeting and t.person = a.person)"""
VACATE = """update meeting set chair = nullif(chair, $1), recorder = nullif(recorder, $1), version = version + 1
             where state = 'planned' and $1 in (chair, recorder)"""


async def person_left(fact: PersonLeft) -> None:
    """Nobody leads or records a meeting to come who is gone: whoever else holds the post does."""
    await database.execute(VACATE, fact.person)
    await follow_all()
    changed()


async def hand_over(leaver: UUID, successor: UUID) -> None:
    """Open decisions, the seats of meetings to be held, the pen of minutes that are owed; nobody is asked to come who is gone."""
    await database.execute(DECISIONS, leaver, successor)
    with speaking(DEFAULT):
        why = translate(N_("Took over from a colleague who left"))
    for (meeting,) in await database.connection().fetch(SEATS, leaver):
        await database.execute(ASK, new_id(), meeting, successor, why)
        await database.execute(SEAT, meeting, leaver, successor)
    await database.execute(UNASK, leaver)
    changed()
