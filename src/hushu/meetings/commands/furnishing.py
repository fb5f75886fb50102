"""What a meeting is furnished with: who is asked to come, who leads and records, its run of steps (MEET-1, MEET-2)."""

from uuid import UUID

from hushu.foundation import clock, database
from hushu.foundation.tables import new_id
from hushu.foundation.translation import DEFAULT, N_, speaking, translate
from hushu.meetings.commands.common import changed
from hushu.meetings.queries.kinds import KindRow, kinds

# Whoever is on leave that day is excused, also where the leave is entered or taken back after the meeting was laid: what a
# person has noted stays as it is.
ASK = """insert into meeting_attendee (id, meeting, person, state, reason)
         select gen_random_uuid(), m.id, p.id, case when off.leave then 'excused' else 'expected' end,
                case when off.leave then $3 else '' end
           from meeting m join person p on p.property = m.property
           join post o on o.property = p.property and o.id = p.post,
           lateral (select coalesce(m.day between p.leave_from and coalesce(p.leave_until, 'infinity'), false)) off(leave)
          where m.id = $1 and o.key = any ($2) and p.closed_at is null and p.roles <> '{hq_reader}'
         on conflict (property, meeting, person) do update set state = excluded.state, reason = excluded.reason
          where meeting_attendee.marked_by is null and meeting_attendee.state <> excluded.state"""
# Seats that nobody was named for by hand do not stay with somebody who is on leave.
VACATE = """update meeting m set chair = case when m.chair = any (off.people) then null else m.chair end,
              recorder = case when m.recorder = any (off.people) then null else m.recorder end
             from (select array_agg(person) as people from meeting_attendee
                    where meeting = $1 and state = 'excused' and marked_by is null) off
            where m.id = $1 and m.version = 1 and (m.chair = any (off.people) or m.recorder = any (off.people))"""
SEAT = """with free as (
            select a.meeting, a.person, o.key, p.created_at from meeting_attendee a
              join person p on p.property = a.property and p.id = a.person and p.closed_at is null
              join post o on o.property = p.property and o.id = p.post where a.meeting = $1 and a.state <> 'excused')
          update meeting m set
            chair = coalesce(m.chair, (select f.person from free f where f.key = $2 order by f.created_at, f.person limit 1)),
            recorder = coalesce(m.recorder,
              (select f.person from free f where f.key = $3 order by f.created_at, f.person limit 1))
           where m.id = $1 and (m.chair is null or m.recorder is null)"""
GONE = """delete from meeting_attendee a using person p where p.property = a.property and p.id = a.person and a.meeting = $1
            and p.closed_at is not null and a.state = 'expected'
            and not exists (select from meeting m where m.property = a.property and m.id = a.meeting
                             and a.person in (m.chair, m.recorder))"""
STEP = "insert into meeting_step (id, meeting, place, name, hint, shows) values ($1, $2, $3, $4, $5, $6)"
TO_COME = "select id from meeting where kind = $1 and state = 'planned' and day >= $2 order by id for no key update"


async def furnish(meeting: UUID, kind: KindRow) -> None:
    """A new meeting gets its people and its run of steps."""
    await _people(meeting, kind)
    for place, step in enumerate(kind.run, 1):
        await database.execute(STEP, new_id(), meeting, place, step.name, step.hint, step.shows)
    changed()


async def follow_posts(kind: KindRow) -> None:
    """Meetings to come ask those who hold the posts by now: people come to the house, go on leave, and leave it."""
    for (meeting,) in await database.connection().fetch(TO_COME, kind.id, clock.today()):
        await database.execute(GONE, meeting)
        await _people(meeting, kind)


async def follow_all() -> None:
    """Meetings to come of every kind that is held ask those who hold the posts by now."""
    for kind in await kinds():
        if not kind.ended:
            await follow_posts(kind)


async def _people(meeting: UUID, kind: KindRow) -> None:
    with speaking(DEFAULT):
        on_leave = translate(N_("On leave"))
    await database.execute(ASK, meeting, kind.posts, on_leave)
    await database.execute(VACATE, meeting)
    await database.execute(SEAT, meeting, kind.chair, kind.recorder)
