"""What people do on a paper (SIGN-3); each deed is one entry for good, and the paper is locked meanwhile (SIGN-10)."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from hushu.foundation import clock, database, outbox
from hushu.foundation.events import emit
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_
from hushu.signing import rules
from hushu.signing.commands.papers import Held, enter, keep, take, waiting
from hushu.signing.commands.returned import keep_returned
from hushu.signing.commands.secret import confirm
from hushu.signing.events import PaperNamed
from hushu.signing.rules import Turn
from hushu.signing.subjects import subject as subject_of

URGE_AGAIN = timedelta(hours=2)
REASON = N_("Please say why, so that the drafter can mend it.")


async def _turn(held: Held, step: int) -> Turn:
    return rules.turn_at(held.chain, me(), step, held.row.standing_in)


async def agree(
    paper: UUID, step: int, *, secret: str, opinion: str = "", again: bool = False
) -> None:
    """Signs: PIN or password again, then the seat is agreed (SIGN-4). Raises Refused."""
    held = await take(paper)
    turn = await _turn(held, step)
    await confirm(secret)
    chain = rules.agree(held.chain, turn, me(), held.staff, clock.now(), again=again)
    whole = "\n".join(filter(None, (opinion, await _added(held, step))))
    await enter(held, "agree", signer=me(), turn=turn, opinion=whole)
    await keep(held, chain)


async def _added(held: Held, step: int) -> str:
    """What the record adds to the word of who agrees here. Raises Refused while something is missing."""
    adds = subject_of(held.row.subject).adds
    return await adds(held.row.subject_id, held.chain.step(step).deed) if adds else ""


async def send_back(
    paper: UUID, step: int, *, to: str, reason: str, secret: str, all_again: bool = False
) -> None:
    """Returns it to the drafter or to an earlier step, with the reason; signatures in between keep. Raises Refused."""
    held = await take(paper)
    turn = await _turn(held, step)
    if not reason:
        raise Refused("opinion", REASON)
    await confirm(secret)
    chain = rules.send_back(held.chain, to, held.staff, clock.now(), at=step, all_again=all_again)
    if to == "drafter":
        heirs, deed = [held.chain.drafter], "return"
    else:
        heirs = [seat.by for seat in held.chain.step(int(to)).seats if seat.by]
        deed = "return_all" if all_again else "return_step"
    await enter(held, deed, signer=me(), turn=turn, to=heirs, opinion=reason)
    await keep_returned(held, chain, reason)


async def refuse(paper: UUID, step: int, *, reason: str, secret: str) -> None:
    """Does not agree; the chain's definition says where that leads. Raises Refused."""
    held = await take(paper)
    turn = await _turn(held, step)
    if not reason:
        raise Refused("opinion", REASON)
    await confirm(secret)
    chain = rules.refuse(held.chain, step, held.staff, clock.now())
    await enter(held, "refuse", signer=me(), turn=turn, opinion=reason)
    await keep_returned(held, chain, reason)


async def hand_on(paper: UUID, step: int, *, to: UUID, note: str, secret: str) -> None:
    """Gives one's seat to a named person. Raises Refused."""
    held = await take(paper)
    turn = await _turn(held, step)
    chain = rules.hand_on(held.chain, turn, to, held.staff)
    await confirm(secret)
    await enter(held, "hand_on", signer=me(), turn=turn, to=(to,), opinion=note)
    await keep(held, chain)
    await _named(held, step, (to,))


async def add_signer(
    paper: UUID, step: int, *, to: UUID, before: bool, note: str, secret: str
) -> None:
    """Puts in a countersigner before one's own signature or after it. Raises Refused."""
    held = await take(paper)
    turn = await _turn(held, step)
    chain = rules.add_signer(held.chain, turn, to, held.staff, clock.now(), before=before)
    await confirm(secret)
    await enter(
        held,
        "add_before" if before else "add_after",
        signer=me(),
        turn=turn,
        to=(to,),
        opinion=note,
    )
    await keep(held, chain)


async def assign(paper: UUID, role: str, people: Sequence[UUID], words: str = "") -> None:
    """Names who comes at a step still to come: by the leader's instruction, or the secretary taking it in.

    Nothing is signed by it, so no PIN is asked; the same signer's agreement follows. The same people named once more
    change nothing. Raises Refused at `people`.
    """
    held = await take(paper)
    mine = rules.turns(held.chain, me(), held.row.standing_in)
    turn = next((t for t in mine if rules.assignable(held.chain, t)), None)
    if turn is None:
        raise Refused("", rules.NOT_YOURS)
    if tuple(people) == held.chain.named.get(role):
        return
    chain = rules.assign(held.chain, turn, role, people, held.staff)
    step = next(s.key for s in rules.assignable(held.chain, turn) if s.role == role)
    await enter(held, "assign", signer=me(), turn=turn, to=tuple(people), opinion=words, about=step)
    await keep(held, chain)
    await _named(held, step, tuple(people))


async def _named(held: Held, step: int, people: tuple[UUID, ...]) -> None:
    deed = held.chain.step(step).deed
    await emit(PaperNamed(held.row.id, held.row.subject, held.row.subject_id, deed, people))


async def withdraw(paper: UUID, *, reason: str, secret: str) -> None:
    """The drafter takes the paper back. Raises Refused."""
    held = await take(paper)
    chain = rules.withdraw(held.chain, me())
    await confirm(secret)
    await enter(held, "withdraw", signer=me(), opinion=reason)
    await keep(held, chain, reason=reason)


async def urge(paper: UUID) -> None:
    """Reminds those it hangs with, at most every two hours. Raises Refused."""
    held = await take(paper)
    if held.chain.state != "running":
        raise Refused("", rules.OVER)
    if me() != held.chain.drafter and not here().may("audit.read"):
        raise Refused("", N_("Only the drafter urges."))
    now = clock.now()
    if held.row.urged_at is not None and now - held.row.urged_at < URGE_AGAIN:
        raise Refused("", N_("They were urged less than two hours ago. A call may help more."))
    await enter(held, "urge", signer=me())
    await database.execute("update signing_paper set urged_at = $2 where id = $1", paper, now)
    for step in held.chain.open:
        for person in waiting(step):
            opened = step.opened_at.isoformat() if step.opened_at else ""
            await outbox.send("signing.remind", paper=str(paper), step=step.key, opened=opened, kind="urged",
                              person=str(person))  # fmt: skip
