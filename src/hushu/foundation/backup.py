"""One file with the whole house: database, stored files and the secrets they need, each with its SHA-256 (T31).

`house.tar.zst` holds `database.dump` (pg_dump's custom format), `files/...`, `secrets/...` and, last, `manifest.json`:
the hash of every member, and of every table's rows as they stood in the snapshot the dump was taken from. Coming back,
everything is compared before the first byte is written, and every table once more after the last. The keys of sealed
files are not in it: they go to the keys file, so that what is destroyed is destroyed in every backup too (ARCH-44).
"""

import asyncio
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import asyncpg
import msgspec

from hushu.foundation import keys_copy
from hushu.foundation.archive import (
    DUMP,
    BackupError,
    Manifest,
    Rows,
    differing,
    pack,
    put_in_place,
    unpack,
)

SESSION = {
    "timezone": "UTC",
    "datestyle": "ISO",
    "extra_float_digits": "1",
    "statement_timeout": "0",
}
TABLES = """select quote_ident(c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = 'public' and c.relkind = 'r' order by 1"""
ROWS = """select count(*), encode(sha256(coalesce(string_agg(h, ''::bytea order by h), ''::bytea)), 'hex')
            from (select sha256(convert_to(t::text, 'UTF8')) as h from only public.{table} t) r"""


# Tables whose rows no backup holds: the keys of files, and what was taken from sealed files and can be taken again.
LEFT_OUT = ("file_key", "archive_text")
PROMISED = "select distinct coalesce(sealed, sha256) from file where erased_at is null"


class House(msgspec.Struct, frozen=True):
    """Where the database is (for a role that sees every row), its programs, and the data folder."""

    url: str
    programs: Path
    data: Path


async def write(house: House, target: Path, keys: Path | None = None) -> Manifest:
    """Writes the backup, and the keys file anew. Raises BackupError when it is there already or cannot be made.

    The keys are read after the dump: none is missing, and none is there of a file destroyed in between.
    """
    _must_be_free(target)
    with tempfile.TemporaryDirectory(prefix=".hushu-", dir=target.parent) as folder:
        dump, unfinished = Path(folder) / DUMP, Path(folder) / "unfinished"
        postgres, tables, promised = await _dump(house, dump)
        manifest = await asyncio.to_thread(
            pack, house.data, dump, unfinished, postgres, tables, promised
        )
        await write_keys(house, keys or target.with_name(keys_copy.NAME))
        unfinished.rename(target)
    return manifest


async def write_keys(house: House, target: Path) -> int:
    """The keys file alone, as after a destruction; how many keys. Raises BackupError."""
    connection = await _connect(house)
    try:
        return await keys_copy.write(connection, house.data, target)
    finally:
        await connection.close()


def _must_be_free(target: Path) -> None:
    if target.exists():
        raise BackupError(f"{target} 已经存在：请换一个文件名，备份不覆盖旧文件。")
    if not target.parent.is_dir():
        raise BackupError(f"文件夹 {target.parent} 不存在：请先建立。")


async def restore(house: House, archive: Path, keys: Path | None = None) -> Manifest:
    """Brings a backup into an empty house. Raises BackupError before anything is changed when something does not fit.

    Without a keys file sealed files stay unreadable; `dark` says how many.
    """
    await _must_be_empty(house)
    folder = house.data / "restore.new"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        manifest = await asyncio.to_thread(unpack, archive, folder)
        found_keys = keys_copy.opened(keys, keys_copy.secret_of(folder)) if keys else None
        await _run(house, "pg_restore", "--single-transaction", "--exit-on-error",
                   "--dbname", _name(house), str(folder / DUMP))  # fmt: skip
        await _must_be_the_same(house, manifest)
        put_in_place(folder, house.data)
        if keys and found_keys:
            await _load(house, keys, found_keys)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return manifest


