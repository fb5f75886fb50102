"""Deeds about notices: telling a person, reading, and how one wants to be told."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

import msgspec

from hushu.foundation import clock, database, live, outbox
from hushu.foundation.opened import me, setting
from hushu.foundation.settings import settings
from hushu.foundation.tables import new_id
from hushu.notices import rules
from hushu.notices.queries import Notice, notice

TELL = """insert into notice (id, person, kind, title, details, link, at, due) values ($1, $2, $3, $4, $5, $6, $7, $8)"""
KEEP_CHANNEL = """insert into notice_channel (person, email, digest, quiet_from, quiet_until, changed_at)
                  values ($1, $2, $3, $4, $5, $6)
                  on conflict (property, person) do update set email = excluded.email, digest = excluded.digest,
                    quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
                    changed_at = excluded.changed_at"""
KEEP_ROBOT = "select change_property(to_jsonb(p), $1::jsonb) from property_facts() p"


async def notify(
    person: UUID,
    kind: str,
    title: str,
    *,
    link: str = "",
    due: datetime | None = None,
    **values: Any,
) -> UUID:
    """Tells a person in the inbox, and outside it in the next digest: never one message each (SIGN-5).

    `title` is an English message id with `%(name)s` places for `values` (words and numbers; moments as shown text);
    `link` a path inside the house as `at()` gives it; `kind` such as `signing.arrived`. Raises KeyError when a
    place has no value.
    """
    title % values  # a forgotten value shall fail where it was forgotten, not in somebody's inbox
    now, made = clock.now(), new_id()
    details = msgspec.json.encode(values).decode()
    await database.execute(TELL, made, person, kind, title, details, link, now, due)
    live.changed("inbox")
    await ask_digest(person, now)
    return made


async def ask_digest(person: UUID, moment: datetime) -> None:
    """Asks for the person's digest at the end of this moment's ten minutes, and for the property's robot card."""
    ends = rules.slot_end(moment)
    slot, due = ends.strftime("%Y-%m-%dT%H:%M"), ends + rules.STRAGGLERS
    await outbox.send("notices.digest", once=f"digest:{person}:{slot}", due=due, person=str(person))
    if setting("wecom_robot"):
        since = (ends - rules.SLOT).isoformat()
        await outbox.send(
            "notices.robot", once=f"robot:{slot}", due=due, since=since, until=ends.isoformat()
        )


async def mark_read(notice_id: UUID) -> Notice:
    """Marks one notice of the acting person read and gives it. Raises NotHere."""
    found = await notice(notice_id)
    sql = "update notice set read_at = $3 where id = $1 and person = $2 and read_at is null"
    if await database.execute(sql, notice_id, me(), clock.now()):
        live.changed("inbox")
    return found


async def mark_all_read(newest: UUID) -> None:
    """Marks read what was on the page, not what came after it was shown, all at one moment: so it can be undone."""
    sql = "update notice set read_at = $3 where person = $1 and id <= $2 and read_at is null"
    if await database.execute(sql, me(), newest, clock.now()):
        live.changed("inbox")


async def undo_reading(moment: datetime) -> int:
    """Makes unread again what the acting person marked at that moment; how many."""
    sql = "update notice set read_at = null where person = $1 and read_at = $2"
    changed = await database.execute(sql, me(), moment)
    if changed:
        live.changed("inbox")
    return changed


async def keep_channel(
    email: str, *, digest: bool, quiet_from: time | None, quiet_until: time | None
) -> None:
    """How the acting person wants to be told. Raises Refused."""
    address = rules.mail_address(email)
    rules.both_or_none(quiet_from, quiet_until)
    await database.execute(
        KEEP_CHANNEL, me(), address, digest, quiet_from, quiet_until, clock.now()
    )


async def keep_robot(address: str) -> None:
    """The property's WeCom robot, by the key in its address; an empty one ends it. Raises Refused."""
    key = rules.robot_key(address, settings().wecom_origin)
    await database.value(KEEP_ROBOT, msgspec.json.encode({"wecom_robot": key}).decode())


async def mark_told(ids: list[UUID]) -> None:
    """Keeps that a digest carried these."""
    await database.execute(
        "update notice set digested_at = $2 where id = any ($1::uuid[])", ids, clock.now()
    )


async def hand_over(leaver: UUID, successor: UUID) -> None:
    """What a leaver had not read, their successor reads (PPL-4)."""
    sql = "update notice set person = $2, digested_at = null where person = $1 and read_at is null"
    if await database.execute(sql, leaver, successor):
        await ask_digest(successor, clock.now())
        live.changed("inbox")
