"""The store on the disk: bytes under their own SHA-256; a name given implies bytes that survive a power cut (T28)."""

import hashlib
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

PIECE = 1 << 20
ORPHAN_AGE = (
    24 * 3600
)  # seconds: longer than any deed takes between writing the bytes and its commit


def place(folder: Path, sha256: str) -> Path:
    """Where bytes of that hash lie."""
    return folder / sha256[:2] / sha256


def pieces(data: bytes) -> Iterator[memoryview]:
    """The bytes in parts that keep nobody waiting."""
    view = memoryview(data)
    return (view[at : at + PIECE] for at in range(0, len(view), PIECE))


def store(folder: Path, data: bytes) -> str:
    """Puts the bytes under their SHA-256; once it returns they survive a power cut. Raises OSError."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = place(folder, sha256)
    if target.is_file() and _hash_of(target) == sha256:
        os.utime(target)  # young again: the sweep leaves it until this deed's row is written
        _settle(target.parent)
        return sha256
    return lay(folder, pieces(data))


def lay(folder: Path, parts: Iterable[bytes | memoryview]) -> str:
    """Writes the parts one after another and gives the hash they lie under. Raises OSError and leaves nothing."""
    _make(folder)
    coming = folder / f".coming.{secrets.token_hex(8)}"
    try:
        target = place(folder, _written(coming, parts))
        _make(target.parent)
        coming.rename(target)
    except BaseException:
        coming.unlink(missing_ok=True)
        raise
    _settle(target.parent)
    return target.name


def _written(file: Path, parts: Iterable[bytes | memoryview]) -> str:
    """A new file with these bytes, on the disk; their hash."""
    digest = hashlib.sha256()
    handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        for part in parts:
            digest.update(part)
            left = memoryview(part)
            while left:
                left = left[os.write(handle, left) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    return digest.hexdigest()


def remove(folder: Path, sha256: str) -> None:
    """Takes bytes away that no row names any more; nothing happens where they are gone already."""
    place(folder, sha256).unlink(missing_ok=True)


def sweep(folder: Path, named: set[str]) -> int:
    """Takes away whatever is old enough and not named; returns how many files went."""
    gone = 0
    before = time.time() - ORPHAN_AGE
    for pattern in ("??/*", ".coming.*"):
        for file in folder.glob(pattern):
            if file.name not in named and file.stat().st_mtime < before:
                file.unlink(missing_ok=True)
                gone += 1
    return gone


def replace(target: Path, data: bytes) -> None:
    """Puts a file where an older one may lie: afterwards it is the new one or, after a power cut, the old one. Raises OSError."""
    fresh = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        _written(fresh, [data])
        fresh.replace(target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    _settle(target.parent)


def _hash_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


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
