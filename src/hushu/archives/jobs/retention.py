"""What the queue does for archives: the yearly appraisal, terms counted anew, certificates of destruction (ARCH-42, ARCH-44)."""

from datetime import date
from uuid import UUID

from hushu.archives import commands, queries
from hushu.archives.commands.filing import Produced
from hushu.archives.printing import destruction as printing
from hushu.archives.rules.words import SECRET
from hushu.foundation import clock, database, files
from hushu.foundation.opened import setting
from hushu.foundation.printing import pdf
from hushu.foundation.rights import table
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.notices.commands import notify
from hushu.people.queries import colleagues

TOLD = N_("The yearly appraisal has begun: %(n)s papers wait for two appraisers")
FILED = "update archive_list set certificate = $2, filed = $3 where id = $1 and certificate is null"


async def begin_appraisal() -> None:
    """Daily: from the property's month of appraisal on, the year's appraisal is begun once, and appraisers are told."""
    today = clock.today()
    if today.month < int(setting("appraisal_month", 1)):
        return
    if any(one.year == today.year for one in await queries.appraisals()):
        return
    n = await commands.collect()
    appraisers = next(right.roles for right in table().right if right.action == "archives.appraise")
    for person in await colleagues() if n else []:
        if set(person.roles) & set(appraisers):
            await notify(person.id, "archives.appraisal", TOLD, link=at("/archives/retention"), n=n)


async def lay_dues(term: str) -> None:
    """Everything under a changed term is counted anew."""
    await commands.lay_dues_of_term(term)


async def make_certificate(list_id: str) -> None:
    """Files the certificate and the list of what was destroyed, once; both are kept for good."""
    found = await queries.destruction_list(UUID(list_id))
    if found.state != "destroyed" or found.certificate is not None:
        return
    certificate = await _filed(
        found.id, "destruction_certificate", translate(N_("Certificate of destruction")),
        await pdf("archives/print/certificate.html", **await printing.certificate_context(found.id)),
    )  # fmt: skip
    filed = await _filed(
        found.id, "destruction", translate(N_("Destruction list")),
        await pdf("archives/print/destruction_list.html", **await printing.list_context(found.id)),
    )  # fmt: skip
    await database.execute(FILED, found.id, certificate, filed)


async def _filed(list_id: UUID, rule: str, kind: str, data: bytes) -> UUID:
    """The paper as an item of the class of destruction; the archives keep their own copy of the bytes."""
    found = await queries.destruction_list(list_id)
    day: date = clock.local(found.destroyed_at or clock.now()).date()
    name = f"{kind} {found.number}"
    drawn = await files.keep(f"{name}.pdf", data, files.PDF, sealed=True)
    item = await commands.file_produced(
        Produced(
            rule=rule, source=rule, source_id=list_id, title=name, doc_no=found.number, dated=day, files=(drawn,),
            secrecy=SECRET if found.secret else 0,
        )
    )  # fmt: skip
    await files.forget(drawn)
    return item
