"""What was damaged, altered, lost or leaked is written down, with who answers for it, and signed (ARCH-34)."""

from datetime import date
from uuid import UUID

import msgspec

from hushu.archives import queries
from hushu.archives.commands.counter import settle
from hushu.archives.events import HarmReported
from hushu.archives.queries.loans import loan, papers
from hushu.archives.queries.reports import report
from hushu.archives.rules.words import SECRET
from hushu.archives.tables import ArchiveReport
from hushu.foundation import clock, database, live
from hushu.foundation.events import emit
from hushu.foundation.numbering import next_number
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict, NotHere, Refused
from hushu.foundation.tables import insert, new_id
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.notices.commands import notify
from hushu.people.queries import works_here
from hushu.signing import commands as signing

SIGN = """update archive_report set state = 'signed', measure = $2, signed_at = $3, signed_by = $4
           where id = $1 and state = 'written'"""
# A lost paper does not come back: its line is closed as lost, so that the loan can end.
LOST = """update archive_loan_item set back_at = $3, back_by = $4, lost = true
           where loan = $1 and item = $2 and out_at is not null and back_at is null"""
SIGNED = N_("The report %(number)s about a paper of the archives is signed")


class Harm(msgspec.Struct, frozen=True, kw_only=True):
    """What happened. responsible: the colleague who answers for it, where it is one; responsibility says it in words."""

    item: UUID
    kind: str
    happened_on: date
    words: str
    responsibility: str
    responsible: UUID | None = None
    measure: str = ""
    loan: UUID | None = None


async def write_report(given: Harm) -> UUID:
    """Writes it; it stays with the item for good. Raises NotHere, Refused."""
    item = await queries.item(given.item)
    if given.happened_on > clock.today():
        raise Refused("happened_on", N_("This day has not come yet."))
    if given.responsible and not await works_here(given.responsible):
        raise Refused("responsible", N_("Choose somebody who works here now, or say it in words."))
    if given.loan and item.id not in {
        one.item for one in await papers((await loan(given.loan)).id)
    }:
        raise NotHere
    year, secret = clock.today().year, item.secrecy == SECRET
    no = await next_number(f"archive report{' secret' if secret else ''}", year)
    made = ArchiveReport(
        id=new_id(), number=f"SB{year}-{'M' if secret else ''}{no:04}", written_at=clock.now(), written_by=me(),
        **msgspec.structs.asdict(given),
    )  # fmt: skip
    await insert(made)
    await emit(HarmReported(made.id, item.id, given.kind))
    live.changed("archives")
    return UUID(str(made.id))


async def sign_report(report_id: UUID, *, measure: str, pin: str) -> None:
    """A manager signs it with what is done about it; a lost paper leaves its loan. Raises NotHere, Conflict, Refused."""
    found = await report(report_id, lock=True)
    if found.state != "written":
        raise Conflict(N_("This report is signed already. Please load the page again."))
    if me() in {found.written_by, found.responsible}:
        raise Refused("", N_("Somebody else signs it: not who wrote it, nor who answers for it."))
    if not measure:
        raise Refused("measure", N_("Say what is done about it."))
    await signing.confirm(pin)
    await database.execute(SIGN, report_id, measure, clock.now(), me())
    if found.kind == "lost" and found.loan:
        await database.execute(LOST, found.loan, found.item, clock.now(), me())
        await settle(found.loan)
    for person in {found.written_by, found.responsible} - {None}:
        link = at(f"/archives/reports/{report_id}")
        await notify(UUID(str(person)), "archives.report", SIGNED, link=link, number=found.number)
    live.changed("archives")