async def _must_be_the_same(house: House, manifest: Manifest) -> None:
    """Every table's rows are those of the backup."""
    found = await _hashes_now(house)
    if wrong := sorted({*differing(manifest.tables, found)} - {*LEFT_OUT}):
        raise BackupError(
            f"恢复后的表与备份不一致：{'、'.join(wrong)}。请不要使用这个数据目录，换一份备份重试。"
        )


async def _load(house: House, source: Path, keys: keys_copy.Keys) -> None:
    """The keys into the database, and where they came from written down."""
    connection = await _connect(house)
    try:
        await keys_copy.load(connection, keys)
    finally:
        await connection.close()
    keys_copy.remember(house.data, source)


async def dark(house: House) -> int:
    """How many sealed files have no key here and cannot be read."""
    connection = await _connect(house)
    try:
        return await keys_copy.dark(connection)
    finally:
        await connection.close()


async def _connect(house: House) -> asyncpg.Connection:
    return await asyncpg.connect(house.url, server_settings=SESSION)


async def table_hashes(connection: asyncpg.Connection) -> dict[str, Rows]:
    """Every table's rows as one hash, whatever order they lie in; without the tables no backup holds."""
    found = {}
    for record in await connection.fetch(TABLES):
        if record[0] in LEFT_OUT:
            continue
        count, sha256 = await connection.fetchrow(ROWS.format(table=record[0]))
        found[record[0]] = Rows(count, sha256)
    return found


async def _hashes_now(house: House) -> dict[str, Rows]:
    connection = await _connect(house)
    try:
        return await table_hashes(connection)
    finally:
        await connection.close()


async def _dump(house: House, target: Path) -> tuple[str, dict[str, Rows], set[str]]:
    """The dump, and from the same snapshot every table's hash and the names of the stored files."""
    connection = await _connect(house)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            snapshot = await connection.fetchval("select pg_export_snapshot()")
            await _run(house, "pg_dump", "--format=custom", "--compress=0", f"--snapshot={snapshot}",
                       *(f"--exclude-table-data=public.{name}" for name in LEFT_OUT), f"--file={target}",
                       _name(house))  # fmt: skip
            tables = await table_hashes(connection)
            promised = (
                {r[0] for r in await connection.fetch(PROMISED)} if "file" in tables else set()
            )
            return await connection.fetchval("show server_version"), tables, promised
    finally:
        await connection.close()


async def _must_be_empty(house: House) -> None:
    """Nothing is ever restored over something."""
    connection = await _connect(house)
    try:
        tables = await connection.fetch(TABLES)
    finally:
        await connection.close()
    files = house.data / "files"
    if tables or (files.is_dir() and any(f.is_file() for f in files.rglob("*"))):
        raise BackupError(
            f"这里已有数据（{house.data}），不能覆盖恢复。请用 HUSHU_DATA 指向一个新的空目录"
            "（外部数据库则新建一个空库），再运行 restore。"
        )


def _name(house: House) -> str:
    return unquote(urlsplit(house.url).path.lstrip("/"))


def _surroundings(house: House) -> dict[str, str]:
    """The address for Postgres' own programs by environment, so that no password stands in a process list."""
    parts = urlsplit(house.url)
    given: dict[str, Any] = {
        "PGHOST": parts.hostname, "PGPORT": parts.port, "PGUSER": parts.username, "PGPASSWORD": parts.password,
    }  # fmt: skip
    given |= {f"PG{name.upper()}": value for name, value in parse_qsl(parts.query)}
    return {**os.environ, **{name: unquote(str(value)) for name, value in given.items() if value}}


async def _run(house: House, program: str, *arguments: str) -> None:
    """One of Postgres' programs. Raises BackupError with its words."""
    process = await asyncio.create_subprocess_exec(
        str(house.programs / program), *arguments, env=_surroundings(house),
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    _, words = await process.communicate()
    if process.returncode:
        raise BackupError(f"{program} 没有完成：{words.decode(errors='replace').strip()[-1500:]}")
