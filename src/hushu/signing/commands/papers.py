"""A paper starts, and after every deed: kept, shown in inboxes, told to its subject, reminded of (SIGN-2, SIGN-5)."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from hushu.foundation import clock, database, live, outbox
from hushu.foundation.events import emit
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_
from hushu.signing import queries, rules
from hushu.signing.events import PaperAgreed, PaperRefused, PaperReturned, PaperWithdrawn
from hushu.signing.queries import PaperRow, chain_in_force
from hushu.signing.rules import Chain, Staff, Step, Turn
from hushu.signing.subjects import subject as subject_of

# The code on the paper names the property and 128 unguessable bits.
NEW = """insert into signing_paper (id, code, chain, subject, subject_id, title, frozen, content_hash, drafter, started_at, plan,
           former)
         values ($1, $2, $3, $4, $5, $6, $7, encode(sha256(convert_to($7, 'UTF8')), 'hex'), $8, $9, $10, $11)
         on conflict (property, subject, subject_id) where state = 'running' do nothing returning id"""
FORMER = """select id as paper, encode(last_hash, 'hex') as mark, state from signing_paper
             where subject = $1 and subject_id = $2 order by started_at desc limit 1"""
KEEP = "update signing_paper set plan = $2, state = $3, ended_at = $4 where id = $1"
SEAT = """insert into signing_seat (paper, step, person, deed, opened_at, due_at) values ($1, $2, $3, $4, $5, $6)"""
ENTER = """insert into signing_entry (paper, no, step, deed, step_deed, signer, signer_name, post_name, for_person, for_name,
             to_person, to_name, opinion, at, picture, previous, hash)
           values ($1, 0, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
             (select signature from person where id = $5 and $3 in ('agree', 'start')), '', '')"""
PHASES = {"half": 0.5, "due": 1.0}


class Former(msgspec.Struct, frozen=True):
    """The paper about the same record before this one, and its last entry's hash."""

    paper: UUID
    mark: str
    state: str


class Held(msgspec.Struct, frozen=True):
    """A paper in one hand: locked, with everything the rules need."""

    row: PaperRow
    chain: Chain
    staff: Staff


async def erase_words(paper: UUID) -> None:
    """What the signers saw goes once the signed PDF is destroyed, with the papers that went before it (ARCH-44)."""
    await database.execute("select signing_erase_words($1)", paper)


async def start(
    chain_key: str, *, subject: str, subject_id: UUID, title: str, content: dict[str, Any], drafter: UUID | None = None,
    named: Mapping[str, Sequence[UUID]] | None = None,
) -> UUID:  # fmt: skip
    """Freezes the record and sends it on its way; `content` is signed with what the subject prints.

    named: who comes at the chain's `named:` steps, by role, e.g. {"handler": (id,)}. Raises Refused.
    """
    drafter = drafter or me()
    definition = await chain_in_force(chain_key)
    shown = await subject_of(subject).paper(subject_id)
    now, people, paper = clock.now(), await queries.staff(), new_id()
    chain = rules.begin(
        definition.steps, drafter, definition.drafter_may_approve, people, now, named
    )
    former = await _former(subject, subject_id)
    frozen = msgspec.json.encode(
        {"title": title, "subject": subject, "subject_id": subject_id, "drafter": drafter, "chain": chain_key,
         "edition": definition.edition, "started_at": now, "content": content, "paper": shown, "named": chain.named,
         "former": former},
        order="sorted",
    ).decode()  # fmt: skip
    made = await database.value(
        NEW, paper, f"{here().slug}-{secrets.token_hex(16)}", definition.id, subject, subject_id, title, frozen,
        drafter, now, msgspec.json.encode(chain).decode(), former.paper if former else None,
    )  # fmt: skip
    if made is None:
        raise Refused("", N_("This is being signed already. Please follow it on its page."))
    held = Held(await queries.paper_row(paper), chain, people)
    await enter(held, "start", signer=drafter)
    await keep(held, chain)
    return paper


async def _former(subject: str, subject_id: UUID) -> Former | None:
    """The record's last paper, where it ended without agreement: this one takes it up again."""
    found = await database.row(Former, FORMER, subject, subject_id)
    return found if found and found.state in {"returned", "refused", "withdrawn"} else None


