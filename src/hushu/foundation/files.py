"""Files: bytes lie in the store under their SHA-256, a row says what they are; a row implies the bytes (T20, T28)."""

import asyncio
import hashlib
import io
import os
import re
import time
import zipfile
from datetime import datetime
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

import msgspec
from litestar import Response

from hushu.foundation import clock, database
from hushu.foundation.opened import here
from hushu.foundation.received import clean
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.settings import settings
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_

PDF, PNG, JPEG, CSV = "application/pdf", "image/png", "image/jpeg", "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS = "application/vnd.ms-excel"
KNOWN = frozenset({PDF, PNG, JPEG, CSV, XLSX, XLS})
OTHER = "application/octet-stream"
SNIFFED = {".pdf": PDF, ".png": PNG, ".jpg": JPEG, ".jpeg": JPEG, ".jfif": JPEG, ".xls": XLS}
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
HEAD = 4096  # bytes: every format taken here says what it is at its beginning
MOST_PIXELS = 8_000_000
SWEEP = "files.sweep"
ORPHAN_AGE = (
    24 * 3600
)  # seconds: longer than any deed takes between writing the bytes and its commit


class Kept(msgspec.Struct, frozen=True):
    """What the row of a file says."""

    id: UUID
    sha256: str
    name: str
    media_type: str
    size: int


class Damaged(Exception):
    """The bytes in the store are not those that were filed: a fault of the disk, never of a person (T30)."""


KEEP = """insert into file (id, sha256, name, media_type, size, created_at, created_by, expires_at)
          values ($1, $2, $3, $4, $5, $6, $7, $8)"""
FACTS = "select id, sha256, name, media_type, size from file where id = $1"


async def keep(name: str, data: bytes, media_type: str, *, until: datetime | None = None) -> UUID:
    """Stores the bytes, then their row in the open transaction; gives the file's id. `until`: swept away after it."""
    sha256 = await asyncio.to_thread(store, _folder(), data)
    made = new_id()
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
    )
    return made


async def facts(file_id: UUID) -> Kept:
    """What the row says. Raises NotHere, also for another property's file (TEN-4)."""
    found = await database.row(Kept, FACTS, file_id)
    if found is None:
        raise NotHere
    return found


async def waits_for(file_id: UUID, person: UUID | None) -> bool:
    """Whether it is an upload of that person that waits for a deed and has not expired."""
    sql = "select exists (select 1 from file where id = $1 and created_by = $2 and expires_at > $3)"
    return bool(await database.value(sql, file_id, person, clock.now()))


async def read(file_id: UUID) -> bytes:
    """The bytes as they were kept. Raises NotHere, or Damaged when they are not the same any more."""
    return await _bytes_of(await facts(file_id))


async def forget(file_id: UUID) -> None:
    """Takes the row away; the sweep removes the bytes once no other row names them."""
    await database.execute("delete from file where id = $1", file_id)


async def serve(file_id: UUID, *, inline: bool = False) -> Response[bytes]:
    """The file as an answer: an attachment, or shown in the browser when it is a PDF that we made ourselves."""
    kept = await facts(file_id)
    shown = "inline" if inline and kept.media_type == PDF else "attachment"
    return attachment(kept.name, await _bytes_of(kept), kept.media_type, shown=shown)


def attachment(
    name: str, data: bytes, media_type: str, *, shown: str = "attachment"
) -> Response[bytes]:
    """Bytes under a name; the headers every answer carries forbid the browser to guess another type (T20)."""
    headers = {
        "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(file_name(name), safe='')}"
    }
    return Response(data, media_type=media_type if media_type in KNOWN else OTHER, headers=headers)


def file_name(name: str) -> str:
    """A name without folders and unseen signs, at most 120 characters."""
    last = clean(name).replace("\\", "/").rsplit("/", 1)[-1].replace("\n", " ").strip(". ")
    stem, dot, ending = last.rpartition(".")
    return f"{stem[:110]}{dot}{ending[:8]}" if dot else last[:120] or "file"


