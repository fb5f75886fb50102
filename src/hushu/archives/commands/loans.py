"""A loan is asked for, decided by its signers, given up, or over by itself (ARCH-31, ARCH-32, ARCH-35)."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from hushu.archives import queries
from hushu.archives.queries.loans import Lendable, Loan, lendable, loan
from hushu.archives.rules import lending as rules
from hushu.archives.tables import ArchiveLoan
from hushu.foundation import clock, database, files, live
from hushu.foundation.numbering import next_number
from hushu.foundation.opened import me, setting
from hushu.foundation.refusals import Conflict, NotHere, Refused
from hushu.foundation.tables import insert, new_id
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.notices.commands import notify
from hushu.signing import commands as signing
from hushu.signing.events import PaperAgreed, PaperRefused, PaperReturned, PaperWithdrawn

SUBJECT = "archive_loan"
CHAINS = {"outside": "archive_loan_outside", "parent": "archive_loan_parent"}
LETTERS = frozenset({files.PDF, files.PNG, files.JPEG})
Over = PaperRefused | PaperReturned | PaperWithdrawn
ADD = "insert into archive_loan_item (id, loan, item) select * from unnest($1::uuid[], $2::uuid[], $3::uuid[])"
DECIDE = (
    "update archive_loan set state = 'approved', decided_at = $2 where id = $1 and state = 'asked'"
)
END = """update archive_loan set state = $2, decided_at = coalesce(decided_at, $3), ended_at = $3, said = $4
          where id = $1 and state = any ($5)"""
# A request nobody collected is over with its day; reading that was all electronic has come to its end.
LAPSE = """update archive_loan l set ended_at = $2,
             state = case when exists (select 1 from archive_loan_item x
                                         join archive_item i on i.property = x.property and i.id = x.item
                                        where x.loan = l.id and i.medium <> 'electronic') then 'withdrawn' else 'back' end
            where l.state = 'approved' and l.due_on < $1"""
APPROVED = N_("Your loan %(number)s is approved")
NOT_APPROVED = N_("Your loan %(number)s was not approved")


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for, of one volume. visitor and what follows: for whom, where it is not for oneself."""

    volume: UUID
    items: tuple[UUID, ...]
    purpose: str
    due_on: date
    way: str = rules.LEND
    kind: str = "own"
    visitor: str = ""
    organisation: str = ""
    letter: UUID | None = None
    letter_no: str = ""
    id_kind: str = ""
    id_no: str = ""


async def keep_letter(name: str, data: bytes) -> UUID:
    """A letter of introduction, under a key of its own. Raises Refused at `letter`."""
    kind = files.sniffed(data, LETTERS, field="letter")
    return await files.keep(name, data, kind, sealed=True)


async def ask(given: Asking) -> UUID:
    """Asks and sends it to whoever approves at the level the class says. Raises NotHere, Refused."""
    rules.check_day(given.due_on, clock.today(), int(setting("loan_days", rules.DAYS)))
    volume = await queries.volume(given.volume)
    if await queries.is_sealed(volume.id):
        raise Refused(
            "", N_("This volume is sealed in its bag. Ask for the bag to be opened first.")
        )
    its = await queries.archive_class(volume.class_id)
    wanted = await _wanted(given)
    ways = (rules.way_of(one.lending, one.secrecy, leave=one.leave) for one in wanted)
    year = clock.today().year
    about = {
        name: value
        for name, value in msgspec.structs.asdict(given).items()
        if name not in {"items", "way"}
    }
    made = ArchiveLoan(
        id=new_id(), number=f"JY{year}-{await next_number('archive loan', year):04}", way=rules.agreed_way(given.way, ways),
        borrower=me(), asked_by=me(), asked_at=clock.now(), **about,
    )  # fmt: skip
    await insert(made)
    ids = [one.id for one in wanted]
    await database.execute(ADD, [new_id() for _ in ids], [made.id] * len(ids), ids)
    await signing.start(
        CHAINS.get(given.kind, its.loan_chain), subject=SUBJECT, subject_id=made.id,
        title=translate(N_("Borrow from the archives: %(number)s"), number=made.number), content=_content(made, wanted),
    )  # fmt: skip
    live.changed("archives")
    return UUID(str(made.id))


async def _wanted(given: Asking) -> list[Lendable]:
    """The papers asked for, in their order. Raises Refused where there is none, or one that cannot be known or is gone."""
    wanted = [one for one in await lendable(given.volume, me()) if one.id in given.items]
    if not wanted or len(wanted) != len(set(given.items)):
        raise Refused("items", N_("Choose at least one paper of this volume."))
    return wanted


def _content(made: ArchiveLoan, wanted: list[Lendable]) -> dict[str, Any]:
    """What is frozen and signed beside the printed words."""
    return {
        "number": made.number, "kind": made.kind, "way": made.way, "purpose": made.purpose, "due_on": made.due_on.isoformat(),
        "items": [{"id": str(one.id), "number": one.number} for one in wanted],
    }  # fmt: skip


async def loan_agreed(fact: PaperAgreed) -> None:
    """Every signature is there: the keeper may hand it out, electronic files may be read."""
    if fact.subject != SUBJECT or not await database.execute(DECIDE, fact.subject_id, clock.now()):
        return
    found = await loan(fact.subject_id)
    await _tell(found, APPROVED)
    live.changed("archives")


async def loan_over(fact: Over) -> None:
    """Refused, given back or taken back: nothing is lent; who wants it still asks anew."""
    if fact.subject != SUBJECT or (isinstance(fact, PaperReturned) and fact.to != "drafter"):
        return
    taken_back = isinstance(fact, PaperWithdrawn)
    said = "" if isinstance(fact, PaperWithdrawn) else fact.reason
    state = "withdrawn" if taken_back else "refused"
    if not await database.execute(END, fact.subject_id, state, clock.now(), said, ["asked"]):
        return
    if not taken_back:
        await _tell(await loan(fact.subject_id), NOT_APPROVED)
    live.changed("archives")


async def _tell(found: Loan, words: str) -> None:
    link = at(f"/archives/loans/{found.id}")
    await notify(found.borrower, "archives.loan", words, link=link, number=found.number)


async def give_up(loan_id: UUID) -> None:
    """The borrower does not need what was approved and not yet handed out. Raises NotHere, Conflict."""
    found = await loan(loan_id, lock=True)
    if found.borrower != me():
        raise NotHere
    if not await database.execute(END, loan_id, "withdrawn", clock.now(), "", ["approved"]):
        raise Conflict(N_("This loan has gone on meanwhile. Please load the page again."))
    live.changed("archives")


async def lapse() -> int:
    """Daily: what was approved and is over without anything handed out; how many."""
    changed = await database.execute(LAPSE, clock.today(), clock.now())
    if changed:
        live.changed("archives")
    return changed
