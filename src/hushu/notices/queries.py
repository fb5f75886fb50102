"""Reads about notices: what a person was told, what is still to be told outside, and how they want to hear it."""

from datetime import datetime, time
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.database import Asked
from hushu.foundation.house import modules
from hushu.foundation.module import Waiting
from hushu.foundation.opened import me
from hushu.foundation.refusals import NotHere
from hushu.foundation.translation import translate

UNREAD_SHOWN = 100
PAGE = 30
OF_PERSON = """select id, kind, title, details::text, link, at, due, read_at
                 from notice where person = $1 """
# On the first page all unread, then the last read.
FIRST = f"""({OF_PERSON} and read_at is null order by id desc limit $2) union all
            ({OF_PERSON} and read_at is not null order by id desc limit $3)"""
UNREAD = "select link from notice where person = $1 and read_at is null order by id desc limit $2"
MOST_COUNTED = 500  # more than anybody reads
T = TypeVar("T")


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


class Link(msgspec.Struct, frozen=True):
    """Where an unread notice leads."""

    link: str


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


async def notices(older: UUID) -> list[Notice]:
    """The acting person's notices before that one, page by page."""
    sql = OF_PERSON + "and id < $2 order by id desc limit $3"
    return await database.rows(Notice, sql, me(), older, PAGE + 1)


async def notice(notice_id: UUID) -> Notice:
    """One notice of the acting person. Raises NotHere."""
    sql = OF_PERSON + "and id = $2"
    found = await database.row(Notice, sql, me(), notice_id)
    if found is None:
        raise NotHere
    return found


async def inbox() -> tuple[list[Notice], list[Waiting]]:
    """The first page of the acting person's notices, and what waits for them in every module: overdue first, then by
    due, then the oldest.
    """
    return await _with_waiting(Asked(Notice, FIRST, (me(), UNREAD_SHOWN, PAGE + 1)))


async def pending() -> int:
    """How much stands in the acting person's inbox: what waits, and unread notices of anything else."""
    unread, items = await _with_waiting(Asked(Link, UNREAD, (me(), MOST_COUNTED)))
    links = {item.href for item in items}
    return len(items) + sum(one.link not in links for one in unread)


async def _with_waiting(notices: Asked[T]) -> tuple[list[T], list[Waiting]]:
    """One statement, however many modules have something to say."""
    waits = [module.waiting() for module in modules() if module.waiting]
    told, *found = await database.together(notices, *(one.asked for one in waits))
    items = [one.told(row) for one, rows in zip(waits, found, strict=True) for row in rows]
    return told, sorted(items, key=lambda item: (item.due is None, item.due or item.at, item.at))


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
