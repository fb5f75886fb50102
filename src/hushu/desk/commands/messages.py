"""Words for the absent: left, read, back at the desk, told, dealt with (DESK-12)."""

from datetime import timedelta
from uuid import UUID

from hushu.desk.commands.steps import close_line, somebody_here, step
from hushu.desk.events import MessageLeft, MessageRead
from hushu.desk.queries.line import ShownMessage
from hushu.desk.queries.line import message as message_of
from hushu.desk.tables import Message
from hushu.foundation import clock, database, live, outbox
from hushu.foundation.events import emit
from hushu.foundation.opened import here, me, setting
from hushu.foundation.refusals import NotAllowed, Refused
from hushu.foundation.tables import insert, new_id
from hushu.foundation.templating import at
from hushu.foundation.translation import N_
from hushu.notices.commands import notify
from hushu.people.queries import with_role


async def leave_message(
    person: UUID, words: str, *, line: UUID | None = None, caller: str = "", company: str = "", phone: str = "",
    urgent: bool = False,
) -> UUID:  # fmt: skip
    """Puts words into the absent person's inbox; unread after the set time they come back. Raises Refused."""
    await somebody_here(person)
    message = Message(
        id=new_id(), line=line, from_person=me(), for_person=person, caller=caller, company=company, phone=phone, words=words,
        urgent=urgent, left_at=clock.now(),
    )  # fmt: skip
    await insert(message)
    made = UUID(str(message.id))
    due = clock.now() + timedelta(minutes=int(setting("message_unread_minutes", 30)))
    await outbox.send(
        "desk.message_unread", due=due, once=f"desk.message_unread:{made}", message=str(made)
    )
    await emit(MessageLeft(made, person, line))
    live.changed("desk")
    live.changed("inbox")
    return made


async def read_message(message_id: UUID) -> ShownMessage:
    """The receipt: the one it is for has opened it. For anybody else nothing changes. Raises NotHere."""
    message = await message_of(message_id)
    now = clock.now()
    mine = "update message set read_at = $2 where id = $1 and for_person = $3 and read_at is null"
    if message.person == me() and await database.execute(mine, message_id, now, me()):
        await step("read", message=message_id, line=message.line)
        if message.line:
            await close_line(message.line)
        await emit(MessageRead(message_id, me(), now))
        live.changed("desk")
        live.changed("inbox")
    return await message_of(message_id)


async def finish_message(message_id: UUID, reply: str) -> None:
    """The one it is for has dealt with it, in a word if they like. Raises NotAllowed, Refused."""
    message = await read_message(message_id)
    if message.person != me():
        raise NotAllowed
    done = "update message set done_at = $2, reply = $3 where id = $1 and done_at is null"
    if not await database.execute(done, message_id, clock.now(), reply):
        raise Refused("reply", N_("This message is already dealt with."))
    await step("replied", message=message_id, line=message.line, words=reply)
    if reply and message.sender != me():
        await notify(message.sender, "desk.reply", N_("%(name)s: %(words)s"), link=at(f"/messages/{message_id}"),
                     name=message.person_name, words=reply[:80])  # fmt: skip
    live.changed("desk")
    live.changed("inbox")


async def tell_message(message_id: UUID, words: str) -> None:
    """The desk has told it another way, by telephone or by walking over. Raises NotAllowed, Refused."""
    message = await message_of(message_id)
    if not here().may("desk.write"):
        raise NotAllowed
    told = "update message set told_at = $2, told_by = $3 where id = $1 and told_at is null and read_at is null"
    if not await database.execute(told, message_id, clock.now(), me()):
        raise Refused("words", N_("This message has been read or told meanwhile."))
    await step("told", message=message_id, line=message.line, words=words)
    if message.line:
        await close_line(message.line)
    live.changed("desk")


async def bring_back(message_id: UUID) -> bool:
    """Unread when its time is up: back to the desk, and its sender is told; safe to run twice."""
    unread = """update message set back_at = $2 where id = $1 and read_at is null and told_at is null and done_at is null
                   and back_at is null returning from_person"""
    sender = await database.value(unread, message_id, clock.now())
    if sender is None:
        return False
    message = await database.connection().fetchrow(
        """select g.line, p.name, g.words from message g join person p on p.property = g.property and p.id = g.for_person
            where g.id = $1""",
        message_id,
    )
    await step("came_back", message=message_id, line=message["line"])
    desk = [one.id for one in await with_role("receptionist")]
    for person in dict.fromkeys([sender, *desk]):
        await notify(person, "desk.message_unread", N_("%(name)s has not read this yet: %(words)s"),
                     link=at(f"/messages/{message_id}"), name=message["name"], words=message["words"][:60])  # fmt: skip
    live.changed("desk")
    return True
