"""Destruction before two witnesses, in one transaction: everything on the list, or nothing (ARCH-44, ARCH-45, ARCH-47)."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from hushu.archives import queries
from hushu.archives.commands.house import for_the_house
from hushu.archives.events import ItemsDestroyed
from hushu.archives.queries.lists import DestructionList
from hushu.archives.rules.retention import methods
from hushu.foundation import clock, database, files, live, outbox
from hushu.foundation.events import emit
from hushu.foundation.filters import long_date
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import Conflict, Refused
from hushu.foundation.translation import N_
from hushu.signing import commands as signing

CERTIFICATE = "archives.certificate"
WITNESSES = 2
SIGN = """insert into archive_witness (list, person, name, post_name, at) values ($1, $2, $3, $4, $5)
          on conflict (property, list, person) do nothing"""
SAID = "update archive_list set method = $2, place = $3 where id = $1"
BLOCKED = """select count(*) from archive_list_row r
              where r.list = $1 and r.out_at is null and archive_blocked(r.item) is not null"""
LOCK_VOLUMES = """select v.id from archive_volume v where v.id in (select i.volume from archive_item i where i.id = any ($1))
                   order by v.id for no key update"""
GONE = """update archive_item i set state = 'destroyed', destroyed_at = $2 where i.id = any ($1)"""
FILES = """select l.file from archive_leaf l where l.item = any ($1) union all
           select l.thumb from archive_leaf l where l.item = any ($1) and l.thumb is not null"""
LIST_GONE = "update archive_list set state = 'destroyed', destroyed_at = $2 where id = $1"
VOLUMES_GONE = """update archive_volume v set state = 'destroyed' where v.id = any ($1) and v.state = 'closed'
                    and not exists (select 1 from archive_item i where i.volume = v.id and i.state = 'kept')"""
DONE = N_("This list is destroyed already; nothing happened a second time.")
NOT_APPROVED = N_("This list is not approved. Nothing was destroyed.")
COOLING = N_("This list may be destroyed from %(day)s on.")
BLOCKED_WORDS = N_(
    "%(n)s items on this list are held or lent. Nothing was destroyed; the list waits until they are free."
)


class Source(msgspec.Struct, frozen=True):
    """An item with the record of another module it was filed from."""

    item: UUID
    source: str
    source_id: UUID | None


async def witness(list_id: UUID, *, method: str, place: str, secret: str) -> bool:
    """The acting person bears witness with their own PIN; before the second one everything goes. Gives whether it went.

    Raises NotHere, Conflict when it is destroyed already, Refused.
    """
    found = await queries.destruction_list(list_id, lock=True)
    seen = await queries.witnesses(list_id)
    second = next((one for one in seen if one.person != me()), None)
    await _may_witness(found)
    if second is None:
        await _said(found, method, place)
    await signing.confirm(secret)
    await database.execute(SIGN, list_id, me(), here().person_name, here().post_name, clock.now())
    if second is None:
        await database.execute(SAID, list_id, method, place)
    else:
        async with for_the_house():
            await _destroy(list_id)
    live.changed("archives")
    return second is not None


async def _may_witness(found: DestructionList) -> None:
    if found.state == "destroyed":
        raise Conflict(DONE)
    if found.state != "approved":
        raise Refused("", NOT_APPROVED)
    if found.drafter == me():
        raise Refused("", N_("Whoever drew the list up is no witness of it. Ask two colleagues."))
    if found.free_on is None or clock.today() < found.free_on:
        raise Refused("", COOLING, day=long_date(found.free_on))
    blocked = int(await database.value(BLOCKED, found.id))
    if blocked:
        raise Refused("", BLOCKED_WORDS, n=blocked)


async def _said(found: DestructionList, method: str, place: str) -> None:
    """The first witness says how and where; the second one sees it and agrees by signing. Raises Refused."""
    rows = [
        (row.medium, row.secrecy) for row in await queries.list_rows(found.id) if row.out_at is None
    ]
    if method not in methods(rows):
        raise Refused(
            "method",
            N_("Confidential and secret papers are shredded; choose a method that is offered."),
        )
    if not place:
        raise Refused("place", N_("Say where it is destroyed."))


async def _destroy(list_id: UUID) -> None:
    """Items, keys, words and marks go with this transaction; the database refuses anything less than the whole list."""
    items = [row.item for row in await queries.list_rows(list_id) if row.out_at is None]
    now = clock.now()
    locked = [record[0] for record in await database.connection().fetch(LOCK_VOLUMES, items)]
    await database.execute(GONE, items, now)
    for record in await database.connection().fetch(FILES, items):
        await files.erase(record[0])
    await database.execute("update archive_leaf set words = null where item = any ($1)", items)
    await database.execute("delete from archive_text where item = any ($1)", items)
    await database.execute(LIST_GONE, list_id, now)
    await database.execute(VOLUMES_GONE, locked)
    await _tell(items)
    await outbox.send(
        CERTIFICATE, queue="printing", once=f"{CERTIFICATE}:{list_id}", list_id=str(list_id)
    )


async def _tell(items: Sequence[UUID]) -> None:
    sql = "select id, source, source_id from archive_item where id = any ($1) and source <> ''"
    sources = await database.rows(Source, sql, list(items))
    told = tuple((one.source, one.source_id) for one in sources if one.source_id is not None)
    await emit(ItemsDestroyed(tuple(items), told))
