"""The keys file: the one place outside the database with the keys of sealed files, replaced as a whole each time (ARCH-44, T31).

A backup holds no keys, so any older backup and the newest keys file give back every file that still lives and nothing that
was destroyed. The file is sealed with the deployment's secret. `data/keys-copy.json` remembers where it was put last.
"""

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import asyncpg
import msgspec

from hushu.foundation import sealing
from hushu.foundation.archive import BackupError
from hushu.foundation.files.disk import replace

NAME = "hushu-keys.bin"  # beside the backup, where nothing else is said
REMEMBERED = "keys-copy.json"
HEAD = b"hushu keys 1\n"
PURPOSE, NOTHING = b"hushu keys file", UUID(int=0)
NEWEST = "select property, file, sealed, made_at from file_key order by property, file"
ALONE = "select pg_advisory_xact_lock(hashtextextended('hushu keys file', 0))"
LOAD = """insert into file_key (property, file, sealed, made_at)
          select k.property, k.file, k.sealed, k.made_at
            from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::timestamptz[]) k (property, file, sealed, made_at)
            join file f on f.property = k.property and f.id = k.file and f.sealed is not null and f.erased_at is null
          on conflict do nothing"""
DARK = """select count(*) from file f where f.sealed is not null and f.erased_at is null
             and not exists (select 1 from file_key k where k.property = f.property and k.file = f.id)"""


class Key(msgspec.Struct, frozen=True, array_like=True):
    """One file's key, itself sealed."""

    property: UUID
    file: UUID
    sealed: bytes
    made_at: datetime


class Keys(msgspec.Struct, frozen=True):
    """What a keys file holds."""

    made_at: datetime
    keys: list[Key]


class Remembered(msgspec.Struct, frozen=True):
    """Where the keys file was put last."""

    path: str


def secret_of(data: Path) -> str:
    """The deployment's secret that goes with a data folder. Raises BackupError where there is none."""
    given = os.environ.get("HUSHU_SECRET", "").strip()
    kept = data / "secrets" / "secret"
    if not given and not kept.is_file():
        raise BackupError("没有本系统的密钥，打不开密钥文件：请设置做备份时的 HUSHU_SECRET。")
    return given or kept.read_text().strip()


async def write(connection: asyncpg.Connection, data: Path, target: Path) -> int:
    """Writes every key as it stands now, whole or not at all, and remembers where; how many. Raises BackupError."""
    async with connection.transaction():
        await connection.execute(ALONE)  # what was read later is also put down later
        keys = [Key(*record) for record in await connection.fetch(NEWEST)]
        try:
            await asyncio.to_thread(_put, data, target, Keys(datetime.now(UTC), keys))
        except OSError as fault:
            raise BackupError(f"密钥文件 {target} 写不进去：{fault.strerror}。") from fault
    return len(keys)


def _put(data: Path, target: Path, keys: Keys) -> None:
    body = msgspec.msgpack.encode(keys)
    replace(target, HEAD + sealing.seal(body, PURPOSE, NOTHING, NOTHING, secret=secret_of(data)))
    remember(data, target)


def remember(data: Path, target: Path) -> None:
    """Writes down where the keys file is, so that `verify` can look at it."""
    replace(data / REMEMBERED, msgspec.json.encode(Remembered(str(target.absolute()))))


def remembered(data: Path) -> Path | None:
    """Where the keys file was put last."""
    kept = data / REMEMBERED
    if not kept.is_file():
        return None
    return Path(msgspec.json.decode(kept.read_bytes(), type=Remembered).path)


def opened(source: Path, secret: str) -> Keys:
    """What a keys file holds. Raises BackupError when it is none, damaged, or another deployment's."""
    try:
        data = source.read_bytes()
        if not data.startswith(HEAD):
            raise BackupError(f"{source} 不是户枢的密钥文件。")
        body = sealing.unseal(data[len(HEAD) :], PURPOSE, NOTHING, NOTHING, secret=secret)
        return msgspec.msgpack.decode(body, type=Keys)
    except OSError as fault:
        raise BackupError(f"密钥文件 {source} 读不出来：{fault.strerror}。") from fault
    except (sealing.NotOpened, msgspec.DecodeError) as fault:
        raise BackupError(f"密钥文件 {source} 已损坏，或属于另一套系统，打不开。") from fault


async def load(connection: asyncpg.Connection, keys: Keys) -> None:
    """Brings in the keys of files that are there; those of files that are not, or were destroyed, stay out."""
    columns: list[list[object]] = [[], [], [], []]
    for key in keys.keys:
        for column, value in zip(columns, (key.property, key.file, key.sealed, key.made_at), strict=True):  # fmt: skip
            column.append(value)
    await connection.execute(LOAD, *columns)


async def dark(connection: asyncpg.Connection) -> int:
    """How many sealed files have no key here and cannot be read."""
    there = await connection.fetchval("select to_regclass('public.file_key') is not null")
    return int(await connection.fetchval(DARK)) if there else 0
