"""A backup comes back whole, or is refused before anything is changed."""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
import zstandard

from hushu.foundation import backup
from hushu.foundation.archive import BackupError
from hushu.foundation.services.lodging import lodge
from hushu.foundation.services.postgres import superuser_url
from hushu.foundation.settings import settings
from moment import PYTHON_PATH, elsewhere


@pytest.fixture
def folder() -> Iterator[Path]:
    """A place that the database's own user can pass through."""
    made = Path(tempfile.mkdtemp(prefix="hushu-test-backup-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def source(database_copy: str, folder: Path) -> backup.House:
    """The demo world with a few stored files and a secret of its own."""
    lodging = lodge(settings().data)
    data = folder / "old"
    for number in range(3):
        file = data / "files" / "ab" / (f"{number}" * 8)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(os.urandom(70_000))
    (data / "secrets").mkdir(mode=0o700)
    (data / "secrets" / "secret").write_text("s" * 48)
    (data / "secrets" / "postgres").write_text("this cluster's own")
    return backup.House(superuser_url(lodging, database_copy), lodging.postgres, data)


def _hushu(data: Path, command: str, file: Path) -> subprocess.CompletedProcess[str]:
    """The command line over a data folder of its own."""
    environment = {**elsewhere(), "HUSHU_DATA": str(data), "PYTHONPATH": PYTHON_PATH}
    line = [sys.executable, "-m", "hushu.cli", command, str(file)]
    return subprocess.run(line, check=False, env=environment, capture_output=True, text=True)


@pytest.mark.req("T31")
async def test_a_backup_restored_into_a_fresh_folder_is_the_same_to_the_last_row_and_byte(
    source: backup.House, folder: Path
) -> None:
    made = await backup.write(source, folder / "house.tar.zst")
    assert made.tables["person"].count > 30
    assert (folder / "house.tar.zst").stat().st_mode & 0o077 == 0
    fresh = folder / "new"
    came = await asyncio.to_thread(_hushu, fresh, "restore", folder / "house.tar.zst")
    assert came.returncode == 0, came.stdout + came.stderr
    for file in (source.data / "files").rglob("*"):
        if file.is_file():
            assert (fresh / file.relative_to(source.data)).read_bytes() == file.read_bytes()
    assert (fresh / "secrets" / "secret").read_text() == "s" * 48
    assert (fresh / "secrets" / "postgres").read_text() != "this cluster's own"
    again = await asyncio.to_thread(_hushu, fresh, "backup", folder / "second.tar.zst")
    assert "请加密存放" in again.stdout, again.stderr
    plain = (
        zstandard.ZstdDecompressor().stream_reader((folder / "second.tar.zst").open("rb")).read()
    )
    for name, rows in made.tables.items():
        assert f'"{rows.sha256}"'.encode() in plain, name
    refused = await asyncio.to_thread(_hushu, fresh, "restore", folder / "house.tar.zst")
    assert (refused.returncode, "不能覆盖恢复" in refused.stderr) == (1, True)


@pytest.mark.req("T31")
async def test_a_damaged_or_foreign_file_is_refused_before_anything_is_changed(
    source: backup.House, folder: Path
) -> None:
    await backup.write(source, folder / "house.tar.zst")
    plain = zstandard.ZstdDecompressor().stream_reader((folder / "house.tar.zst").open("rb")).read()
    marks = (
        plain.index(b"PGDMP") + 4000,
        plain.index(b"files/ab") + 40_000,
        plain.index(b"s" * 48),
    )
    bad = [plain[:at] + bytes([plain[at] ^ 1]) + plain[at + 1 :] for at in marks]
    bad += [plain[: len(plain) // 2], b"not a backup at all" * 100]
    name = source.url.partition("?")[0].rpartition("/")[2]
    admin = await asyncpg.connect(source.url)
    await admin.execute(f'create database "{name}_empty" template template1')
    house = backup.House(
        source.url.replace(f"/{name}?", f"/{name}_empty?"), source.programs, folder / "fresh"
    )
    house.data.mkdir()
    try:
        for content in bad:
            (folder / "bad.tar.zst").write_bytes(zstandard.compress(content))
            with pytest.raises(BackupError):
                await backup.restore(house, folder / "bad.tar.zst")
            assert list(house.data.iterdir()) == []
        looking = await asyncpg.connect(house.url)
        assert await looking.fetch(backup.TABLES) == []
        await looking.close()
        await backup.restore(house, folder / "house.tar.zst")
    finally:
        await admin.execute(f'drop database "{name}_empty" with (force)')
        await admin.close()


@pytest.mark.req("T31")
async def test_a_backup_never_overwrites_and_says_what_the_store_has_lost(
    source: backup.House, folder: Path
) -> None:
    (folder / "there").write_text("mine")
    with pytest.raises(BackupError):
        await backup.write(source, folder / "there")
    assert (folder / "there").read_text() == "mine"
    connection = await asyncpg.connect(source.url)
    lost = "0" * 64
    await connection.execute(
        "insert into file (property, id, sha256, name, media_type, size, created_at) "
        "select id, gen_random_uuid(), $1, 'a', 'text/csv', 1, now() from property limit 1",
        lost,
    )
    await connection.close()
    assert lost in (await backup.write(source, folder / "house.tar.zst")).missing
