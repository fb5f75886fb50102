"""Reads about papers: what waits for whom, one paper with its chain, what does not hold."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.module import Waiting
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import NotHere
from hushu.foundation.rights import table
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.signing.rules import Chain, Step, Turn, turns
from hushu.signing.staff import Member, Staff
from hushu.signing.subjects import PaperContent
from hushu.signing.words import DEEDS, STATES

SHOWN = 30


class PaperRow(msgspec.Struct, frozen=True):
    """A paper as the database keeps it; `deputies` is who signs today for whom."""

    id: UUID
    code: str
    chain_name: str
    edition: int
    subject: str
    subject_id: UUID
    title: str
    frozen: str
    content_hash: str
    drafter: UUID
    started_at: datetime
    state: str
    plan: str
    ended_at: datetime | None
    urged_at: datetime | None
    file: UUID | None
    stamped: bool | None
    last_no: int
    deputies: str

    @property
    def chain(self) -> Chain:
        """Where the paper is, as the rules see it."""
        return msgspec.json.decode(self.plan, type=Chain)

    @property
    def standing_in(self) -> dict[UUID, UUID]:
        """Person to deputy, for today."""
        return msgspec.json.decode(self.deputies, type=dict[UUID, UUID])

    @property
    def content(self) -> PaperContent:
        """What was frozen for the signers' eyes."""
        return msgspec.convert(msgspec.json.decode(self.frozen)["paper"], PaperContent)


class Entry(msgspec.Struct, frozen=True):
    """One deed on a paper, as it stands for good."""

    no: int
    step: int | None
    deed: str
    step_deed: str
    signer: UUID | None
    signer_name: str
    post_name: str
    for_name: str
    to_person: UUID | None
    to_name: str
    opinion: str
    at: datetime
    picture: UUID | None
    hash: str

    @property
    def words(self) -> str:
        """What was done, in words."""
        said = translate(DEEDS[self.step_deed]) if self.deed == "agree" else ""
        return said or translate(DEEDS[self.deed])


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
    signed_before: bool
    related: bool


class Line(msgspec.Struct, frozen=True):
    """A paper in a list. waits_for: names of those it hangs with."""

    id: UUID
    title: str
    chain_name: str
    drafter_name: str
    state: str
    started_at: datetime
    ended_at: datetime | None
    due_at: datetime | None
    waits_for: str
    file: UUID | None

    @property
    def state_words(self) -> str:
        """Its state in words."""
        return translate(STATES[self.state])


class WaitingSeat(msgspec.Struct, frozen=True):
    """A step that waits for the acting person. for_name: in whose place, where it is not their own seat."""

    paper: UUID
    step: int
    title: str
    deed: str
    drafter_name: str
    opened_at: datetime
    due_at: datetime
    for_name: str

    @property
    def deed_words(self) -> str:
        """What is asked, in words."""
        return translate(DEEDS[self.deed])


class BrokenPaper(msgspec.Struct, frozen=True):
    """A paper that does not hold. entry: the first bad one, 0 when the content itself was altered."""

    id: UUID
    title: str
    entry: int


DEPUTIES = """coalesce((select jsonb_object_agg(d.person, d.deputy) from signing_deputy d where d.ended_at is null
                and $1::date between d.starts_on and d.ends_on), '{}')::text"""
PAPER = f"""select p.id, p.code, c.name, c.edition, p.subject, p.subject_id, p.title, p.frozen, p.content_hash, p.drafter,
                   p.started_at, p.state, p.plan::text, p.ended_at, p.urged_at, p.file, p.stamped, p.last_no, {DEPUTIES}
              from signing_paper p join chain c on c.property = p.property and c.id = p.chain """  # noqa: S608 (a constant)
ENTRIES = """select no, step, deed, step_deed, signer, signer_name, post_name, for_name, to_person, to_name, opinion, at,
                    picture, encode(hash, 'hex') from signing_entry where paper = $1 order by no"""
STAFF = """select p.id, p.name, o.key, o.name, p.roles, p.superior, p.closed_at is not null
             from person p join post o on o.property = p.property and o.id = p.post order by p.created_at, p.id"""
# My own seats, those of people I stand in for today, and those left by people below me who are gone.
MINE = """with recursive gone(id) as (
            select id from person where superior = $1 and closed_at is not null
            union select b.id from person b join gone g on b.superior = g.id where b.closed_at is not null),
          mine(id, deputy) as (
            select $1::uuid, false union all select id, false from gone
            union all select d.person, true from signing_deputy d
             where d.deputy = $1 and d.ended_at is null and $2::date between d.starts_on and d.ends_on)
          select s.paper, s.step, p.title, s.deed, b.name, s.opened_at, s.due_at,
                 case when s.person = $1 then '' else w.name end
            from mine m join signing_seat s on s.person = m.id
            join signing_paper p on p.property = s.property and p.id = s.paper
            join chain c on c.property = p.property and c.id = p.chain
            join person b on b.property = p.property and b.id = p.drafter
            join person w on w.property = s.property and w.id = s.person
           where not (p.drafter = $1 and m.deputy and not c.drafter_may_approve
                      and s.deed in ('check', 'countersign', 'approve'))
           order by s.due_at, s.paper, s.step limit 200"""
