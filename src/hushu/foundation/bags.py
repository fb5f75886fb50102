"""BagIt packages (RFC 8493): made and proven by the `bagit` library in a process of its own, for it works in its folder.

Every file is hashed twice, by SHA-256 and SHA-512; nothing is ever taken for good by its size alone.
"""

import asyncio
import os
import sys
import tempfile
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from hushu.foundation.settings import settings

PATIENCE = 500.0  # seconds
HASHES = ("--sha256", "--sha512")
MOST_FILES, MOST_UNPACKED = 400_000, 4 << 30


class NotABag(Exception):
    """What came is no package, or not as it was packed; the message says where."""


@asynccontextmanager
async def workshop() -> AsyncIterator[Path]:
    """A folder nobody else reads, gone afterwards."""
    place = settings().data / "work"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place) as folder:
        yield Path(folder)


async def made(folder: Path, about: dict[str, str]) -> None:
    """Makes the folder a bag in place. about: `external_description` and other fields of bag-info."""
    said = [
        part for name, words in about.items() for part in (f"--{name.replace('_', '-')}", words)
    ]
    code, words = await _bagit(*HASHES, *said, str(folder))
    if code:
        raise OSError(words[-500:])


async def proven(folder: Path) -> None:
    """Every file of the bag against every hash. Raises NotABag."""
    if not (folder / "bagit.txt").is_file():
        raise NotABag("bagit.txt")
    if (folder / "fetch.txt").exists():
        raise NotABag("fetch.txt")
    code, words = await _bagit("--validate", str(folder))
    if code:
        raise NotABag(words[-500:])


async def _bagit(*arguments: str) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bagit", "--quiet", *arguments,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, stdin=asyncio.subprocess.DEVNULL,
        env={"PATH": os.environ.get("PATH", "")},
    )  # fmt: skip
    try:
        async with asyncio.timeout(PATIENCE):
            words, _ = await process.communicate()
    except BaseException:
        process.kill()
        raise
    return process.returncode or 0, words.decode(errors="replace")


def packed(folder: Path, target: Path) -> None:
    """The folder as one .zip, its name the root of all; what is packed already is not packed again."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, f"{folder.name}/{file.relative_to(folder)}")


def unpacked(source: Path, target: Path) -> Path:
    """Unpacks a .zip and gives the bag's folder in it. Raises NotABag for whatever a package of ours would not hold."""
    try:
        with zipfile.ZipFile(source) as archive:
            members = archive.infolist()
            if len(members) > MOST_FILES or sum(one.file_size for one in members) > MOST_UNPACKED:
                raise NotABag("size")
            for member in members:
                _lay(archive, member, target)
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, NotImplementedError) as fault:
        raise NotABag(type(fault).__name__) from fault
    found = sorted(target.glob("bagit.txt")) or sorted(target.glob("*/bagit.txt"))
    if len(found) != 1:
        raise NotABag("bagit.txt")
    return found[0].parent


def _lay(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    """One member below the folder and nowhere else, never as a link, never larger than it says."""
    place = (target / member.filename).resolve()
    if member.is_dir():
        return
    if not place.is_relative_to(target.resolve()) or "\\" in member.filename:
        raise NotABag(member.filename)
    place.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as source, place.open("xb") as out:
        left = member.file_size
        while part := source.read(1 << 20):
            left -= len(part)
            if left < 0:
                raise NotABag(member.filename)
            out.write(part)
