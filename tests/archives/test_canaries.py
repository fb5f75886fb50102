"""After a destruction nothing of the destroyed text is left anywhere: store, tables, search, catalogs, nor an old backup (T36)."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from archives.ending import (
    ARCHIVES,
    WITNESSES,
    approved,
    no_cooling_off,
    up_for_destruction,
    witness,
)
from archives.shelf import PDF
from archives.test_destruction import due_papers
from foundation.test_keys_copy import folder, fresh, readable, source
from hushu.archives.commands.filing import find_by
from hushu.foundation import backup, database, files
from hushu.foundation.settings import settings
from world import TOWER, House

__all__ = ["folder", "source"]
CANARIES = [f"canary{n:02}zq{n * 7919 % 1000:03}" for n in range(20)]


async def read_in(house: House, items: Sequence[UUID]) -> list[UUID]:
    """Each item's text with its canary, as the reading room lays it: sealed words, marks to be found by, a small picture."""
    found = []
    async with house.at(TOWER):
        for item, canary in zip(items, CANARIES, strict=True):
            leaf = await database.value("select file from archive_leaf where item = $1", item)
            words = await files.seal_text(leaf, f"本页写着 {canary} 一词")
            thumb = await files.keep(
                "small.png", f"thumb {canary}".encode(), files.PNG, sealed=True
            )
            sql = "update archive_leaf set words = $2, thumb = $3, read_at = now() where item = $1"
            await database.execute(sql, item, words, thumb)
            await find_by(item, date(2020, 3, 4), ("保洁巡检", canary))
            found += [leaf, thumb]
    return found


async def in_tables(url: str) -> dict[str, list[str]]:
    """The canaries in any column of any table of the database, past every wall."""
    connection = await asyncpg.connect(url)
    tables = await connection.fetch(
        "select quote_ident(relname) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
    )
    found = {}
    for (table,) in tables:
        whole = f"select coalesce(string_agg(row_to_json(t)::text, ' '), '') from {table} t"
        text = await connection.fetchval(whole)
        hexed = {c: c.encode().hex() for c in CANARIES}
        if here := [c for c in CANARIES if c in text or hexed[c] in text]:
            found[table] = here
    await connection.close()
    return found


def in_store(data: Path) -> list[str]:
    """The canaries in any byte of the data folder's stored files."""
    whole = [file.read_bytes() for file in (data / "files").rglob("*") if file.is_file()]
    return [c for c in CANARIES if any(c.encode() in data for data in whole)]


@pytest.mark.req("ARCH-44", "T36", "T31")
async def test_twenty_canaries_are_found_before_and_nowhere_after(
    source: backup.House, house: House, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await due_papers(house, n=20, start="2020-03-05T02:00:00Z", dated=date(2020, 3, 4))
    keys = await read_in(house, made)
    clerk = await house.sign_in("harbour.clerk")
    assert "保洁巡检第3周" in (await clerk.get(f"{ARCHIVES}?q={CANARIES[3]}")).text
    assert (await in_tables(source.url))["archive_text"] == CANARIES
    sealed = await house.rows(TOWER, "select sealed from file where id = any ($1)", keys)
    await backup.write(source, folder / "old.tar.zst", folder / "old.keys")
    await no_cooling_off(house)
    await up_for_destruction(house)
    found = await approved(house)
    for username in WITNESSES:
        assert (await witness(house, found, username)).status_code == 303
    await house.work()
    await backup.write_keys(source, folder / "new.keys")

    assert await in_tables(source.url) == {}
    assert in_store(settings().data) == []
    store = settings().data / "files" / str(house.properties[TOWER])
    assert not [
        row["sealed"] for row in sealed if (store / row["sealed"][:2] / row["sealed"]).exists()
    ]
    into = await house.value(TOWER, "select volume from archive_item where id = $1", made[0])
    for canary in CANARIES:
        for path in (f"{ARCHIVES}?q={canary}", f"{ARCHIVES}/volumes?q={canary}"):
            page = (await clerk.get(path)).text
            assert "保洁巡检第" not in page
    catalog = (await clerk.get(f"{ARCHIVES}/volumes/{into}")).text
    assert catalog.count("保洁巡检第") == 20 and "已销毁" in catalog
    assert not [c for c in CANARIES if c in catalog]

    async with fresh(source, folder / "restored") as restored:
        await backup.restore(restored, folder / "old.tar.zst", folder / "new.keys")
        assert await in_tables(restored.url) == {}
        assert in_store(restored.data) == []
        said = await readable(restored, house, keys, monkeypatch)
        assert set(said) <= {"Erased", "NoKey"}


def stored() -> list[Path]:
    """Every file of the store."""
    return [f for f in (settings().data / "files").rglob("*") if f.is_file()]


@pytest.mark.req("ARCH-44")
async def test_what_is_read_late_of_a_destroyed_paper_is_found_by_nothing(house: House) -> None:
    there = set(stored())
    made = await due_papers(house, n=1, start="2020-03-05T02:00:00Z", dated=date(2020, 3, 4))
    await no_cooling_off(house)
    await up_for_destruction(house)
    found = await approved(house)
    for username in WITNESSES:
        await witness(house, found, username)
    async with house.at(TOWER):
        await find_by(made[0], date(2020, 3, 4), (CANARIES[0],))
    assert await house.rows(TOWER, "select 1 from archive_text where item = $1", made[0]) == []
    assert PDF not in b"".join(f.read_bytes() for f in stored() if f not in there)
