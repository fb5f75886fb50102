"""One meeting with everything that hangs on it, by one statement."""

from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec

from hushu.foundation import database
from hushu.foundation.database import Asked
from hushu.foundation.refusals import NotHere
from hushu.foundation.translation import N_, translate
from hushu.meetings.queries.decisions import DECISION, Decision
from hushu.meetings.rules.words import CAME


class Meeting(msgspec.Struct, frozen=True):
    """A meeting as its page and its deeds need it. minutes_state: `none` where nobody has begun them."""

    id: UUID
    kind: UUID
    kind_name: str
    title: str
    planned_for: date | None
    day: date
    starts_at: datetime
    minutes: int
    room: str
    state: str
    changed_words: str
    chair: UUID | None
    chair_name: str
    recorder: UUID | None
    recorder_name: str
    opened_at: datetime | None
    ended_at: datetime | None
    version: int
    matters_hours: int
    minuted: bool
    minutes_state: str

    @property
    def matters_until(self) -> datetime:
        """Until when those who cannot come hand in their matters."""
        return self.starts_at - timedelta(hours=self.matters_hours)

    @property
    def over(self) -> bool:
        """Whether nothing happens in it any more."""
        return self.state in {"ended", "called_off"}

    @property
    def paper_title(self) -> str:
        """What its minutes are called."""
        return translate(
            N_("%(day)s %(meeting)s: minutes"), day=f"{self.day:%Y-%m-%d}", meeting=self.title
        )

    @property
    def fixed(self) -> bool:
        """Whether its minutes lie before their signers, or are signed: what they speak of does not change."""
        return self.minutes_state in {"signing", "agreed"}


class Attendee(msgspec.Struct, frozen=True):
    """Somebody who was asked to come. noted: by a person, not laid by itself. matters: what they handed in before."""

    person: UUID
    name: str
    post: str
    state: str
    reason: str
    noted: bool
    read_at: datetime | None
    matters: str
    handed_at: datetime | None

    @property
    def came(self) -> bool:
        """Whether they were there."""
        return self.state in CAME

    @property
    def owes_matters(self) -> bool:
        """Whether they cannot come and have handed in nothing (MEET-2); whoever is on leave owes nothing. In SQL: OWES."""
        return self.state == "excused" and self.noted and self.handed_at is None


class Step(msgspec.Struct, frozen=True):
    """One step of the run."""

    id: UUID
    place: int
    name: str
    hint: str
    shows: str
    words: str
    done_at: datetime | None
    done_by: str


class Problem(msgspec.Struct, frozen=True):
    """A problem that was raised, and what the leader answered."""

    id: UUID
    words: str
    raised_by: str
    answer: str
    answered_by: str
    answered_at: datetime | None


class Whole(msgspec.Struct, frozen=True):
    """A meeting with everything. before: open decisions of earlier meetings of the kind; since: those closed since the last."""

    meeting: Meeting
    attendees: list[Attendee]
    steps: list[Step]
    problems: list[Problem]
    decisions: list[Decision]
    before: list[Decision]
    since: list[Decision]

    @property
    def came(self) -> list[UUID]:
        """Who was there, in the order of the list."""
        return [one.person for one in self.attendees if one.came]


MEETING = """select m.id, m.kind, k.name, m.title, m.planned_for, m.day, m.starts_at, m.minutes, m.venue, m.state,
                    m.changed_words, m.chair, coalesce(c.name, ''), m.recorder, coalesce(r.name, ''), m.opened_at, m.ended_at,
                    m.version, k.matters_hours, k.minuted, coalesce(w.state, 'none')
               from meeting m join meeting_kind k on k.property = m.property and k.id = m.kind
               left join person c on c.property = m.property and c.id = m.chair
               left join person r on r.property = m.property and r.id = m.recorder
               left join meeting_minutes w on w.property = m.property and w.meeting = m.id """
ONE = MEETING + "where m.id = $1"
ATTENDEES = """select a.person, p.name, o.name, a.state, a.reason, a.marked_by is not null,
                      a.read_at, coalesce(t.words, ''), t.handed_at
                 from meeting_attendee a join person p on p.property = a.property and p.id = a.person
                 join post o on o.property = p.property and o.id = p.post
                 left join meeting_matter t on t.property = a.property and t.meeting = a.meeting and t.person = a.person
                where a.meeting = $1 order by o.place, p.sort_key, p.id"""
# Who owes matters: an attendee a of a meeting of kind k.
OWES = """a.state = 'excused' and a.marked_by is not null and k.matters_hours > 0 and not exists (select from meeting_matter t
  where t.property = a.property and t.meeting = a.meeting and t.person = a.person)"""
STEPS = """select s.id, s.place, s.name, s.hint, s.shows, s.words, s.done_at, coalesce(p.name, '')
             from meeting_step s left join person p on p.property = s.property and p.id = s.done_by
            where s.meeting = $1 order by s.place"""
PROBLEMS = """select b.id, b.words, coalesce(r.name, ''), b.answer, coalesce(a.name, ''), b.answered_at from meeting_problem b
                left join person r on r.property = b.property and r.id = b.raised_by
                left join person a on a.property = b.property and a.id = b.answered_by where b.meeting = $1 order by b.id"""
OURS = DECISION + "where d.meeting = $1 order by d.id"
EARLIER = """join meeting t on t.property = d.property and t.id = $1
  where m.kind = t.kind and m.id <> t.id and m.starts_at < t.starts_at"""
BEFORE = f"""{DECISION} {EARLIER} and (d.state = 'open' or d.closed_at > t.ended_at)
   and (t.ended_at is null or d.made_at <= t.ended_at) order by d.due, d.id limit 100"""
SINCE = f"""{DECISION} {EARLIER} and d.state <> 'open' and d.closed_at <= coalesce(t.ended_at, 'infinity')
   and d.closed_at > coalesce((select max(l.ended_at) from meeting l where l.property = t.property and l.kind = t.kind
      and l.id <> t.id and l.starts_at < t.starts_at and l.state = 'ended'), '-infinity')
   order by d.closed_at limit 100"""  # noqa: S608 (constants)


async def whole(meeting: UUID) -> Whole:
    """The meeting with everything. Raises NotHere."""
    about = (meeting,)
    found, *parts = await database.together(
        Asked(Meeting, ONE, about), Asked(Attendee, ATTENDEES, about), Asked(Step, STEPS, about),
        Asked(Problem, PROBLEMS, about), Asked(Decision, OURS, about), Asked(Decision, BEFORE, about),
        Asked(Decision, SINCE, about),
    )  # fmt: skip
    if not found:
        raise NotHere
    return Whole(found[0], *parts)


async def meeting_of(meeting: UUID, *, lock: bool = False) -> Meeting:
    """One meeting, held until the end of the transaction where asked. Raises NotHere."""
    found = await database.row(Meeting, ONE + (" for no key update of m" if lock else ""), meeting)
    if found is None:
        raise NotHere
    return found


async def attendees(meeting: UUID) -> list[Attendee]:
    """Who was asked to come."""
    return await database.rows(Attendee, ATTENDEES, meeting)


async def problems(meeting: UUID) -> list[Problem]:
    """What was raised, in order."""
    return await database.rows(Problem, PROBLEMS, meeting)
