"""Reads about notices: what a person was told, what is still to be told outside, and how they want to hear it."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.house import modules
from hushu.foundation.module import Waiting
from hushu.foundation.opened import me
from hushu.foundation.refusals import NotHere
from hushu.foundation.translation import translate

UNREAD_SHOWN = 100
PAGE = 30
OF_PERSON = """select id, kind, title, details::text, link, at, due, read_at
                 from notice where person = $1 """


class Notice(msgspec.Struct, frozen=True):
    """One notice as the inbox shows it."""

    id: UUID
    kind: str
    title: str
    details: str
    link: str
    at: datetime
    due: datetime | None
    read_at: datetime | None

    @property
    def unread(self) -> bool:
        """Whether its person has not read it yet."""
        return self.read_at is None

    @property
    def words(self) -> str:
        """The title in the reader's language with its places filled."""
        return worded(self.title, msgspec.json.decode(self.details))

    @property
    def overdue(self) -> bool:
        """Whether what it told of is past its time."""
        return self.due is not None and self.due < clock.now()


class Channel(msgspec.Struct, frozen=True):
    """How a person wants to be told outside the house."""

    email: str = ""
    digest: bool = True
    quiet_from: time | None = None
    quiet_until: time | None = None


class Untold(msgspec.Struct, frozen=True):
    """A notice that no digest has carried yet."""

    id: UUID
    title: str
    details: str
    due: datetime | None


def worded(title: str, details: dict[str, Any], locale: str | None = None) -> str:
    """The title with its places filled; a translation that lacks a place never breaks the inbox."""
    try:
        return translate(title, locale, **details)
    except (KeyError, ValueError, TypeError):
        return translate(title, locale)


async def notices(older: UUID | None = None) -> list[Notice]:
    """The acting person's notices: on the first page all unread, then the last read; after it, page by page."""
    if older is not None:
        sql = OF_PERSON + "and id < $2 order by id desc limit $3"
        return await database.rows(Notice, sql, me(), older, PAGE + 1)
    sql = (
        f"({OF_PERSON} and read_at is null order by id desc limit $2) union all "
        f"({OF_PERSON} and read_at is not null order by id desc limit $3)"
    )
    return await database.rows(Notice, sql, me(), UNREAD_SHOWN, PAGE + 1)


async def notice(notice_id: UUID) -> Notice:
    """One notice of the acting person. Raises NotHere."""
    sql = OF_PERSON + "and id = $2"
    found = await database.row(Notice, sql, me(), notice_id)
    if found is None:
        raise NotHere
    return found


async def waiting() -> list[Waiting]:
    """What waits for the acting person in every module: overdue first, then by due, then the oldest."""
    found = [item for module in modules() if module.waiting for item in await module.waiting()]
    return sorted(found, key=lambda item: (item.due is None, item.due or item.at, item.at))


async def pending() -> int:
    """How much stands in the acting person's inbox: what waits, and unread notices of anything else."""
    links = [item.href for item in await waiting()]
    sql = """select count(*) from (select from notice
              where person = $1 and read_at is null and link <> all ($2::text[]) limit 100) n"""
    return len(links) + int(await database.value(sql, me(), links))


async def channel(person: UUID) -> Channel:
    """How that person wants to be told; by mail only once they gave an address."""
    sql = "select email, digest, quiet_from, quiet_until from notice_channel where person = $1"
    return await database.row(Channel, sql, person) or Channel()


async def untold(person: UUID) -> list[Untold]:
    """That person's unread notices that no digest has carried, oldest first; locked until the digest has gone."""
    sql = """select id, title, details::text, due from notice
              where person = $1 and read_at is null and digested_at is null order by id limit 500 for update"""
    return await database.rows(Untold, sql, person)


async def left_untold(before: datetime) -> list[UUID]:
    """Whose notices from before that moment no digest has carried, though they gave an address."""
    sql = """select distinct n.person from notice n
               join notice_channel c on c.property = n.property and c.person = n.person
              where n.read_at is null and n.digested_at is null and n.at < $1 and c.digest and c.email <> ''"""
    return [record[0] for record in await database.connection().fetch(sql, before)]
