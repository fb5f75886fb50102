"""Volumes and items for tests of archives, laid by the same deeds as by people."""

from datetime import date
from typing import Any
from uuid import UUID

from hushu.archives import commands
from hushu.foundation import files
from hushu.foundation.tenancy import opened
from world import TOWER, House

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


async def person(house: House, username: str, slug: str = TOWER) -> UUID:
    """That person's id."""
    sql = "select p.id from person p, account_by_username($1) a where p.account = a.id"
    return UUID(str(await house.value(slug, sql, username)))


async def acting(house: House, username: str, slug: str = TOWER) -> Any:
    """Opens the property as that person."""
    who = await person(house, username, slug)
    return opened(house.properties[slug], actor=username, person=who)


async def class_id(house: House, key: str, slug: str = TOWER) -> UUID:
    """A class of the pack."""
    return UUID(str(await house.value(slug, "select id from archive_class where key = $1", key)))


async def volume(
    house: House,
    key: str = "public_repairs",
    title: str = "公共维修记录",
    *,
    year: int = 2026,
    who: str = "harbour.secretary",
    **more: Any,
) -> UUID:
    """A new volume of that class."""
    found = await class_id(house, key)
    async with await acting(house, who):
        return await commands.open_volume(
            commands.Cover(class_id=found, year=year, title=title, **more)
        )


async def file(
    house: House,
    into: UUID,
    title: str,
    *,
    who: str = "harbour.secretary",
    data: bytes | None = None,
    dated: date = date(2026, 3, 5),
    **more: Any,
) -> UUID:
    """An item filed in that volume, with one file where bytes are given."""
    async with await acting(house, who):
        kept = (await files.keep("a.pdf", data, files.PDF, sealed=True),) if data else ()
        return await commands.file_item(
            commands.Filing(volume=into, title=title, dated=dated, files=kept, **more)
        )
