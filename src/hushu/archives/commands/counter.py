"""At the counter two count: the keeper, signed in, and the borrower with their own PIN; out and back (ARCH-31)."""

from collections.abc import Sequence
from uuid import UUID

import asyncpg
import msgspec

from hushu.archives.events import LoanBack, LoanOut
from hushu.archives.queries.loans import Loan, LoanPaper, loan, papers, without_leave
from hushu.archives.rules.lending import ON_THE_SPOT
from hushu.archives.tables import ArchiveReading
from hushu.foundation import clock, database, live
from hushu.foundation.events import emit
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict, Refused
from hushu.foundation.tables import insert, new_id
from hushu.foundation.translation import N_
from hushu.people.queries import works_here
from hushu.signing import commands as signing

LOCK = "select id from archive_item where id = any ($1) order by id for no key update"
OUT = """update archive_loan_item i set out_at = $4, out_by = $5, out_to = $6, out_state = c.state, out_words = $3
           from unnest($1::uuid[], $2::text[]) as c (id, state) where i.id = c.id and i.out_at is null"""
BACK = """update archive_loan_item i set back_at = $4, back_by = $5, back_from = $6, back_state = c.state, back_words = $3
            from unnest($1::uuid[], $2::text[]) as c (id, state)
           where i.id = c.id and i.out_at is not null and i.back_at is null"""
IS_OUT = "update archive_loan set state = 'out', due_on = $2 where id = $1"
IS_BACK = """update archive_loan l set state = 'back', ended_at = $2 where l.id = $1 and l.state = 'out'
               and not exists (select 1 from archive_loan_item i
                                where i.loan = l.id and i.out_at is not null and i.back_at is null)"""
ELSEWHERE = N_(
    "One of these papers is in somebody else's hands. Take its tick away, or wait until it is back."
)
MOVED = N_("Somebody has counted these papers a moment ago. Please load the page again.")
TWO = N_("Counting needs two: a colleague hands out what you borrow yourself.")
NONE = N_("Tick what is handed over.")


class Counted(msgspec.Struct, frozen=True):
    """One paper as both saw it: its line in the loan, and the word for its state."""

    line: UUID
    state: str


async def hand_out(loan_id: UUID, counted: Sequence[Counted], *, words: str, pin: str) -> None:
    """Gives the ticked papers to the borrower, who confirms with their own PIN. Raises NotHere, Conflict, Refused."""
    found = await loan(loan_id, lock=True)
    await _may_hand_out(found)
    chosen = await _chosen(loan_id, counted, waiting=True)
    await database.execute(LOCK, [one.item for one in chosen])
    if any(one.elsewhere for one in await papers(loan_id) if one.id in {c.line for c in counted}):
        raise Refused("line", ELSEWHERE)
    await signing.confirm_for(found.borrower, pin)
    await _count(OUT, counted, words, found.borrower)
    spot = found.way == ON_THE_SPOT  # read on the spot: given back the same day
    await database.execute(IS_OUT, loan_id, clock.today() if spot else found.due_on)
    for one in chosen:
        if one.secrecy:
            await insert(
                ArchiveReading(id=new_id(), item=one.item, person=found.borrower, at=clock.now(), how="seen")
            )  # fmt: skip
    await emit(LoanOut(loan_id))
    live.changed("archives")


async def _may_hand_out(found: Loan) -> None:
    """Raises Conflict or Refused where the loan is not there to be handed out now."""
    if found.state not in {"approved", "out"}:
        raise Conflict(MOVED)
    if found.borrower == me():
        raise Refused("", TWO)
    if found.late > 0:
        raise Refused("", N_("The day of return is over. Ask for the papers anew."))
    if await without_leave(found.id, found.borrower):
        raise Refused("", N_("The leave to read a confidential paper of this loan has ended."))


async def take_back(
    loan_id: UUID, counted: Sequence[Counted], *, words: str, pin: str, person: UUID | None = None
) -> bool:
    """Takes ticked papers back from the borrower or whoever brings them, who confirms. Gives whether nothing is out any more.

    Raises NotHere, Conflict, Refused.
    """
    found = await loan(loan_id, lock=True)
    brings = person or found.borrower
    if found.state != "out":
        raise Conflict(MOVED)
    if brings == me():
        raise Refused("", TWO)
    if not await works_here(brings):
        raise Refused("person", N_("Choose somebody else who works here now."))
    await _chosen(loan_id, counted, waiting=False)
    await signing.confirm_for(brings, pin)
    await _count(BACK, counted, words, brings)
    live.changed("archives")
    return await settle(loan_id)


async def settle(loan_id: UUID) -> bool:
    """The loan is over once none of its papers is out; whether it is."""
    over = bool(await database.execute(IS_BACK, loan_id, clock.now()))
    if over:
        await emit(LoanBack(loan_id))
    return over


async def _chosen(loan_id: UUID, counted: Sequence[Counted], *, waiting: bool) -> list[LoanPaper]:
    """The ticked papers of the loan. Raises Refused for none, Conflict where one is not there to be counted so."""
    lines = {one.line for one in counted}
    if not lines:
        raise Refused("line", NONE)
    fits = [
        one
        for one in await papers(loan_id)
        if one.id in lines and (one.waits if waiting else one.is_out)
    ]
    if len(fits) != len(lines):
        raise Conflict(MOVED)
    return fits


async def _count(sql: str, counted: Sequence[Counted], words: str, other: UUID) -> None:
    """Writes what both counted. Raises Conflict where somebody was faster, Refused where a paper is out already."""
    states = {one.line: one.state for one in counted}
    try:
        async with database.savepoint():
            changed = await database.execute(
                sql, list(states), list(states.values()), words, clock.now(), me(), other
            )
    except asyncpg.UniqueViolationError as fault:
        raise Refused("line", ELSEWHERE) from fault
    if changed != len(states):
        raise Conflict(MOVED)
