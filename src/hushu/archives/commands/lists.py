"""Destruction lists (销毁清册): drawn up, signed, cooled off (ARCH-43)."""

from uuid import UUID

import msgspec

from hushu.archives import queries
from hushu.archives.commands.filing import Produced, file_produced
from hushu.archives.commands.house import for_the_house
from hushu.archives.queries.lists import DestructionList
from hushu.archives.rules.retention import cooled_off, list_number
from hushu.archives.rules.words import ORDINARY, SECRET
from hushu.foundation import clock, database, live
from hushu.foundation.numbering import next_number
from hushu.foundation.opened import me, setting
from hushu.foundation.refusals import Conflict, NotHere, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_, translate
from hushu.signing import commands as signing
from hushu.signing.events import (
    PaperAgreed,
    PaperRefused,
    PaperReturned,
    PaperSealed,
    PaperWithdrawn,
)

CHAIN, SUBJECT = "destruction_list", "destruction"
MOST = 2_000
NEW = """insert into archive_list (id, year, no, number, secret, drafter, made_at) values ($1, $2, $3, $4, $5, $6, $7)"""
# Not in, rather than not exists: read once and hashed, whatever the planner thinks of tables that have just grown.
FREE = """select i.id from archive_item i where i.state = 'kept' and i.due_on <= $1 and (i.secrecy = 2) = $2
             and archive_blocked(i.id) is null
             and exists (select 1 from archive_appraised a where a.item = i.id and a.state = 'destroy')
             and i.id not in (select r.item from archive_list_row r where r.out_at is null)
           order by i.number limit $3"""
ROWS = """insert into archive_list_row (list, item, place) select $1, n.item, n.place
            from unnest($2::uuid[]) with ordinality as n (item, place)"""
OFF = "update archive_list_row set out_at = $3, out_why = $4 where list = $1 and item = any ($2) and out_at is null"
BLOCKED = """select r.item, archive_blocked(r.item) from archive_list_row r
              where r.list = $1 and r.out_at is null and archive_blocked(r.item) is not null"""
FREEZE = """update archive_list set state = 'signing', content = $2, content_hash = encode(sha256(convert_to($2, 'UTF8')), 'hex')
             where id = $1 returning content_hash"""
APPROVE = "update archive_list set state = 'approved', approved_on = $2, free_on = $3 where id = $1"
STATE = "update archive_list set state = $2 where id = $1"
LOOK_AGAIN = """update archive_appraised a set state = 'refused' from archive_list_row r
                 where r.list = $1 and r.out_at is null and a.item = r.item and a.state = 'destroy'"""
NO_DRAFT = N_("This list is on its way already. Please load the page again.")
NOT_YOURS = N_("Only the person who drew the list up does this.")


async def draw_up(*, secret: bool) -> UUID:
    """A new list of everything that is up for destruction and free; secret papers have lists of their own. Raises Refused."""
    await database.alone("archive destruction lists")
    found = await database.connection().fetch(FREE, clock.today(), secret, MOST)
    if not found:
        raise Refused("", N_("Nothing that has been appraised for destruction is free now."))
    year, made = clock.today().year, new_id()
    no = await next_number(f"archive destruction{' secret' if secret else ''}", year)
    number = list_number(year, no, secret=secret)
    await database.execute(NEW, made, year, no, number, secret, me(), clock.now())
    await database.execute(ROWS, made, [record["id"] for record in found])
    live.changed("archives")
    return made


async def take_off(list_id: UUID, items: list[UUID]) -> None:
    """Lines leave a draft; they stay readable as such. Raises NotHere, Conflict, Refused."""
    await _own_draft(list_id)
    await database.execute(OFF, list_id, items, clock.now(), "taken_off")
    live.changed("archives")


async def submit(list_id: UUID) -> UUID:
    """Freezes the list by its hash and sends it to its signers; gives the paper. Raises NotHere, Conflict, Refused."""
    found = await _own_draft(list_id)
    await _drop_blocked(list_id)
    rows = [row for row in await queries.list_rows(list_id) if row.out_at is None]
    if not rows:
        raise Refused(
            "", N_("Nothing is left on this list. Draw up another one when something is due.")
        )
    content = msgspec.json.encode([row.frozen for row in rows]).decode()
    content_hash = await database.value(FREEZE, list_id, content)
    live.changed("archives")
    return await signing.start(
        CHAIN, subject=SUBJECT, subject_id=list_id,
        title=translate(N_("Destruction list %(number)s (%(n)s items)"), number=found.number, n=len(rows)),
        content={"number": found.number, "count": len(rows), "sha256": content_hash},
    )  # fmt: skip


async def _own_draft(list_id: UUID) -> DestructionList:
    found = await queries.destruction_list(list_id, lock=True)
    if found.state != "draft":
        raise Conflict(NO_DRAFT)
    if found.drafter != me():
        raise Refused("", NOT_YOURS)
    return found


async def _drop_blocked(list_id: UUID) -> None:
    """What is held or lent leaves the list, and everybody can see that it did."""
    for record in await database.connection().fetch(BLOCKED, list_id):
        await database.execute(OFF, list_id, [record[0]], clock.now(), record[1])


async def paper_agreed(fact: PaperAgreed) -> None:
    """Everybody has signed: the list is approved, and cools off."""
    if fact.subject != SUBJECT:
        return
    async with for_the_house():
        found = await _on_its_way(fact.subject_id)
        if found is None:
            return
        await _drop_blocked(found.id)
        today = clock.today()
        free = cooled_off(today, int(setting("cooling_off_months", 1)))
        await database.execute(APPROVE, found.id, today, free)
    live.changed("archives")


async def paper_sealed(fact: PaperSealed) -> None:
    """The signed paper is filed with the lists, for good."""
    if fact.subject != SUBJECT:
        return
    async with for_the_house():
        found = await queries.destruction_list(fact.subject_id)
        await file_produced(
            Produced(
                rule=SUBJECT, source="destruction_paper", source_id=fact.paper, doc_no=found.number, dated=clock.today(),
                title=translate(N_("Approval of destruction list %(number)s"), number=found.number), files=(fact.file,),
                secrecy=SECRET if found.secret else ORDINARY,
            )
        )  # fmt: skip


async def paper_over(fact: PaperRefused | PaperReturned | PaperWithdrawn) -> None:
    """Sent back or withdrawn it is a draft again; refused for good its items stay, and next year's appraisal looks anew."""
    if fact.subject != SUBJECT or (isinstance(fact, PaperReturned) and fact.to != "drafter"):
        return
    async with for_the_house():
        found = await _on_its_way(fact.subject_id)
        if found is None:
            return
        refused = isinstance(fact, PaperRefused)
        await database.execute(STATE, found.id, "refused" if refused else "draft")
        if refused:
            await database.execute(LOOK_AGAIN, found.id)
            sql = "update archive_list_row set out_at = $2, out_why = 'refused' where list = $1 and out_at is null"
            await database.execute(sql, found.id, clock.now())
    live.changed("archives")


async def _on_its_way(list_id: UUID) -> DestructionList | None:
    try:
        found = await queries.destruction_list(list_id, lock=True)
    except NotHere:
        return None
    return found if found.state == "signing" else None
