"""A handover as both see it: what is presented, what was said to it, what was counted, what holds it (DUTY-2 to DUTY-4)."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.custody.queries import Countable
from hushu.duty.queries import presented
from hushu.duty.queries.entries import OF_RECORD, Entry
from hushu.duty.queries.following import plan_around, successors
from hushu.duty.queries.incidents import Incident
from hushu.duty.queries.opened import Gathered, gathered
from hushu.duty.queries.records import OVERRIDES, RECORD, Override, Record
from hushu.duty.queries.setup import ASKED, Setup
from hushu.duty.rules.handover import Held, Item, Standing, Verdict, holds
from hushu.foundation.database import Asked
from hushu.foundation.opened import me
from hushu.foundation.refusals import NotHere
from hushu.foundation.templating import at
from hushu.people.queries import AT_WORK
from hushu.rosters.queries import Planned


class Handover(msgspec.Struct, frozen=True):
    """Who comes, since when, and what was said; done once both have signed."""

    id: UUID
    incoming: UUID | None
    incoming_name: str
    why: str
    planned: bool
    came_at: datetime | None
    read_at: datetime | None
    unfit: str
    unfit_words: str
    words: str
    outgoing_name: str
    done_at: datetime | None
    into_record: UUID | None


class Count(msgspec.Struct, frozen=True):
    """What both counted of one thing."""

    thing: UUID
    kind: str
    label: str
    expected: int
    out: int
    counted: int
    words: str
    person: str
    at: datetime

    @property
    def lacks(self) -> int:
        """How many were missing."""
        return self.expected - self.counted


class Person(msgspec.Struct, frozen=True):
    """Somebody who could take over."""

    id: UUID
    name: str
    post: str


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """All of it; what is presented, expected and planned, and what holds it, only while it is not done."""

    record: Record
    handover: Handover | None
    verdicts: dict[str, Verdict]
    counts: dict[UUID, Count]
    overrides: list[Override]
    entries: list[Entry]
    people: list[Person]
    setup: Setup
    planned: list[Planned] = []
    things: list[Countable] = []
    items: list[Item] = []
    held: list[Held] = []

    @property
    def done(self) -> bool:
        """Whether both have signed."""
        return self.handover is not None and self.handover.done_at is not None

    @property
    def overridden(self) -> bool:
        """Whether the manager has let something pass, and signs where the outgoing is not there."""
        return any(one.record == self.record.id for one in self.overrides)

    @property
    def blocking(self) -> list[Held]:
        """What holds it still: all that the manager has not let pass."""
        return [one for one in self.held if not one.waived(self._let_pass(one))]

    def _let_pass(self, held: Held) -> set[str]:
        """The keys that the manager let pass; what was not ready, only for whoever stood there then."""
        came = self.handover.came_at if self.handover and held.kind == "unready" else None
        given = [one for one in self.overrides if one.record == self.record.id]
        return {key for one in given if came is None or one.at >= came for key in one.keys}

    @property
    def unseen(self) -> list[Item]:
        """What nobody has said anything to."""
        return [one for one in self.items if one.key not in self.verdicts]

    @property
    def uncounted(self) -> list[Countable]:
        """What nobody has counted, or what has moved since: lent, brought back, or reported missing elsewhere."""
        return [
            one
            for one in self.things
            if (said := self.counts.get(one.id)) is None or said.counted != one.expected
        ]

    @property
    def mine(self) -> bool:
        """Whether the person who looks is one of the two."""
        two = {self.record.person, self.handover.incoming if self.handover else None}
        return me() in two


HANDOVER = """select h.id, h.incoming, coalesce(i.name, ''), h.why, h.planned, h.came_at, h.read_at, coalesce(u.names, ''),
                     coalesce(u.words, ''), h.words, coalesce(g.name, ''), h.done_at, h.into_record
                from duty_handover h left join person i on i.property = h.property and i.id = h.incoming
                left join lateral (select string_agg(p.name, '、' order by n.at) as names,
                                          string_agg(n.words, '；' order by n.at) as words
                                     from duty_unfit n join person p on p.property = n.property and p.id = n.person
                                    where n.property = h.property and n.handover = h.id) u on true
                left join person g on g.property = h.property and g.id = h.outgoing where h.record = $1"""
# What holds is what the one who takes over said, not a successor before them who was not fit.
VERDICTS = """select v.key, v.label, v.title, v.verdict, v.words, v.answer, p.name, v.at, coalesce(a.name, ''), v.answered_at
                from duty_item v join duty_handover h on h.property = v.property and h.id = v.handover
                join person p on p.property = v.property and p.id = v.person
                left join person a on a.property = v.property and a.id = v.answered_by
               where h.record = $1 and v.at >= h.came_at order by v.at, v.id"""
COUNTS = """select c.thing, c.kind, c.label, c.expected, c.out, c.counted, c.words, p.name, c.at
              from duty_count c join duty_handover h on h.property = c.property and h.id = c.handover
              join person p on p.property = c.property and p.id = c.person
             where h.record = $1 and c.at >= h.came_at order by c.at, c.id"""
PEOPLE = f"""select p.id, p.name, o.name from person p join post o on o.property = p.property and o.id = p.post
              where {AT_WORK} order by p.sort_key, p.id"""  # noqa: S608 (a constant)


async def sheet(wanted: UUID) -> Sheet:
    """The handover of a record. Raises NotHere."""
    found = await gathered(
        *ASKED, Asked(Record, RECORD + "where r.id = $1", (wanted,)), Asked(Handover, HANDOVER, (wanted,)),
        Asked(Verdict, VERDICTS, (wanted,)), Asked(Count, COUNTS, (wanted,)), Asked(Override, OVERRIDES, (wanted,)),
        Asked(Entry, OF_RECORD, (wanted,)), Asked(Person, PEOPLE), *presented.asked(wanted),
    )  # fmt: skip
    ground, records, handovers = Setup(*found.rows[:3]), found.rows[3], found.rows[4]
    if not records:
        raise NotHere
    verdicts, counts, overrides, entries, people = found.rows[5:10]
    shown = Sheet(
        record=records[0], handover=next(iter(handovers), None), verdicts={one.key: one for one in verdicts},
        counts={one.thing: one for one in counts}, overrides=overrides, entries=entries, people=people, setup=ground,
    )  # fmt: skip
    return shown if shown.done else await _pending(shown, found)


async def _pending(shown: Sheet, found: Gathered) -> Sheet:
    """With what is presented, what is to be counted, who is planned, and what holds it: all of it only until it is done."""
    record, ready = shown.record, presented.Presented(*found.rows[10:14])
    plan = await plan_around(record.ends_at)
    pending = msgspec.structs.replace(
        shown, planned=successors(record, shown.setup, plan), things=presented.things(record, ready),
        items=presented.items(record, ready, found.open),
    )  # fmt: skip
    return msgspec.structs.replace(pending, held=holds(_standing(pending, found, ready.incidents)))


def _standing(shown: Sheet, found: Gathered, incidents: list[Incident]) -> Standing:
    record, handover = shown.record, shown.handover
    others = [*found.held, *(found.held_by_night if record.gives_night else ())]
    return Standing(
        came=handover is not None and handover.incoming is not None, unfit=handover.unfit if handover else "",
        read=handover is not None and handover.read_at is not None, unseen=[one.key for one in shown.unseen],
        questions=[f"question {one.key}" for one in shown.verdicts.values() if one.unanswered],
        uncounted=[(f"count {one.id}", one.label) for one in shown.uncounted],
        unfinished=[(f"unfinished {one.id}", one.kind, one.words[:60], at(f"/duty/incidents/{one.id}")) for one in incidents],
        others=[(f"{one.kind} {one.key}", one.title, one.href) for one in others],
        here=at(f"/duty/records/{record.id}/handover"),
    )  # fmt: skip
