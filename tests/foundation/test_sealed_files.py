"""Files under keys of their own: destroying the key destroys every copy; what is not destroyed comes back whole."""

import asyncio
import contextlib
import hashlib
import os
import time

import pytest

from hushu.foundation import database, files
from hushu.foundation.refusals import NotHere
from hushu.foundation.settings import settings
from world import RIVERSIDE, TOWER, House


def lying(house: House) -> dict[str, bytes]:
    """What really lies in the property's store, by name."""
    folder = settings().data / "files" / str(house.properties[TOWER])
    return {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.req("ARCH-44", "TEN-4")
async def test_two_equal_sealed_files_have_nothing_in_common_and_come_back_whole(
    house: House,
) -> None:
    data = "验收记录".encode() * 200_000
    before = lying(house)
    async with house.at(TOWER):
        kept = [await files.keep("验收.txt", data, files.TEXT, sealed=True) for _ in range(2)]
        assert [await files.read(one) for one in kept] == [data, data]
        facts = [await files.facts(one) for one in kept]
    assert {one.sha256 for one in facts} == {hashlib.sha256(data).hexdigest()}
    fresh = {name: held for name, held in lying(house).items() if name not in before}
    assert set(fresh) == {one.sealed for one in facts} and len(fresh) == 2
    for name, held in fresh.items():
        assert hashlib.sha256(held).hexdigest() == name
        assert "验收".encode() not in held
    first, second = fresh.values()
    assert not {first[at : at + 16] for at in range(0, len(first), 16)} & {
        second[at : at + 16] for at in range(0, len(second), 16)
    }
    async with house.at(RIVERSIDE):
        with pytest.raises(NotHere):
            await files.read(kept[0])


@pytest.mark.req("ARCH-44")
async def test_an_erased_file_is_gone_for_good_and_its_tombstone_stays(house: House) -> None:
    async with house.at(TOWER):
        kept = await files.keep("合同.pdf", b"%PDF-1.7 to be destroyed", files.PDF, sealed=True)
        words = await files.seal_text(kept, "电梯维保合同")
        before = await files.facts(kept)
    async with house.at(TOWER):
        assert await files.unseal_text(kept, words) == "电梯维保合同"
        await files.erase(kept)
        assert before.sealed in lying(house)  # not before the deed holds
        with pytest.raises(files.Erased):
            await files.read(kept)
    assert before.sealed not in lying(house)
    async with house.at(TOWER):
        for reading in (files.read(kept), files.serve(kept), files.unseal_text(kept, words), files.seal_text(kept, "")):  # fmt: skip
            with pytest.raises(files.Erased):
                await reading
        after = await files.facts(kept)
        assert (after.name, after.size, after.sha256) == (before.name, before.size, before.sha256)
        assert after.erased_at is not None
        assert await database.value("select count(*) from file_key where file = $1", kept) == 0


@pytest.mark.req("ARCH-44")
async def test_an_erasure_that_is_rolled_back_has_destroyed_nothing(house: House) -> None:
    async with house.at(TOWER):
        kept = await files.keep("a.txt", b"stays", files.TEXT, sealed=True)
    with contextlib.suppress(ZeroDivisionError):
        async with house.at(TOWER):
            await files.erase(kept)
            raise ZeroDivisionError
    async with house.at(TOWER):
        assert await files.read(kept) == b"stays"


@pytest.mark.req("ARCH-44")
async def test_erasing_a_plain_file_leaves_the_equal_bytes_of_another(house: House) -> None:
    data = os.urandom(100)
    async with house.at(TOWER):
        one, other = [await files.keep("a.txt", data, files.TEXT) for _ in range(2)]
        name = (await files.facts(one)).sha256
        await files.erase(one)
    path = settings().data / "files" / str(house.properties[TOWER]) / name[:2] / name
    os.utime(path, (0, 0))
    async with house.at(TOWER):
        await files.sweep()
        assert await files.read(other) == data
        await files.erase(other)
        await files.sweep()
    assert not path.exists()


@pytest.mark.req("ARCH-44", "T28")
async def test_the_sweep_knows_sealed_names_and_finds_what_an_erasure_left(house: House) -> None:
    async with house.at(TOWER):
        stays, goes, left = [
            await files.keep("a.txt", b"one", files.TEXT, sealed=True) for _ in range(3)
        ]
        names = [(await files.facts(one)).sealed or "" for one in (stays, goes, left)]
    async with house.at(TOWER):
        await files.forget(goes)
        # the process ended between the commit and the unlinking
        await database.execute("delete from file_key where file = $1", left)
        await database.execute("update file set erased_at = now() where id = $1", left)
    folder = settings().data / "files" / str(house.properties[TOWER])
    (folder / ".coming.0123456789abcdef").write_bytes(b"cut off")
    for file in (
        *(folder / name[:2] / name for name in names),
        folder / ".coming.0123456789abcdef",
    ):
        os.utime(file, (0, 0))
    async with house.at(TOWER):
        await files.sweep()
    held = lying(house)
    assert [name in held for name in (*names, ".coming.0123456789abcdef")] == [True, False, False, False]  # fmt: skip


@pytest.mark.req("ARCH-44", "TEN-10")
async def test_no_key_is_ever_in_the_trail_and_none_can_be_exchanged(house: House) -> None:
    async with house.at(TOWER):
        kept = await files.keep("a.txt", b"with a key", files.TEXT, sealed=True)
        key: bytes = await database.value("select sealed from file_key where file = $1", kept)
    trail = await house.rows(TOWER, "select after::text, table_name from audit where row_id = $1", str(kept))  # fmt: skip
    assert [row["table_name"] for row in trail] == ["file"]
    everything = str(await house.rows(TOWER, "select before::text, after::text from audit"))
    assert key.hex() not in everything
    assert await house.value(TOWER, "select count(*) from audit where table_name = 'file_key'") == 0
    with pytest.raises(Exception, match="permission denied"):
        async with house.at(TOWER):
            await database.execute("update file_key set sealed = '\\x00' where file = $1", kept)


@pytest.mark.req("ARCH-44", "T30")
async def test_a_key_of_another_file_or_property_opens_nothing(house: House) -> None:
    async with house.at(TOWER):
        one, other = [await files.keep("a.txt", b"x" * 9, files.TEXT, sealed=True) for _ in "12"]
        words = await files.seal_text(one, "词")
        with pytest.raises(files.Damaged):
            await files.unseal_text(other, words)
        key = await database.value("select sealed from file_key where file = $1", one)
        await database.execute("delete from file_key")
        await database.execute("insert into file_key (file, sealed, made_at) values ($1, $2, now())", other, key)  # fmt: skip
        for kept in (one, other):
            with pytest.raises(files.NoKey):
                await files.read(kept)


@pytest.mark.req("ARCH-44", "T28")
async def test_fifty_megabytes_are_sealed_and_read_while_others_are_served(house: House) -> None:
    data = os.urandom(1 << 20) * 50
    longest = 0.0

    async def others() -> None:
        nonlocal longest
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.005)
            longest = max(longest, time.perf_counter() - began)

    async with house.at(TOWER):
        watching = asyncio.create_task(others())
        kept = await files.keep("scan.pdf", data, files.PDF, sealed=True)
        same = await files.read(kept) == data
        watching.cancel()
        assert same
    assert longest < 0.5, f"nobody else was served for {longest:.3f} s"
    print(f"longest pause {longest * 1000:.0f} ms")
