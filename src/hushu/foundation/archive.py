"""The backup's archive: a compressed tar whose members are hashed as they are read, with the manifest last (T31)."""

import hashlib
import io
import os
import tarfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO

import msgspec
import zstandard

FORMAT = 1
DUMP, MANIFEST = "database.dump", "manifest.json"
OWN_TO_A_MACHINE = frozenset({"postgres", "instance", "prepare.sql"})
KEPT_BESIDE = ("audit-witness.json",)
PIECE = 1 << 20


class BackupError(Exception):
    """It cannot be done; the sentence says why and what to do."""


class Rows(msgspec.Struct, frozen=True):
    """How many rows a table has, and the hash over all of them."""

    count: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds."""

    format: int = FORMAT
    made_at: datetime
    postgres: str
    members: dict[str, str]
    tables: dict[str, Rows]
    missing: list[str] = []


def pack(
    data: Path,
    dump: Path,
    target: Path,
    postgres: str,
    tables: dict[str, Rows],
    promised: set[str],
) -> Manifest:
    """The archive: each member is hashed as it is read, the manifest comes last."""
    members: dict[str, str] = {}
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        with zstandard.ZstdCompressor(level=3).stream_writer(file, closefd=False) as squeezed, \
             tarfile.open(fileobj=squeezed, mode="w|") as tar:  # fmt: skip
            for name, source in [(DUMP, dump), *_kept(data)]:
                members[name] = _add(tar, name, source)
            there = {PurePosixPath(name).name for name in members if name.startswith("files/")}
            manifest = Manifest(
                made_at=datetime.now(UTC),
                postgres=postgres,
                members=members,
                tables=tables,
                missing=sorted(promised - there),
            )
            text = msgspec.json.format(msgspec.json.encode(manifest))
            info = _info(MANIFEST, len(text))
            tar.addfile(info, io.BytesIO(text))
        file.flush()
        os.fsync(file.fileno())
    return manifest


def _kept(data: Path) -> Iterator[tuple[str, Path]]:
    """Names in the archive with their files: what is stored, and the secrets that make it readable elsewhere."""
    for folder in ("files", "secrets"):
        for file in sorted((data / folder).rglob("*")):
            if (
                file.is_file()
                and not file.is_symlink()
                and not (folder == "secrets" and file.name in OWN_TO_A_MACHINE)
            ):
                yield file.relative_to(data).as_posix(), file
    for name in KEPT_BESIDE:
        if (data / name).is_file():
            yield name, data / name


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, 0o600, int(datetime.now(UTC).timestamp())
    return info


class _Hashing(io.RawIOBase):
    """Reads on and hashes what it reads."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self.file.read(size)
        self.digest.update(data)
        return data


def _add(tar: tarfile.TarFile, name: str, source: Path) -> str:
    with source.open("rb") as file:
        reader = _Hashing(file)
        tar.addfile(_info(name, os.fstat(file.fileno()).st_size), reader)
    return reader.digest.hexdigest()


def unpack(archive: Path, folder: Path) -> Manifest:
    """Unpacks beside the data and compares every hash. Raises BackupError for anything that does not fit."""
    found: dict[str, str] = {}
    try:
        with archive.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as plain, \
             tarfile.open(fileobj=plain, mode="r|") as tar:  # fmt: skip
            for member in tar:
                found[member.name] = _take_out(tar, member, folder)
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except FileNotFoundError as fault:
        raise BackupError(f"备份不完整或找不到：{fault.filename}") from fault
    except (OSError, tarfile.TarError, zstandard.ZstdError, msgspec.DecodeError) as fault:
        raise BackupError(f"{archive} 不是完整的户枢备份：{fault}") from fault
    if manifest.format != FORMAT:
        raise BackupError(
            f"备份格式 {manifest.format} 与本版（{FORMAT}）不同：请用做备份的那一版恢复。"
        )
    found.pop(MANIFEST)
    if wrong := differing(manifest.members, found):
        raise BackupError(
            f"备份已损坏，{wrong[0]} 的内容与清单不符（共 {len(wrong)} 处）。请换一份备份。"
        )
    return manifest


def differing(said: Mapping[str, object], found: Mapping[str, object]) -> list[str]:
    """The names whose values are not the same in both."""
    return sorted(name for name in {**said, **found} if said.get(name) != found.get(name))


def _take_out(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> str:
    """One plain file of the archive, under the names a backup has and no other."""
    path = PurePosixPath(member.name)
    expected = path.parts[0] in {"files", "secrets"} or member.name in {
        DUMP,
        MANIFEST,
        *KEPT_BESIDE,
    }
    if not member.isfile() or path.is_absolute() or ".." in path.parts or not expected:
        raise BackupError(f"备份里有不该有的内容：{member.name}")
    target, digest = folder / path, hashlib.sha256()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    source = tar.extractfile(member)
    with target.open("wb") as out:
        while source is not None and (piece := source.read(PIECE)):
            digest.update(piece)
            out.write(piece)
    target.chmod(0o600)
    return digest.hexdigest()


def put_in_place(folder: Path, data: Path) -> None:
    """Files and secrets where the house looks for them."""
    (data / "secrets").mkdir(mode=0o700, exist_ok=True)
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder)
        if file.is_file() and name.as_posix() not in {DUMP, MANIFEST}:
            (data / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file.replace(data / name)
