"""A file's row says what its bytes are; the bytes lie in the store before it is written (T28)."""

import asyncio
import hashlib
from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec

from hushu.foundation import clock, database, sealing
from hushu.foundation.after import after_commit
from hushu.foundation.files import ciphers, disk
from hushu.foundation.files.faults import Damaged, Erased, NoKey, NotStored
from hushu.foundation.files.names import file_name
from hushu.foundation.opened import here
from hushu.foundation.refusals import NotHere
from hushu.foundation.settings import settings
from hushu.foundation.tables import new_id

PURPOSE = b"hushu file key"


class Kept(msgspec.Struct, frozen=True):
    """What the row of a file says; `sealed` names the bytes in the store where they lie under a key of their own."""

    id: UUID
    sha256: str
    name: str
    media_type: str
    size: int
    sealed: str | None = None
    erased_at: datetime | None = None


COLUMNS = "id, sha256, name, media_type, size, sealed, erased_at"
KEEP = """insert into file (id, sha256, name, media_type, size, created_at, created_by, expires_at, sealed)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"""
KEEP_KEY = "insert into file_key (file, sealed, made_at) values ($1, $2, $3)"
FACTS = f"select {COLUMNS} from file where id = $1"  # noqa: S608 (our own names)
KEY = "select sealed from file_key where file = $1"
ERASE = "update file set erased_at = $2 where id = $1 and erased_at is null"


async def keep(
    name: str, data: bytes, media_type: str, *, until: datetime | None = None, sealed: bool = False
) -> UUID:
    """Stores the bytes, then their row in the open transaction; gives the file's id. Raises NotStored.

    `until`: swept away after it. `sealed`: under a key of its own, so that `erase` destroys every copy of it.
    """
    made, key = new_id(), ciphers.new_key() if sealed else b""
    sha256, stored = await _stored(data, key)
    await database.execute(
        KEEP,
        made,
        sha256,
        file_name(name),
        media_type,
        len(data),
        clock.now(),
        here().person,
        until,
        stored if key else None,
    )
    if key:
        wrapped = sealing.seal(key, PURPOSE, here().property, made)
        await database.execute(KEEP_KEY, made, wrapped, clock.now())
    return made


async def _stored(data: bytes, key: bytes) -> tuple[str, str]:
    """The hash of the bytes, and the name they lie under."""

    def work() -> tuple[str, str]:
        if not key:
            return (name := disk.store(folder(), data)), name
        return hashlib.sha256(data).hexdigest(), disk.lay(folder(), ciphers.sealed(data, key))

    try:
        return await asyncio.to_thread(work)
    except OSError as fault:
        raise NotStored(str(fault)) from fault


async def facts(file_id: UUID) -> Kept:
    """What the row says, also of an erased file. Raises NotHere, also for another property's file (TEN-4)."""
    found = await database.row(Kept, FACTS, file_id)
    if found is None:
        raise NotHere
    return found


async def waits_for(file_id: UUID, person: UUID | None) -> bool:
    """Whether it is an upload of that person that waits for a deed and has not expired."""
    sql = "select exists (select 1 from file where id = $1 and created_by = $2 and expires_at > $3)"
    return bool(await database.value(sql, file_id, person, clock.now()))


async def read(file_id: UUID) -> bytes:
    """The bytes as they were kept. Raises NotHere, Erased, or Damaged when they are not the same any more."""
    return await bytes_of(await facts(file_id))


async def bytes_of(kept: Kept) -> bytes:
    """The bytes of a row, compared with their hash. Raises Erased, NoKey or Damaged."""
    if kept.erased_at is not None:
        raise Erased(str(kept.id))
    key = await _key_of(kept) if kept.sealed else b""
    path = disk.place(folder(), kept.sealed or kept.sha256)

    def work() -> bytes:
        data = ciphers.opened(path, key) if key else path.read_bytes()
        if hashlib.sha256(data).hexdigest() != kept.sha256:
            raise Damaged(kept.sha256)
        return data

    try:
        return await asyncio.to_thread(work)
    except OSError as fault:
        raise Damaged(str(fault)) from fault


async def forget(file_id: UUID) -> None:
    """Takes the row and its key away; the sweep removes the bytes once no other row names them."""
    await database.execute("delete from file where id = $1", file_id)


async def erase(file_id: UUID) -> None:
    """Destroys the key with the transaction and the sealed bytes after it; the row stays as the tombstone. Raises NotHere.

    Bytes of a plain file may be named by another row: the sweep takes them once nobody does.
    """
    kept = await facts(file_id)
    await database.execute("delete from file_key where file = $1", file_id)
    await database.execute(ERASE, file_id, clock.now())
    if not kept.sealed:
        return
    store, name = folder(), kept.sealed

    async def remove() -> None:
        await asyncio.to_thread(disk.remove, store, name)

    after_commit(remove)


async def seal_text(file_id: UUID, text: str) -> bytes:
    """Words taken from a sealed file, readable as long as its key lives. Raises NotHere, Erased, or NoKey for a plain file."""
    key = await _key_of(await facts(file_id))
    return await asyncio.to_thread(ciphers.sealed_text, text, key, file_id.bytes)


async def unseal_text(file_id: UUID, data: bytes) -> str:
    """The words again. Raises NotHere, Erased, NoKey, or Damaged when they are not those of this file."""
    key = await _key_of(await facts(file_id))
    return await asyncio.to_thread(ciphers.opened_text, data, key, file_id.bytes)


async def sweep() -> int:
    """Removes expired files and bytes that no row of the open property names; returns how many bytes' files went."""
    await database.execute("delete from file where expires_at < $1", clock.now())
    sql = "select distinct coalesce(sealed, sha256) from file where erased_at is null"
    named = {record[0] for record in await database.connection().fetch(sql)}
    return await asyncio.to_thread(disk.sweep, folder(), named)


async def _key_of(kept: Kept) -> bytes:
    """The file's own key. Raises Erased or NoKey."""
    if kept.erased_at is not None:
        raise Erased(str(kept.id))
    wrapped = await database.value(KEY, kept.id)
    if wrapped is None:
        raise NoKey(str(kept.id))
    try:
        return sealing.unseal(wrapped, PURPOSE, here().property, kept.id)
    except sealing.NotOpened as fault:
        raise NoKey(str(kept.id)) from fault


def folder() -> Path:
    """The open property's own part of the store."""
    return settings().data / "files" / str(here().property)
