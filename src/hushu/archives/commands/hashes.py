"""Every file is read again within a month; a wrong byte raises an alarm (ARCH-24, T30)."""

from datetime import timedelta
from uuid import UUID

import msgspec

from hushu.archives.commands.matters import Raised, raise_matter
from hushu.archives.rules.words import SECRET
from hushu.foundation import clock, database, files, live, outbox
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate
from hushu.notices.commands import notify
from hushu.people.queries import holders, with_role

JOB = "archives.check_files"
PARTS = 28  # days: each reads its part, so that a month sees every file
WHOLE = timedelta(days=30)
MOST_AGAIN = 200
ALL = "select count(*) from file where erased_at is null and expires_at is null"
LATE = ALL + " and coalesce(checked_at, created_at) < $1"
LEAF = """select i.id, i.number, i.secrecy, c.keeper from archive_leaf l
            join archive_item i on i.property = l.property and i.id = l.item
            join archive_class c on c.property = i.property and c.id = i.class where l.file = $1"""
MARK = "update archive_leaf set damaged_at = $2 where file = any($1) and damaged_at is null"
CLEAR = """update archive_leaf l set damaged_at = null from file f
            where l.damaged_at is not null and f.property = l.property and f.id = l.file and f.checked_at >= $2
              and not l.file = any($1)"""
RESTORE = N_(
    "%(what)s: its bytes are not those that were filed. Restore it from a backup, or report the damage."
)
WORDS = N_("A file is not as it was filed any more: %(what)s")


class Concerned(msgspec.Struct, frozen=True):
    """The item whose file is damaged."""

    item: UUID
    number: str
    secrecy: int
    keeper: str


async def check_files(part: int = 0) -> None:
    """One part of the store is read; what is damaged raises an alarm, what is late has another part read at once."""
    began = clock.now()
    await watch(max(50, int(await database.value(ALL)) // PARTS + 1))
    if part < MOST_AGAIN and await database.value(LATE, began - WHOLE):
        once = f"{JOB}:{clock.today()}:{part + 1}"
        await outbox.send(JOB, once=once, part=part + 1)


async def watch(limit: int) -> list[UUID]:
    """Reads so many files, those longest unread first; gives those that are damaged."""
    began = clock.now()
    damaged = await files.check_next(limit)
    await database.execute(CLEAR, damaged, began)
    await database.execute(MARK, damaged, clock.now())
    for file in damaged:
        await _alarm(file)
    return damaged


async def _alarm(file: UUID) -> None:
    """A matter for the keeper and word to the manager, once for as long as it is open."""
    found = await database.row(Concerned, LEAF, file)
    name = found.number if found else (await files.facts(file)).name
    keepers = await holders(found.keeper) if found else []
    words = translate(RESTORE, what=name)
    made = await raise_matter(
        Raised(
            kind="wrong_byte", words=words, file=file, item=found.item if found else None,
            owner=keepers[0].id if keepers else None,
        )
    )  # fmt: skip
    if made is None:
        return
    secret = found is not None and found.secrecy == SECRET
    told = await with_role("general_manager") if secret else [*keepers, *await with_role("manager")]
    for person in {one.id for one in told}:
        what = "" if secret else name
        await notify(
            person, "archives.wrong_byte", WORDS, link=at(f"/archives/matters/{made}"), what=what
        )
    live.changed("archives")