def sniffed(data: bytes, allowed: frozenset[str], *, field: str = "file") -> str:
    """What the bytes themselves say they are, never what their name says. Raises Refused unless allowed."""
    found = _said_by(data)
    if not found and data and _is_text(data[:HEAD]):
        found = CSV
    if found not in allowed:
        raise Refused(
            field,
            N_(
                "A file of this kind cannot be taken here. Save it in one of the formats named and try again."
            ),
        )
    return found


def _said_by(data: bytes) -> str:
    """The media type the bytes show, or nothing."""
    import puremagic  # its table of signatures is loaded when a file comes

    if data.startswith(ZIP):
        return XLSX if _is_workbook(data) else "application/zip"
    if data.startswith(OLE):
        return XLS
    try:
        ending = puremagic.from_string(data[:HEAD])
    except (puremagic.PureError, ValueError):
        return ""
    return SNIFFED.get(ending, "")


def _is_text(head: bytes) -> bool:
    """Whether a person could have typed this: no control signs, or UTF-16 by its mark."""
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or not CONTROL.search(head)


def _is_workbook(data: bytes) -> bool:
    """Whether an archive holds an Excel workbook; nothing of it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "xl/workbook.xml" in archive.NameToInfo
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def picture(data: bytes, *, field: str = "file", most_pixels: int = MOST_PIXELS) -> bytes:
    """The picture drawn anew as PNG: no hidden data, no more pixels than allowed (T18). Raises Refused."""
    from PIL import Image, UnidentifiedImageError  # when a picture comes

    sniffed(data, frozenset({PNG, JPEG}), field=field)
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > most_pixels:
                raise Refused(
                    field, N_("This picture is too large. Make it smaller and try again.")
                )
            drawn = io.BytesIO()
            opened.convert("RGBA").save(drawn, "PNG", optimize=True)
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
    ) as fault:
        raise Refused(
            field, N_("This picture cannot be read. Save it as PNG or JPEG and try again.")
        ) from fault
    return drawn.getvalue()


def store(folder: Path, data: bytes) -> str:
    """Puts the bytes under their SHA-256; once it returns they survive a power cut (T28)."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = folder / sha256[:2] / sha256
    if target.is_file() and target.stat().st_size == len(data):
        os.utime(target)  # young again: the sweep leaves it until this deed's row is written
        return sha256
    _make(target.parent)
    coming = target.parent / f".{sha256}.{os.getpid()}.{time.monotonic_ns()}"
    handle = os.open(coming, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    except OSError:
        coming.unlink(missing_ok=True)
        raise
    finally:
        os.close(handle)
    coming.rename(target)
    _settle(target.parent)
    return sha256


async def sweep() -> int:
    """Removes expired files and bytes that no row of the open property names; returns how many bytes' files went."""
    await database.execute("delete from file where expires_at < $1", clock.now())
    named = {
        record[0]
        for record in await database.connection().fetch("select distinct sha256 from file")
    }
    return await asyncio.to_thread(_sweep, _folder(), named)


def _sweep(folder: Path, named: set[str]) -> int:
    gone = 0
    before = time.time() - ORPHAN_AGE
    for file in folder.glob("??/*"):
        if file.name not in named and file.stat().st_mtime < before:
            file.unlink(missing_ok=True)
            gone += 1
    return gone


async def _bytes_of(kept: Kept) -> bytes:
    path = _folder() / kept.sha256[:2] / kept.sha256
    try:
        data = await asyncio.to_thread(path.read_bytes)
    except FileNotFoundError as fault:
        raise Damaged(kept.sha256) from fault
    if hashlib.sha256(data).hexdigest() != kept.sha256:
        raise Damaged(kept.sha256)
    return data


def _folder() -> Path:
    """The open property's own part of the store."""
    return settings().data / "files" / str(here().property)


def _make(folder: Path) -> None:
    """The folder, each new level of it on the disk before the next."""
    missing = [level for level in (folder, *folder.parents) if not level.is_dir()]
    for level in reversed(missing):
        level.mkdir(mode=0o700, exist_ok=True)
        _settle(level.parent)


def _settle(folder: Path) -> None:
    """Makes the folder's own list of names survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
