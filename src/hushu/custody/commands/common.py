"""What several deeds share: closing time, notes, who is told."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hushu.custody.rules import AREA, GRACE, KEYS
from hushu.custody.tables import CustodyNote
from hushu.desk.queries.board import hours
from hushu.foundation import clock, outbox
from hushu.foundation.opened import me
from hushu.foundation.tables import insert, new_id
from hushu.foundation.translation import N_
from hushu.notices.commands import notify
from hushu.people.queries import with_role

TOPIC = "custody"
DUE, ACCOUNT = "custody.due", "custody.account"
STRANGER = N_("Choose somebody who works here now.")


async def closing_after(moment: datetime) -> datetime:
    """When the desk closes next after that moment."""
    closes = (await hours()).closes
    day = clock.local(moment).date()
    at = clock.at(day, closes)
    return at if at > moment else clock.at(day + timedelta(days=1), closes)


async def note(thing: UUID, deed: str, words: str = "", *, loan: UUID | None = None) -> None:
    """Writes a deed into the thing's story."""
    await insert(
        CustodyNote(
            id=new_id(), thing=thing, loan=loan, deed=deed, words=words, at=clock.now(), by=me()
        )
    )


async def tell(roles: tuple[str, ...], kind: str, title: str, *, link: str, **values: Any) -> None:
    """Tells everybody of these roles, each once; whoever did it hears of it like the others."""
    people = {one.id for role in roles for one in await with_role(role)}
    for person in people:
        await notify(person, kind, title, link=link, **values)


async def watch(loan: UUID, kind: str, due_at: datetime | None, closing: datetime) -> None:
    """Has the loan looked at when it is due, and when its key must be accounted for (CUST-3)."""
    if due_at is not None:
        await remind_at(loan, due_at)
    if kind in KEYS:
        await account_at(loan, due_at if kind == AREA and due_at is not None else closing)


async def remind_at(loan: UUID, due_at: datetime) -> None:
    """Asks for the reminder of a loan that is not back by then."""
    await outbox.send(DUE, due=due_at, once=f"{DUE}:{loan}:{due_at:%Y%m%d%H%M}", loan=str(loan))


async def account_at(loan: UUID, moment: datetime) -> None:
    """Asks for the reason of a key that is still out half an hour after that moment."""
    await outbox.send(
        ACCOUNT,
        due=moment + GRACE,
        once=f"{ACCOUNT}:{loan}:{moment:%Y%m%d}",
        loan=str(loan),
        since=moment.isoformat(),
    )
