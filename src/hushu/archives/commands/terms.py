"""Terms and classes are the property's own: what its people change, each over the edition they looked at (ARCH-1, ARCH-40)."""

from typing import Any
from uuid import UUID

import msgspec

from hushu.archives import queries
from hushu.archives.commands.dues import lay_dues
from hushu.archives.rules.pack import Pack
from hushu.archives.tables import ArchiveClass, ArchiveTerm
from hushu.foundation import database, live, outbox, packs
from hushu.foundation.opened import here
from hushu.foundation.refusals import Conflict, NotHere, Refused
from hushu.foundation.tables import change, insert, new_id
from hushu.foundation.translation import N_

DUES = "archives.dues"
CHANGED = N_("Somebody changed this a moment ago. Please load the page again.")
NATIONAL = N_("This term is the nation's and is not changed here. Add one of your own.")
TOO_SHORT = N_("This class has its term from the law: it may be longer, not shorter.")
LENT_SECRET = N_("Confidential and secret papers are not lent out. Choose another way of lending.")


async def add_term(name: str, code: str, years: int | None) -> None:
    """A term of the property's own. Raises Refused."""
    await database.alone("archive terms")
    if await database.value("select exists (select 1 from archive_term where code = $1)", code):
        raise Refused("mark", N_("Another term has this mark already."))
    place = int(await database.value("select coalesce(max(place), 0) + 1 from archive_term"))
    await insert(
        ArchiveTerm(id=new_id(), key=f"own_{code.lower()}", code=code, name=name, place=place, years=years)
    )  # fmt: skip
    live.changed("archives")


async def change_term(term: UUID, *, name: str, years: int | None, edition: int) -> None:
    """Changes an own term; every item under it is counted anew after the commit. Raises NotHere, Conflict, Refused."""
    sql = "select key, ours, edition from archive_term where id = $1 for no key update"
    found = await database.connection().fetchrow(sql, term)
    if found is None:
        raise NotHere
    if not found["ours"]:
        raise Refused("years", NATIONAL)
    if found["edition"] != edition:
        raise Conflict(CHANGED)
    await change(ArchiveTerm, term, name=name, years=years, edition=edition + 1)
    await outbox.send(DUES, once=f"{DUES}:{found['key']}:{edition + 1}", term=found["key"])
    live.changed("archives")


async def lay_dues_of_term(term: str) -> None:
    """The job: every volume with items under that term is counted anew. Safe to run twice."""
    sql = "select distinct volume from archive_item where term = $1 and state = 'kept'"
    for record in await database.connection().fetch(sql, term):
        await lay_dues(record["volume"])


class ClassChange(msgspec.Struct, frozen=True, kw_only=True):
    """What a class may be changed to; it holds for volumes opened from now on."""

    name: str
    keeper: str
    medium: str
    term: str
    trigger: str
    secrecy: int
    lending: str
    readers: tuple[str, ...]
    inks: tuple[str, ...]
    originals_only: bool
    note: str


async def change_class(class_id: UUID, given: ClassChange, edition: int) -> None:
    """Changes a class over the edition that was looked at. Raises NotHere, Conflict, Refused."""
    await database.value("select 1 from archive_class where id = $1 for no key update", class_id)
    its = await queries.archive_class(class_id)
    if its.edition != edition:
        raise Conflict(CHANGED)
    if given.secrecy and given.lending == "lend":
        raise Refused("lending", LENT_SECRET)
    await _check_term(its, given.term)
    values: dict[str, Any] = msgspec.structs.asdict(given)
    values |= {"readers": list(given.readers), "inks": list(given.inks), "edition": edition + 1}
    await change(ArchiveClass, class_id, **values)
    live.changed("archives")


async def _check_term(its: queries.ClassRow, wanted: str) -> None:
    """What the law says is a minimum. Raises NotHere, Refused."""
    new = await queries.term(wanted)
    said = {one.key: one for one in packs.part(here().kind, "archives", Pack).archive_class}
    if its.ours or its.key not in said:
        return
    least = await queries.term(said[its.key].term)
    if new.years is not None and (least.years is None or new.years < least.years):
        raise Refused("term", TOO_SHORT)
