"""Crashes, double clicks, broken disks and people who go round the system: all of a list goes, or nothing."""

import asyncio
import errno
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from archives.ending import (
    ARCHIVES,
    approved,
    no_cooling_off,
    state_of,
    up_for_destruction,
    witness,
)
from archives.shelf import PDF, acting, person
from archives.test_destruction import due_papers
from hushu.foundation import database, files
from hushu.foundation.files import disk
from hushu.foundation.places import ROOT
from hushu.foundation.settings import settings
from hushu.foundation.tables import new_id
from moment import PYTHON_PATH
from world import TOWER, House, pin, text

ALL = "select count(*) filter (where state = 'kept'), count(*) filter (where state = 'destroyed') from archive_item where class = (select id from archive_class where key = 'cleaning')"
DYING = str(Path(__file__).with_name("dying.py"))


async def ready(house: House, n: int = 3) -> tuple[UUID, list[UUID]]:
    """An approved list that has cooled off, with one witness; and its items."""
    made = await due_papers(house, n=n, start="2020-03-05T02:00:00Z", dated=date(2020, 3, 4))
    await no_cooling_off(house)
    await up_for_destruction(house)
    found = await approved(house)
    assert (await witness(house, found, "harbour.manager")).status_code == 303
    return found, made


async def counts(house: House) -> tuple[int, int]:
    row = (await house.rows(TOWER, ALL))[0]
    return row[0], row[1]


async def second_witness(house: House, found: UUID, step: str) -> int:
    """The process that destroys, killed at that step; how it ended."""
    who = await person(house, "harbour.finance")
    command = [
        sys.executable,
        DYING,
        step,
        str(found),
        str(house.properties[TOWER]),
        str(who),
        pin("harbour.finance"),
    ]
    environment = os.environ | {"PYTHONPATH": PYTHON_PATH}
    done = await asyncio.to_thread(
        subprocess.run, command, env=environment, capture_output=True, check=False, cwd=ROOT
    )
    return done.returncode


@pytest.mark.req("ARCH-47")
async def test_killed_at_any_step_everything_or_nothing_is_destroyed_and_the_page_says_which(
    house: House,
) -> None:
    found, made = await ready(house)
    clerk = await house.sign_in("harbour.clerk")
    for step in ("before the first key", "after the last key", "before the commit"):
        assert await second_witness(house, found, step) == -9
        assert await counts(house) == (3, 0)
        assert await state_of(house, found) == "approved"
        assert "尚未销毁" in text(await clerk.get(f"{ARCHIVES}/lists/{found}"))
        async with house.at(TOWER):
            for item in made:
                for leaf in await database.connection().fetch(
                    "select file from archive_leaf where item = $1", item
                ):
                    assert (await files.read(leaf["file"])).startswith(PDF)
    assert await second_witness(house, found, "before the bytes") == -9
    assert await counts(house) == (0, 3)
    assert await state_of(house, found) == "destroyed"
    assert "全部销毁，没有遗留" in text(await clerk.get(f"{ARCHIVES}/lists/{found}"))
    await swept(house, made)


async def stored(house: House, items: list[UUID]) -> list[Path]:
    """Where the sealed bytes of these items lie, as far as they still do."""
    sql = "select f.sealed from file f join archive_leaf l on l.file = f.id where l.item = any ($1)"
    names = [record[0] for record in await house.rows(TOWER, sql, items)]
    folder = settings().data / "files" / str(house.properties[TOWER])
    return [place for name in names if (place := disk.place(folder, name)).exists()]


async def swept(house: House, items: list[UUID]) -> None:
    """The bytes are left over, without a key; the daily sweep takes them."""
    left = await stored(house, items)
    assert len(left) == 3
    for file_ in left:
        os.utime(file_, (0, 0))
    async with house.at(TOWER):
        await files.sweep()
    assert await stored(house, items) == []