async def take(paper: UUID) -> Held:
    """The paper, locked, with the seats of those who left already moved up (SIGN-8). Raises NotHere."""
    row = await queries.paper_row(paper, lock=True)
    people = await queries.staff()
    chain, moved = rules.settle(row.chain, people, clock.now())
    held = Held(row, chain, people)
    for step, gone, heir in moved:
        await enter(held, "move", turn=Turn(step, gone, True), to=(heir,), signer=None)
    if moved:
        await keep(held, chain)
    return held


async def enter(
    held: Held, deed: str, *, signer: UUID | None, turn: Turn | None = None, to: Sequence[UUID] = (), opinion: str = "",
    about: int | None = None,
) -> None:  # fmt: skip
    """Writes the entry; the database numbers and links it. about: the step it speaks of, where that is another one."""
    people = held.staff.members
    who = people.get(signer) if signer else None
    other = people.get(turn.seat) if turn and turn.seat != signer else None
    heirs = [people[person].name for person in to if person in people]
    wanted = about or (turn.step if turn else None)
    step = next((s for s in held.chain.steps if s.key == wanted), None)
    await database.execute(
        ENTER, held.row.id, turn.step if turn else None, deed, step.deed if step else "", signer,
        who.name if who else "—", who.post_name if who else "", other.id if other else None, other.name if other else "",
        to[0] if len(to) == 1 else None, "、".join(heirs), opinion, clock.now(),
    )  # fmt: skip


async def keep(held: Held, chain: Chain, *, reason: str = "") -> None:
    """The paper as it is now: its plan, whom it waits for, reminders of what has just opened, and word to its subject."""
    ended = None if chain.state == "running" else clock.now()
    await database.execute(
        KEEP, held.row.id, msgspec.json.encode(chain).decode(), chain.state, ended
    )
    await database.execute("delete from signing_seat where paper = $1", held.row.id)
    waited = {(step.key, step.opened_at, p) for step in held.row.chain.open for p in waiting(step)}
    for step in chain.open:
        await _seat(held.row.id, step)
        new = [
            p
            for p in waiting(step)
            if (step.key, step.opened_at, p) not in waited or held.row.last_no == 0
        ]
        await _remind(held.row.id, step, new)
    await _tell(held.row, chain, reason)
    live.changed("inbox")
    live.changed("signing")


async def _seat(paper: UUID, step: Step) -> None:
    for person in waiting(step):
        await database.execute(
            SEAT, paper, step.key, person, step.deed, step.opened_at, step.due_at
        )


async def _remind(paper: UUID, step: Step, arrived: list[UUID]) -> None:
    """Asks for a step's reminders: arrived, half the time, due; the last asks for the daily ones (SIGN-5)."""
    if step.opened_at is None or not arrived:
        return
    opened = step.opened_at.isoformat()
    args: dict[str, Any] = {"paper": str(paper), "step": step.key, "opened": opened}
    mark = f"sign:{paper}:{step.key}:{opened}"
    for person in arrived:
        await outbox.send(
            "signing.remind",
            once=f"{mark}:arrived:{person}",
            kind="arrived",
            person=str(person),
            **args,
        )
    for kind, part in PHASES.items():
        due = step.opened_at + timedelta(hours=step.hours * part)
        await outbox.send("signing.remind", once=f"{mark}:{kind}", due=due, kind=kind, **args)


def waiting(step: Step) -> list[UUID]:
    """Whom the step waits for."""
    return [seat.person for seat in step.seats if seat.state == "waiting"]


async def _tell(row: PaperRow, chain: Chain, reason: str) -> None:
    """Events of the subject, in this transaction; an agreed paper is printed and stamped after the commit (SIGN-4)."""
    about = (row.id, row.subject, row.subject_id)
    match chain.state:
        case "agreed":
            await emit(PaperAgreed(*about))
            await outbox.send(
                "signing.paper", queue="printing", once=f"signed-paper:{row.id}", paper=str(row.id)
            )
        case "refused":
            await emit(PaperRefused(*about, reason))
        case "returned":
            await emit(PaperReturned(*about, reason, "drafter"))
        case "withdrawn":
            await emit(PaperWithdrawn(*about))
