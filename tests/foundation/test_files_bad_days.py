"""Full disks, broken disks and bits that turn: no receipt without a file, no wrong byte unnoticed."""

import contextlib
import errno
import os
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from foundation.killed import killed_at
from hushu.foundation import database, files
from hushu.foundation.files import ciphers, disk, rows
from hushu.foundation.settings import settings
from world import TOWER, House

IMPORT = f"/p/{TOWER}/premises/import"


@pytest.mark.req("T28", "ARCH-44")
def test_killed_at_any_step_a_receipt_for_a_sealed_file_implies_that_it_opens(
    tmp_path: Path,
) -> None:
    data, key = os.urandom(300_000), ciphers.new_key()
    receipts = []
    for step in range(1, 40):
        folder = tmp_path / str(step)
        receipts.append(killed_at(step, lambda at=folder: disk.lay(at, ciphers.sealed(data, key))))
        found = [file for file in folder.glob("??/*") if file.is_file()]
        assert len(found) == 1 or not receipts[-1]
        assert all(ciphers.opened(file, key) == data for file in found)  # never half a file
    assert (receipts[0], receipts[-1]) == (False, True)


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A file system of one megabyte; skipped where nobody may mount one."""
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], check=False, capture_output=True)  # fmt: skip
    if made.returncode:
        pytest.skip("no file system can be mounted here; the broken disk is tested beside this")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.req("T29")
def test_on_a_full_disk_every_receipt_holds_and_nothing_half_is_left(tmp_path: Path) -> None:
    folder, key = tmp_path / "small", ciphers.new_key()
    with small_disk(folder):
        receipts, refused = {}, 0
        for number in range(40):
            data = os.urandom(60_000)
            try:
                if number % 2:
                    receipts[disk.store(folder, data)] = data
                else:
                    receipts[disk.lay(folder, ciphers.sealed(data, key))] = data
            except OSError as fault:
                refused += fault.errno == errno.ENOSPC
        assert refused > 10 and len(receipts) > 10 and refused + len(receipts) == 40
        for name, data in receipts.items():
            file = disk.place(folder, name)
            assert data in (file.read_bytes(), _opened(file, key))
        assert {file.name for file in folder.rglob("*") if file.is_file()} == set(receipts)


def _opened(file: Path, key: bytes) -> bytes:
    with contextlib.suppress(files.Damaged):
        return ciphers.opened(file, key)
    return b""


@pytest.mark.req("T29")
@pytest.mark.parametrize("fault", ["full", "broken"])
async def test_a_failing_disk_gives_the_507_page_no_row_and_nothing_in_the_store(
    house: House, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = await house.sign_in("harbour.manager")
    sheet = {"file": ("房号.csv", "楼栋,房号\n".encode() + b"A,1\n" * 1_000, "text/csv")}
    store = tmp_path / "store"

    def broken(handle: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(rows, "folder", lambda: store / "property")
    with small_disk(store) if fault == "full" else contextlib.nullcontext():
        with monkeypatch.context() as patched:
            if fault == "full":
                filled = fill(store / "rest")
            else:
                patched.setattr(os, "fsync", broken)
            answer = await manager.post(IMPORT, files=sheet)
        assert answer.status_code == 507, answer.text[:2000]
        assert "服务器空间已满" in answer.text
        assert [file for file in store.glob("property/**/*") if file.is_file()] == []
        assert await house.value(TOWER, "select count(*) from file where name = '房号.csv'") == 0
        if fault == "full":
            filled.unlink()
        again = await manager.post(IMPORT, files=sheet)
        assert again.status_code == 303


def fill(file: Path) -> Path:
    """Takes all the space there is."""
    with contextlib.suppress(OSError), file.open("wb", buffering=0) as opened:
        while opened.write(b"x" * 4096):
            pass
    return file


async def filed(count: int) -> dict[UUID, Path]:
    """So many files of the open property, every second one sealed, with where they lie."""
    store = settings().data / "files"
    found = {}
    for number in range(count):
        kept = await files.facts(
            await files.keep(f"{number}.txt", os.urandom(200), files.TEXT, sealed=number % 2 == 0)
        )
        property_id = await database.value("select property_here()")
        found[kept.id] = disk.place(store / str(property_id), kept.sealed or kept.sha256)
    return found


def flip(file: Path, bit: int) -> None:
    """One bit turns."""
    held = bytearray(file.read_bytes())
    held[bit // 8] ^= 1 << bit % 8
    file.write_bytes(held)


async def all_found(house: House, count: int, each: int) -> None:
    """Turns one bit after another in `count` files, `each` times in each, and lets the rolling check look."""
    dice = random.Random(30)
    async with house.at(TOWER):
        lying = await filed(count)
        assert await files.check_next(count * 2, seconds=600) == []
    for _ in range(each):
        bits = {kept: dice.randrange(file.stat().st_size * 8) for kept, file in lying.items()}
        spared = set(dice.sample(sorted(lying), count // 10))
        for kept in lying.keys() - spared:
            flip(lying[kept], bits[kept])
        async with house.at(TOWER):
            damaged = await files.check_next(count * 2, seconds=600)
        assert set(damaged) == lying.keys() - spared
        for kept in lying.keys() - spared:
            flip(lying[kept], bits[kept])
    async with house.at(TOWER):
        assert await files.check_next(count * 2, seconds=600) == []


@pytest.mark.req("T30", "ARCH-24")
async def test_every_flipped_bit_is_found_and_nothing_else(house: House) -> None:
    await all_found(house, 20, 5)


@pytest.mark.nightly
@pytest.mark.req("T30", "ARCH-24")
async def test_a_thousand_flipped_bits_are_found(house: House) -> None:
    await all_found(house, 112, 10)  # 1,010 bits: a tenth of the files is spared each time


@pytest.mark.req("T30", "ARCH-24")
async def test_the_check_goes_round_the_longest_unread_first_and_leaves_the_erased(
    house: House,
) -> None:
    async with house.at(TOWER):
        lying = await filed(6)
        ids = list(lying)
        await files.erase(ids[0])
        await database.execute("delete from file_key where file = $1", ids[2])
        ids[3:4] = []
        lying[list(lying)[3]].unlink()
    seen: set[UUID] = set()
    for _ in range(3):
        async with house.at(TOWER):
            seen |= set(await files.check_next(2))
            await database.execute("select pg_sleep(0.002)")
    assert seen == {ids[2], list(lying)[3]}
    checked = await house.rows(TOWER, "select id from file where checked_at is not null")
    assert {row["id"] for row in checked} >= set(lying) - {ids[0]}
    trail = await house.value(TOWER, "select count(*) from audit where table_name = 'file' and deed = 'update' and row_id <> $1", str(ids[0]))  # fmt: skip
    assert trail == 0