@pytest.mark.req("ARCH-47", "T29")
async def test_a_disk_that_fails_at_the_end_leaves_bytes_without_a_key_and_the_sweep_takes_them(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, made = await ready(house)

    def broken(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patched:
        patched.setattr(disk, "remove", broken)
        assert (await witness(house, found, "harbour.finance")).status_code == 303
    assert await state_of(house, found) == "destroyed"
    leaf = await house.value(TOWER, "select file from archive_leaf where item = $1", made[0])
    async with house.at(TOWER):
        with pytest.raises(files.Erased):
            await files.read(leaf)
    await swept(house, made)


@pytest.mark.req("ARCH-47")
async def test_two_who_click_at_once_and_twice_destroy_once(house: House) -> None:
    found, _ = await ready(house)
    answers = await asyncio.gather(
        *(
            witness(house, found, name)
            for name in ("harbour.finance", "harbour.gm", "harbour.finance")
        )
    )
    assert sorted(a.status_code for a in answers) == [303, 409, 409]
    assert "没有再做任何操作" in next(a for a in answers if a.status_code == 409).text
    seen = await house.rows(TOWER, "select person from archive_witness where list = $1", found)
    assert len(seen) == 2
    await house.work()
    await house.work()
    certificates = "select count(*) from archive_item where source = 'destruction_certificate'"
    assert await house.value(TOWER, certificates) == 1


@pytest.mark.req("ARCH-45", "T35")
async def test_the_database_itself_knows_no_other_way_out(house: House) -> None:
    found, made = await ready(house)
    item = made[0]
    tries = {
        "delete from archive_item where id = $1": item,
        "delete from archive_leaf where item = $1": item,
        "delete from archive_volume where id = (select volume from archive_item where id = $1)": item,
        "update archive_item set state = 'destroyed', destroyed_at = now() where id = $1": item,
        "update archive_item set sha256 = '' where id = $1": item,
        "update archive_leaf set file = thumb where item = $1": item,
        "delete from file where id = (select file from archive_leaf where item = $1)": item,
        "delete from file_key where file = (select file from archive_leaf where item = $1)": item,
        "update file set erased_at = now() where id = (select file from archive_leaf where item = $1)": item,
        "update archive_volume set state = 'destroyed' where id = (select volume from archive_item where id = $1)": item,
        "update archive_list set state = 'destroyed', destroyed_at = now() where id = $1": found,
        "update archive_list set content = '[]', content_hash = encode(sha256('[]'), 'hex') where id = $1": found,
        "update archive_list_row set out_at = now(), out_why = 'taken_off' where list = $1": found,
        "delete from archive_list_row where list = $1": found,
        "delete from archive_witness where list = $1": found,
        "delete from archive_hold where item = $1": item,
    }
    for username in ("harbour.gm", "harbour.finance"):
        for sql, value in tries.items():
            async with await acting(house, username):
                with pytest.raises(asyncpg.PostgresError):  # noqa: PT012
                    async with database.savepoint():
                        await database.execute(sql, value)
                        await database.execute("set constraints all immediate")
    assert await counts(house) == (3, 0)


@pytest.mark.req("ARCH-45", "ARCH-50")
async def test_a_line_that_comes_in_as_destroyed_has_no_bytes_behind_it(house: House) -> None:
    _, made = await ready(house, n=1)
    gone = """insert into archive_item (id, volume, class, no, number, title, dated, secrecy, medium, term, trigger, state, filed_at,
                destroyed_at, source, source_id)
              select $1, volume, class, 900, 'X-900', title, dated, secrecy, medium, term, trigger, 'destroyed', filed_at, now(), $3,
                case when $3 <> '' then id end from archive_item where id = $2"""
    leaf = "insert into archive_leaf (id, item, place, file) select $1, $2, 1, file from archive_leaf where item = $3"
    line = new_id()
    async with await acting(house, "harbour.gm"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with database.savepoint():
                await database.execute(gone, new_id(), made[0], "document")
        await database.execute(gone, line, made[0], "")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with database.savepoint():
                await database.execute(leaf, new_id(), line, made[0])


@pytest.mark.req("ARCH-45")
async def test_nobody_writes_another_persons_name_under_a_destruction(house: House) -> None:
    found, _ = await ready(house)
    other = await person(house, "harbour.finance")
    forged = "insert into archive_witness (list, person, name, post_name, at) values ($1, $2, '', '', now())"
    opinion = "insert into archive_opinion (entry, person, verdict, as_finance, at) select id, $1, 'destroy', true, now() from archive_appraised"
    async with await acting(house, "harbour.gm"):
        for sql, args in ((forged, (found, other)), (opinion, (other,))):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with database.savepoint():
                    await database.execute(sql, *args)


@pytest.mark.req("ARCH-45", "ARCH-41")
async def test_a_part_of_a_list_cannot_go_and_nothing_held_goes_with_it(house: House) -> None:
    found, made = await ready(house)
    own = "insert into archive_witness (list, person, name, post_name, at) values ($1, $2, '', '', now())"
    part = "update archive_item set state = 'destroyed', destroyed_at = now() where id = $1"
    who = await person(house, "harbour.finance")

    async def alone() -> None:
        async with await acting(house, "harbour.finance"):
            await database.execute(own, found, who)
            await database.execute(part, made[0])

    with pytest.raises(asyncpg.PostgresError):
        await alone()
    assert await counts(house) == (3, 0)
    manager = await house.sign_in("harbour.manager")
    into = await house.value(TOWER, "select volume from archive_item where id = $1", made[0])
    held = await manager.post(
        f"{ARCHIVES}/holds", {"volume": str(into), "kind": "incident", "reason": "事故调查"}
    )
    assert held.status_code == 303
    with pytest.raises(asyncpg.PostgresError):
        await alone()
    again = await witness(house, found, "harbour.finance")
    assert (again.status_code, "没有销毁任何档案" in again.text) == (422, True)


@pytest.mark.req("ARCH-41", "T35")
async def test_a_hold_and_a_destruction_at_the_same_moment_never_both_happen(house: House) -> None:
    found, made = await ready(house)
    manager = await house.sign_in("harbour.manager")
    form = {"item": str(made[1]), "kind": "dispute", "reason": "起诉"}
    held, gone = await asyncio.gather(
        manager.post(f"{ARCHIVES}/holds", form), witness(house, found, "harbour.finance")
    )
    assert sorted((held.status_code, gone.status_code)) == [303, 422]
    assert await counts(house) == ((3, 0) if held.status_code == 303 else (0, 3))
