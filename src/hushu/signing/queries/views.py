"""A paper's chain as its picture shows it: done, now, to come, and who hangs how long (SIGN-7)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.opened import here
from hushu.foundation.refusals import NotHere
from hushu.foundation.rights import table
from hushu.foundation.translation import N_, translate
from hushu.signing.queries.papers import PAPER, Entry, PaperRow, entries, paper_row, staff
from hushu.signing.rules import Chain, Staff, Step, Turn, assignable, turns
from hushu.signing.words import DEEDS, NAMES, STATES

EARLIER = 20  # submissions of one record that its page goes back
SLOTS = 12  # places to name people in; each shows when the one before is filled


class SeatView(msgspec.Struct, frozen=True):
    """A signer of a step. by_name: who signed, where it was somebody else (乙代甲)."""

    name: str
    post_name: str
    state: str
    by_name: str = ""


class StepView(msgspec.Struct, frozen=True, kw_only=True):
    """A step as the chain's picture shows it. state: done, open, later; `who` where nobody is named yet."""

    key: int
    no: int
    beside: bool
    deed: str
    who: str
    need: str
    state: str
    seats: list[SeatView]
    opened_at: datetime | None
    due_at: datetime | None
    late: bool
    hangs: str


class NamingView(msgspec.Struct, frozen=True):
    """A step to come whose people I may name. slots: one person's id each, "" for a free place."""

    role: str
    deed: str
    name: str
    each: bool
    slots: list[str]


class EarlierView(msgspec.Struct, frozen=True):
    """A paper about the same record that ended without agreement before: its whole record."""

    row: PaperRow
    state_words: str
    entries: list[Entry]


class ChainView(msgspec.Struct, frozen=True, kw_only=True):
    """A paper with its chain, for `signing/_chain.html` and the paper's own page."""

    id: UUID
    row: PaperRow
    title: str
    state: str
    state_words: str
    drafter_name: str
    steps: list[StepView]
    entries: list[Entry]
    my_turns: list[Turn]
    naming: list[NamingView]
    signed_before: bool
    related: bool
    earlier: list[EarlierView]


async def chain_of(subject: str, subject_id: UUID) -> ChainView | None:
    """The newest paper about that record with its chain, or None; the subject's page embeds `signing/_chain.html`."""
    sql = PAPER + "where p.subject = $2 and p.subject_id = $3 order by p.started_at desc limit 1"
    row = await database.row(PaperRow, sql, clock.today(), subject, subject_id)
    return None if row is None else await _view(row)


async def paper(paper_id: UUID) -> ChainView:
    """The paper for one who has to do with it, or who oversees. Raises NotHere for anybody else."""
    found = await _view(await paper_row(paper_id))
    if not (found.related or here().may("audit.read")):
        raise NotHere
    return found


async def _view(row: PaperRow) -> ChainView:
    people = await staff()
    return view(row, await entries(row.id), people, await _earlier(row))


async def _earlier(row: PaperRow) -> list[EarlierView]:
    """The submissions before this one, newest first."""
    found: list[EarlierView] = []
    while row.former is not None and len(found) < EARLIER:
        row = await paper_row(row.former)
        found.append(EarlierView(row, translate(STATES[row.state]), await entries(row.id)))
    return found


def view(
    row: PaperRow, done: list[Entry], people: Staff, earlier: Sequence[EarlierView] = ()
) -> ChainView:
    """The paper as pages and the printed form show it."""
    chain, person = row.chain, here().person
    mine = turns(chain, person, row.standing_in) if person else []
    left = [t for s in chain.open for seat in s.seats if seat.state == "waiting" and person
            and not people.works_here(seat.person) and people.standing(seat.person) == person
            for t in [Turn(s.key, person, False)]]  # fmt: skip
    drafter = people.members.get(row.drafter)
    return ChainView(
        id=row.id, row=row, title=row.title, state=row.state, state_words=translate(STATES[row.state]),
        drafter_name=drafter.name if drafter else "", steps=[_step(s, chain, people) for s in chain.steps],
        entries=done, earlier=list(earlier), my_turns=mine + left, naming=_naming(chain, mine),
        related=_related(chain, done, bool(mine or left)),
        signed_before=any(seat.by == person for s in chain.steps for seat in s.seats if seat.state == "agreed"),
    )  # fmt: skip


def _naming(chain: Chain, mine: list[Turn]) -> list[NamingView]:
    """Whom I may name at my turn, with those named already and room for more."""
    found = []
    for step in assignable(chain, mine[0]) if mine else []:
        named = [str(person) for person in chain.named.get(step.role, ())]
        slots = named + [""] * max(1, SLOTS - len(named))
        name = translate(NAMES.get(step.role, step.role))
        found.append(NamingView(step.role, translate(DEEDS[step.deed]), name, step.each, slots))
    return found


def _related(chain: Chain, done: list[Entry], waits: bool) -> bool:
    person = here().person
    seated = any(person in (seat.person, seat.by) for s in chain.steps for seat in s.seats)
    return (
        waits
        or seated
        or person == chain.drafter
        or any(person in (e.signer, e.to_person) for e in done)
    )


def _step(step: Step, chain: Chain, people: Staff) -> StepView:
    now = clock.now()
    late = (
        step.state == "open"
        and chain.state == "running"
        and step.due_at is not None
        and step.due_at < now
    )
    hangs = _hours(now - step.opened_at) if step.state == "open" and step.opened_at else ""
    first = next(s for s in chain.steps if s.stage == step.stage)
    return StepView(
        key=step.key, no=step.stage + 1, beside=first.key != step.key, deed=translate(DEEDS[step.deed]),
        who=_who(step, chain, people), need=step.need, state=step.state, opened_at=step.opened_at,
        due_at=step.due_at, late=late, hangs=hangs,
        seats=[_seat(s.person, s.state, s.by, people) for s in step.seats if s.state != "gone"],
    )  # fmt: skip


def _who(step: Step, chain: Chain, people: Staff) -> str:
    """Who comes at the step: by name where this paper names them."""
    named = (step.person,) if step.person else chain.named.get(step.role, ())
    names = "、".join(people.members[person].name for person in named if person in people.members)
    return names or who_words(step.who, people)


def _seat(person: UUID, state: str, by: UUID | None, people: Staff) -> SeatView:
    member = people.members[person]
    other = people.members[by].name if by and by != person else ""
    return SeatView(member.name, member.post_name, state, other)


def _hours(span: timedelta) -> str:
    hours = int(span.total_seconds() // 3600)
    if hours < 1:
        return translate(N_("less than an hour"))
    return (
        translate(N_("%(n)s hours"), n=hours)
        if hours < 48
        else translate(N_("%(n)s days"), n=hours // 24)
    )


def who_words(who: str, people: Staff) -> str:
    """Who signs, as a definition says it, in words."""
    kind, _, name = who.partition(":")
    match kind:
        case "person":
            member = people.members.get(UUID(name))
            return member.name if member else name
        case "post":
            return next((m.post_name for m in people.members.values() if m.post == name), name)
        case "role":
            return table().roles.get(name, name)
        case "named":
            return translate(
                N_("Named on the paper: %(name)s"), name=translate(NAMES.get(name, name))
            )
        case "drafter_head":
            return translate(N_("Head of the drafter's department"))
    return translate(N_("Superior of the one before"))
