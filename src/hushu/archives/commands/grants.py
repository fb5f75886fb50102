"""The general manager lets somebody know and read, until a day; it is ended, never deleted (ARCH-30)."""

from datetime import date
from uuid import UUID

import msgspec

from hushu.archives import queries
from hushu.archives.queries.grants import Wish, grant, wish
from hushu.archives.queries.readings import may_read
from hushu.archives.tables import ArchiveGrant
from hushu.foundation import clock, database, live
from hushu.foundation.opened import me
from hushu.foundation.refusals import Conflict, Refused
from hushu.foundation.rights import table
from hushu.foundation.tables import insert, new_id
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.notices.commands import notify
from hushu.people.queries import colleagues, works_here

RIGHT, GENERAL_MANAGER = "archives.grant", "general_manager"
ASK = """insert into archive_wish (id, item, person, reason, asked_at) values ($1, $2, $3, $4, $5)
         on conflict (property, item, person) where answer = 'open' do nothing returning id"""
ANSWER = """update archive_wish set answer = $2, answered_at = $3, answered_by = $4, said = $5
             where id = $1 and answer = 'open'"""
# What the new leave covers need not be asked for any more.
COVERED = """update archive_wish w set answer = 'granted', answered_at = $2, answered_by = $3 from archive_item i, archive_grant g
              where g.id = $1 and w.person = g.person and w.answer = 'open' and i.id = w.item
                and (g.class is null or g.class = i.class) and (g.volume is null or g.volume = i.volume)
                and (g.item is null or g.item = i.id)"""
END = "update archive_grant set ended_at = $2, ended_by = $3 where id = $1 and ended_at is null"
ANSWERED = N_("Somebody has answered this a moment ago. Please load the page again.")
# Titles stay inside: a notice may leave the house by mail.
TOLD = N_("You may read papers of the archives until %(day)s")
ENDED = N_("Your leave to read papers of the archives has ended")
ASKED = N_("%(name)s asks for leave to read a paper of the archives")
REFUSED = N_("The general manager did not give leave to read a paper")


class Granting(msgspec.Struct, frozen=True, kw_only=True):
    """Who may read what until when; none of class, volume and item: everything."""

    person: UUID
    until: date
    reason: str
    class_id: UUID | None = None
    volume: UUID | None = None
    item: UUID | None = None


async def give(given: Granting) -> UUID:
    """Lets the person know and read, and answers what they asked for. Raises NotHere, Refused."""
    if not await works_here(given.person) or given.person == me():
        raise Refused("person", N_("Choose somebody else who works here now."))
    if given.until < clock.today():
        raise Refused("until", N_("This day is over already."))
    if given.class_id:
        await queries.archive_class(given.class_id)
    if given.volume:
        await queries.volume(given.volume)
    if given.item:
        await queries.item(given.item)
    made = ArchiveGrant(
        id=new_id(), person=given.person, archive_class=given.class_id, volume=given.volume, item=given.item,
        reason=given.reason, until=given.until, given_by=me(), given_at=clock.now(),
    )  # fmt: skip
    await insert(made)
    await database.execute(COVERED, made.id, clock.now(), me())
    link = at(f"/archives/items/{given.item}") if given.item else at("/archives")
    await notify(given.person, "archives.leave", TOLD, link=link, day=given.until.isoformat())
    live.changed("archives")
    return UUID(str(made.id))


async def end_grant(grant_id: UUID) -> None:
    """Ends a leave now. Raises NotHere, Conflict, Refused for the one that lets the general manager know."""
    found = await grant(grant_id)
    if found.role == GENERAL_MANAGER:
        raise Refused("", N_("Somebody has to know of everything: the general manager's own leave stays."))  # fmt: skip
    if not await database.execute(END, grant_id, clock.now(), me()):
        raise Conflict(N_("This leave has ended already. Please load the page again."))
    if found.person:
        await notify(found.person, "archives.leave", ENDED, link=at("/archives"))
    live.changed("archives")


async def ask_leave(item_id: UUID, reason: str) -> UUID:
    """The acting person asks to read an item they know of; asked once until it is answered. Raises NotHere, Refused."""
    await queries.item(item_id)
    if await may_read(item_id, me()):
        raise Refused("", N_("You may read this already."))
    made = await database.value(ASK, new_id(), item_id, me(), reason, clock.now())
    if made is None:
        raise Refused("", N_("You have asked for this already. The general manager will answer."))
    asked = await wish(made)
    givers = next(right.roles for right in table().right if right.action == RIGHT)
    for person in await colleagues():
        if set(person.roles) & set(givers):
            await notify(person.id, "archives.leave", ASKED, link=at("/archives/grants"), name=asked.name)  # fmt: skip
    live.changed("archives")
    return UUID(str(made))


async def refuse_wish(wish_id: UUID, said: str) -> None:
    """Does not let them read it. Raises NotHere, Conflict when it is answered already."""
    found: Wish = await wish(wish_id)
    if not await database.execute(ANSWER, wish_id, "refused", clock.now(), me(), said):
        raise Conflict(ANSWERED)
    await notify(found.person, "archives.leave", REFUSED, link=at(f"/archives/items/{found.item}"))
    live.changed("archives")