LINE = """select p.id, p.title, c.name, b.name, p.state, p.started_at, p.ended_at,
                 (select min(s.due_at) from signing_seat s where s.property = p.property and s.paper = p.id),
                 coalesce((select string_agg(distinct w.name, '、') from signing_seat s
                   join person w on w.property = s.property and w.id = s.person
                  where s.property = p.property and s.paper = p.id), ''), p.file
            from signing_paper p join chain c on c.property = p.property and c.id = p.chain
            join person b on b.property = p.property and b.id = p.drafter """


async def staff() -> Staff:
    """Everybody of the property, those who left too, for the rules."""
    found = await database.rows(Member, STAFF)
    return Staff(found)


async def paper_row(paper: UUID, *, lock: bool = False) -> PaperRow:
    """The paper, locked for a deed where asked. Raises NotHere."""
    sql = PAPER + ("where p.id = $2 for update of p" if lock else "where p.id = $2")
    found = await database.row(PaperRow, sql, clock.today(), paper)
    if found is None:
        raise NotHere
    return found


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


async def entries(paper_id: UUID) -> list[Entry]:
    """All deeds on the paper, in order."""
    return await database.rows(Entry, ENTRIES, paper_id)


async def _view(row: PaperRow) -> ChainView:
    people = await staff()
    return view(row, await entries(row.id), people)


def view(row: PaperRow, done: list[Entry], people: Staff) -> ChainView:
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
        entries=done, my_turns=mine + left, related=_related(chain, done, bool(mine or left)),
        signed_before=any(seat.by == person for s in chain.steps for seat in s.seats if seat.state == "agreed"),
    )  # fmt: skip


def _related(chain: Chain, done: list[Entry], waits: bool) -> bool:
    person = here().person
    seated = any(person in (seat.person, seat.by) for s in chain.steps for seat in s.seats)
    return waits or seated or person == chain.drafter or any(person in (e.signer, e.to_person) for e in done)


def _step(step: Step, chain: Chain, people: Staff) -> StepView:
    now = clock.now()
    late = step.state == "open" and chain.state == "running" and step.due_at is not None and step.due_at < now
    hangs = _hours(now - step.opened_at) if step.state == "open" and step.opened_at else ""
    first = next(s for s in chain.steps if s.stage == step.stage)
    return StepView(
        key=step.key, no=step.stage + 1, beside=first.key != step.key, deed=translate(DEEDS[step.deed]),
        who=who_words(step.who, people), need=step.need, state=step.state, opened_at=step.opened_at,
        due_at=step.due_at, late=late, hangs=hangs,
        seats=[_seat(s.person, s.state, s.by, people) for s in step.seats if s.state != "gone"],
    )  # fmt: skip


def _seat(person: UUID, state: str, by: UUID | None, people: Staff) -> SeatView:
    member = people.members[person]
    other = people.members[by].name if by and by != person else ""
    return SeatView(member.name, member.post_name, state, other)


def _hours(span: Any) -> str:
    hours = int(span.total_seconds() // 3600)
    if hours < 1:
        return translate(N_("less than an hour"))
    return translate(N_("%(n)s hours"), n=hours) if hours < 48 else translate(N_("%(n)s days"), n=hours // 24)


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
        case "drafter_head":
            return translate(N_("Head of the drafter's department"))
    return translate(N_("Superior of the one before"))


async def waiting_seats(person: UUID | None = None, today: date | None = None) -> list[WaitingSeat]:
    """What waits for a person (the acting one), the nearest limit first; at most 200."""
    return await database.rows(WaitingSeat, MINE, person or me(), today or clock.today())


async def waiting_for_me() -> list[Waiting]:
    """What waits for the acting person, for the one inbox."""
    return [
        Waiting(kind="signing", title=seat.title, href=at(f"/signing/{seat.paper}"), at=seat.opened_at, due=seat.due_at,
                detail=" · ".join(filter(None, (seat.deed_words, seat.drafter_name, seat.for_name))),
                key=f"signing:{seat.paper}:{seat.step}")
        for seat in await waiting_seats()
    ]  # fmt: skip


async def started(before: datetime | None = None) -> list[Line]:
    """What the acting person started and where it hangs, newest first; one more than a page shows."""
    sql = LINE + "where p.drafter = $1 and ($2::timestamptz is null or p.started_at < $2) order by p.started_at desc, p.id limit $3"
    return await database.rows(Line, sql, me(), before, SHOWN + 1)


async def finished(before: datetime | None = None) -> list[Line]:
    """What the acting person had to do with (or oversees) and is over, newest end first; one more than a page shows."""
    sql = LINE + """where p.ended_at is not null and ($2::timestamptz is null or p.ended_at < $2)
        and ($4 or p.drafter = $1 or exists (select 1 from signing_entry e where e.property = p.property
             and e.paper = p.id and $1 in (e.signer, e.to_person)))
      order by p.ended_at desc, p.id limit $3"""
    return await database.rows(Line, sql, me(), before, SHOWN + 1, here().may("audit.read"))


async def broken_papers() -> list[BrokenPaper]:
    """Every paper of the property whose content or entries do not hold; none when all is well (`hushu verify`, SIGN-2)."""
    return await database.rows(
        BrokenPaper,
        """select p.id, p.title, b.no from signing_paper p, lateral signing_first_broken(p.id) b(no)
            where b.no is not null order by p.started_at""",
    )
