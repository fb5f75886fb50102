"""Volumes are sealed in bags a year after they were closed; a bag is opened with leave only, and closed anew (ARCH-22)."""

from uuid import UUID

from hushu.archives import queries
from hushu.archives.queries.seals import is_sealed, seal
from hushu.foundation import clock, database, live
from hushu.foundation.numbering import next_number
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_, translate
from hushu.people.queries import works_here
from hushu.signing import commands as signing
from hushu.signing.events import PaperAgreed, PaperRefused, PaperReturned, PaperWithdrawn

CHAIN = SUBJECT = "archive_unsealing"
SEAL = """insert into archive_seal (id, volume, year, no, sealed_at, sealed_by, witness, note)
          values ($1, $2, $3, $4, $5, $6, $7, $8)"""
ASK = "insert into archive_unsealing (id, seal, reason, asked_by, asked_at) values ($1, $2, $3, $4, $5)"
OPEN = "update archive_seal set opened_at = $2, opened_by = $3, unsealing = $4 where id = $1 and opened_at is null"
STATE = "update archive_unsealing set state = $2 where id = $1 and state = $3"
SEALED = N_("This volume is sealed already. Please load the page again.")
TITLE = N_("Opening of sealed bag %(bag)s")
OPENED = N_("This bag is open already. Please load the page again.")


async def seal_volume(
    volume_id: UUID, *, pin: str, witness: UUID | None = None, note: str = ""
) -> UUID:
    """Puts a closed volume into a new numbered bag, with the keeper's PIN and, where one is there, a second person."""
    found = await queries.volume(volume_id, lock=True)
    if found.state != "closed":
        raise Refused("", N_("Only a closed volume is sealed. Close it first."))
    if await is_sealed(volume_id):
        raise Conflict(SEALED)
    if witness is not None and (witness == me() or not await works_here(witness)):
        raise Refused("witness", N_("Choose somebody else who works here now."))
    await signing.confirm(pin)
    year, made = clock.today().year, new_id()
    no = await next_number("archive bag", year)
    await database.execute(SEAL, made, volume_id, year, no, clock.now(), me(), witness, note)
    live.changed("archive-seals")
    return made


async def ask_opening(seal_id: UUID, reason: str) -> UUID:
    """Asks the manager for leave to open a bag; gives the paper. Raises Refused, Conflict when somebody asked already."""
    found = await seal(seal_id, lock=True)
    if found.opened_at is not None:
        raise Conflict(OPENED)
    if found.asked is not None:
        raise Conflict(N_("Somebody has asked for leave already. Please load the page again."))
    made = new_id()
    await database.execute(ASK, made, seal_id, reason, me(), clock.now())
    paper = await signing.start(
        CHAIN, subject=SUBJECT, subject_id=made, title=translate(TITLE, bag=found.bag),
        content={"bag": found.bag, "reason": reason},
    )  # fmt: skip
    await database.execute("update archive_unsealing set paper = $2 where id = $1", made, paper)
    live.changed("archive-seals")
    return paper


async def open_seal(seal_id: UUID, *, pin: str) -> None:
    """Opens the bag by the leave that was given, with the keeper's PIN. Raises Refused without leave."""
    found = await seal(seal_id, lock=True)
    if found.opened_at is not None:
        raise Conflict(OPENED)
    if found.asked is None or found.asked_state != "agreed":
        raise Refused("", N_("The manager has not agreed yet. The bag stays closed until then."))
    await signing.confirm(pin)
    await database.execute(OPEN, seal_id, clock.now(), me(), found.asked)
    await database.execute(STATE, found.asked, "used", "agreed")
    live.changed("archive-seals")


async def leave_given(fact: PaperAgreed) -> None:
    """The manager agreed: the keeper may open the bag."""
    if fact.subject == SUBJECT:
        await database.execute(STATE, fact.subject_id, "agreed", "asked")
        live.changed("archive-seals")


async def leave_over(fact: PaperRefused | PaperReturned | PaperWithdrawn) -> None:
    """Refused, given back or withdrawn: the bag stays closed, and one may ask anew."""
    if fact.subject == SUBJECT and not (isinstance(fact, PaperReturned) and fact.to != "drafter"):
        await database.execute(STATE, fact.subject_id, "over", "asked")
        live.changed("archive-seals")
