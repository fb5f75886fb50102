"""Backups hold no keys: an older backup and the newest keys file give what still lives and nothing that was destroyed."""

import asyncio
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
import zstandard

from hushu.cli.verify import prove
from hushu.foundation import backup, database, files, keys_copy
from hushu.foundation.archive import BackupError
from hushu.foundation.services.lodging import lodge
from hushu.foundation.services.postgres import superuser_url
from hushu.foundation.settings import settings
from moment import PYTHON_PATH, elsewhere
from world import TOWER, House


@pytest.fixture
def folder() -> Iterator[Path]:
    """A place that the database's own user can pass through."""
    made = Path(tempfile.mkdtemp(prefix="hushu-test-keys-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def source(house: House, database_copy: str) -> backup.House:
    """The house of this test, as a backup sees it."""
    lodging = lodge(settings().data)
    return backup.House(superuser_url(lodging, database_copy), lodging.postgres, settings().data)


@asynccontextmanager
async def fresh(source: backup.House, data: Path) -> AsyncIterator[backup.House]:
    """An empty database and an empty data folder."""
    name = source.url.partition("?")[0].rpartition("/")[2]
    admin = await asyncpg.connect(source.url)
    await admin.execute(f'create database "{name}_fresh" template template1')
    data.mkdir()  # noqa: ASYNC240 (a test waits)
    try:
        yield backup.House(
            source.url.replace(f"/{name}?", f"/{name}_fresh?"), source.programs, data
        )
    finally:
        await admin.execute(f'drop database "{name}_fresh" with (force)')
        await admin.close()


async def kept(*words: str) -> list[UUID]:
    """Sealed files of the open property."""
    return [await files.keep("a.txt", one.encode(), files.TEXT, sealed=True) for one in words]


async def readable(restored: backup.House, house: House, ids: list[UUID], monkeypatch: pytest.MonkeyPatch) -> list[str]:  # fmt: skip
    """What a reader of the restored house is given, or why not."""
    found = []
    with monkeypatch.context() as moved:
        moved.setenv("HUSHU_DATA", str(restored.data))
        settings.cache_clear()
        await database.disconnect()
        await database.connect(restored.url)
        for one in ids:
            try:
                async with house.at(TOWER):
                    found.append((await files.read(one)).decode())
            except (files.Damaged, files.Erased) as fault:
                found.append(type(fault).__name__)
        await database.disconnect()
    settings.cache_clear()
    await database.connect(str(settings().app_database_url))
    return found


@pytest.mark.req("ARCH-44", "T31")
async def test_an_old_backup_with_the_newest_keys_gives_what_lives_and_nothing_destroyed(
    source: backup.House, house: House, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house.at(TOWER):
        old = await kept("stays", "destroyed later")
        (wrapped,) = await database.connection().fetch("select sealed from file_key where file = $1", old[0])  # fmt: skip
    made = await backup.write(source, folder / "house.tar.zst")
    plain = zstandard.ZstdDecompressor().stream_reader((folder / "house.tar.zst").open("rb")).read()
    assert not set(backup.LEFT_OUT) & set(made.tables) and made.missing == []
    assert wrapped["sealed"] not in plain and wrapped["sealed"].hex().encode() not in plain
    async with house.at(TOWER):
        await files.erase(old[1])
        new = await kept("came later")
    before = (folder / keys_copy.NAME).stat()
    await backup.write_keys(source, folder / keys_copy.NAME)
    after = (folder / keys_copy.NAME).stat()
    assert before.st_ino != after.st_ino and after.st_mode & 0o077 == 0
    async with fresh(source, folder / "one") as restored:
        await backup.restore(restored, folder / "house.tar.zst", folder / keys_copy.NAME)
        assert await backup.dark(restored) == 1
        got = await readable(restored, house, [*old, new[0]][:2], monkeypatch)
        assert got == ["stays", "NoKey"]
    async with fresh(source, folder / "two") as restored:
        await backup.restore(restored, folder / "house.tar.zst")
        assert await backup.dark(restored) == 2
        assert await readable(restored, house, old, monkeypatch) == ["NoKey", "NoKey"]


@pytest.mark.req("ARCH-44", "T31")
async def test_a_backup_after_a_destruction_does_not_promise_what_is_gone(
    source: backup.House, house: House, folder: Path
) -> None:
    async with house.at(TOWER):
        stays, goes = await kept("one", "two")
        names = [(await files.facts(one)).sealed for one in (stays, goes)]
        await files.erase(goes)
    made = await backup.write(source, folder / "house.tar.zst")
    held = [any(member.endswith(str(name)) for member in made.members) for name in names]
    assert held == [True, False]
    assert names[1] not in made.missing


@pytest.mark.req("ARCH-44")
async def test_a_keys_file_that_was_changed_or_is_anothers_is_refused_before_anything_is_changed(
    source: backup.House, house: House, folder: Path
) -> None:
    async with house.at(TOWER):
        await kept("one")
    await backup.write(source, folder / "house.tar.zst")
    good = (folder / keys_copy.NAME).read_bytes()
    bad = [good[:-1], good[:40] + bytes([good[40] ^ 1]) + good[41:], b"not keys", b""]
    for content in bad:
        (folder / "bad.bin").write_bytes(content)
        with pytest.raises(BackupError):
            keys_copy.opened(folder / "bad.bin", settings().secret)
    with pytest.raises(BackupError, match="另一套系统"):
        keys_copy.opened(folder / keys_copy.NAME, "another secret of thirty-two signs..")
    with pytest.raises(BackupError, match="读不出来"):
        keys_copy.opened(folder / "none.bin", settings().secret)
    async with fresh(source, folder / "one") as restored:
        with pytest.raises(BackupError):
            await backup.restore(restored, folder / "house.tar.zst", folder / "bad.bin")
        assert list(restored.data.iterdir()) == []


@pytest.mark.req("ARCH-44")
async def test_verify_names_a_keys_file_that_still_holds_a_destroyed_files_key(
    source: backup.House, house: House, folder: Path
) -> None:
    async def keys_line() -> dict[str, object] | None:
        await database.disconnect()
        await database.connect(str(settings().database_url))
        lines, _ = await prove({})
        return next((line for line in lines if line["name"] == "keys"), None)

    target = folder / "apart.bin"
    async with house.at(TOWER):
        (one,) = await kept("one")
    await backup.write_keys(source, target)
    line = await keys_line()
    assert line is not None and line["holds"] and "none of a destroyed file" in str(line["words"])
    async with house.at(TOWER):
        await files.erase(one)
    line = await keys_line()
    assert line is not None and not line["holds"] and str(target) in str(line["words"])
    await backup.write_keys(source, target)
    line = await keys_line()
    assert line is not None and line["holds"]
    target.unlink()
    line = await keys_line()
    assert line is not None and "was not checked" in str(line["words"])
    (settings().data / keys_copy.REMEMBERED).unlink()


@pytest.mark.req("ARCH-44", "T31")
async def test_the_command_line_writes_both_files_and_brings_both_back(
    source: backup.House, house: House, folder: Path
) -> None:
    def hushu(data: Path, *line: str) -> subprocess.CompletedProcess[str]:
        environment = {**elsewhere(), "HUSHU_DATA": str(data), "PYTHONPATH": PYTHON_PATH}
        return subprocess.run([sys.executable, "-m", "hushu.cli", *line], check=False, env=environment,
                              capture_output=True, text=True)  # fmt: skip

    async with house.at(TOWER):
        await kept("one", "two")
    await backup.write(source, folder / "house.tar.zst", folder / "apart.bin")
    archive = str(folder / "house.tar.zst")
    came = await asyncio.to_thread(hushu, folder / "new", "restore", archive, "--keys", str(folder / "apart.bin"))  # fmt: skip
    assert came.returncode == 0, came.stdout + came.stderr
    assert "没有密钥" not in came.stdout and "none of a destroyed file" in came.stdout
    again = await asyncio.to_thread(hushu, folder / "new", "keys", str(folder / "again.bin"))
    assert "2 个加密文件的密钥" in again.stdout, again.stderr
    assert len(keys_copy.opened(folder / "again.bin", settings().secret).keys) == 2
    bare = await asyncio.to_thread(hushu, folder / "bare", "restore", archive)
    assert bare.returncode == 0 and "2 个加密文件没有密钥" in bare.stdout, bare.stdout + bare.stderr
