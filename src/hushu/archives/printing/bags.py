"""An exported package: originals, catalogs, metadata, one BagIt bag in a .zip (ARCH-50)."""

import asyncio
import mmap
from pathlib import Path, PurePosixPath
from typing import IO, cast
from uuid import UUID

import msgspec

from hushu.archives.commands.reading import note_exports
from hushu.archives.printing.catalogs import COLUMNS, GATHER, TITLES
from hushu.archives.queries import exporting
from hushu.archives.queries.catalogs import Wish
from hushu.archives.queries.exporting import LeafRow, Readable
from hushu.archives.rules.bags import RECORD, BagFile, BagItem
from hushu.archives.rules.metadata import Tree, dublin_core
from hushu.archives.rules.words import ORDINARY
from hushu.foundation import bags, clock, files, papers, sheets
from hushu.foundation.opened import here, me, setting
from hushu.foundation.papers import Sheet
from hushu.foundation.refusals import Refused
from hushu.foundation.translation import DEFAULT, N_, speaking, translate

LARGEST = 2 << 30
HOURS = 72  # a package lies ready for three days, then its key is destroyed with it
KEPT_BACK = N_(
    "%(n)s of them are not readable for who exported: their entries are here, their originals are not."
)
TOO_LARGE = N_(
    "These papers are larger than 2 GB together. Export one class or one volume at a time."
)


@papers.private
async def export(class_id: str = "", volume: str = "") -> Sheet:
    """The package of a volume, a class or everything. Raises Refused when it is too large."""
    wish = Wish(
        class_id=UUID(class_id) if class_id else None, volume=UUID(volume) if volume else None
    )
    size, count = await exporting.size_of(wish)
    if size > LARGEST:
        raise Refused("", TOO_LARGE)
    name = f"{here().slug}-archives-{clock.local(clock.now()):%Y%m%d-%H%M%S}"
    with speaking(DEFAULT):
        async with bags.workshop() as room:
            folder = room / name
            packing = Packing(folder, count)
            await packing.pack(wish)
            about = {
                "source_organization": here().property_name, "external_identifier": name,
                "external_description": packing.report(),
            }  # fmt: skip
            await bags.made(folder, about)
            await papers.progress(90)
            target = room / f"{name}.zip"
            await asyncio.to_thread(bags.packed, folder, target)
            return Sheet(await asyncio.to_thread(mapped, target), files.ZIP, target.name, HOURS)


def mapped(file: Path) -> bytes:
    """The file's bytes without a copy of them in memory; they stay readable after its name is gone."""
    with file.open("rb") as source:
        return cast("bytes", mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ))


class Packing:
    """Lays everything into a folder, item after item."""

    def __init__(self, folder: Path, expected: int) -> None:
        self._folder, self._expected, self._done, self._kept_back = folder, max(1, expected), 0, 0
        for part in ("files", "catalogs", "metadata/dc"):
            (folder / part).mkdir(parents=True)

    async def pack(self, wish: Wish) -> None:
        """Record, tree, an entry and the originals of every item, what holds them and who borrowed them, the catalogs."""
        classes = await exporting.classes()
        volumes = await exporting.volumes(wish)
        with (self._folder / RECORD).open("wb") as record, self._tree() as tree:
            for line in (*await exporting.terms(), *classes, *volumes):
                record.write(msgspec.json.encode(line) + b"\n")
            by_key, by_number = {c.key: c for c in classes}, {v.number: v for v in volumes}
            aid = Tree(here().property_name, str(setting("fonds", "")) or here().slug)
            tree.write(aid.head)
            async for piece in exporting.items(wish, me()):
                for item in await self._items(piece):
                    record.write(msgspec.json.encode(item) + b"\n")
                    tree.write(aid.item(item, by_number[item.volume], by_key[item.class_key]))
            for act in (*await exporting.holds(wish), *await exporting.loans(wish)):
                record.write(msgspec.json.encode(act) + b"\n")
            tree.write(aid.tail())
        await self._catalogs(wish)
        self._write("metadata/report.txt", f"{self.report()}\n".encode())

    def report(self) -> str:
        """How many items are in it, and how many of them without originals because who exported may not read them."""
        said = translate(N_("%(n)s items in this package."), n=self._done)
        if self._kept_back:
            said += translate(KEPT_BACK, n=self._kept_back)
        return said

    def _tree(self) -> IO[str]:
        return (self._folder / "metadata" / "ead.xml").open("w", encoding="utf-8")

    async def _items(self, piece: list[Readable]) -> list[BagItem]:
        """These items with their files laid down; what is confidential among them is kept as read."""
        leaves = await exporting.leaves([one.id for one in piece])
        made = []
        for one in piece:
            kept = [
                await self._file(one.item, leaf, readable=one.may_read)
                for leaf in leaves.get(one.id, [])
            ]
            item = msgspec.structs.replace(one.item, files=kept)
            self._write(f"metadata/dc/{_safe(item.number)}.xml", dublin_core(item).encode())
            made.append(item)
        left = [one.id for one in piece if one.may_read and one.item.secrecy > ORDINARY]
        await note_exports([key for key in left if key in leaves])
        self._done += len(piece)
        self._kept_back += sum(
            one.id in leaves and one.item.state == "kept" and not one.may_read for one in piece
        )
        await papers.progress(self._done * 80 // self._expected)
        return made

    async def _file(self, item: BagItem, leaf: LeafRow, *, readable: bool) -> BagFile:
        """The original under its item's number; of what is destroyed, damaged or not for this reader, the entry alone."""
        path = ""
        if readable and item.state == "kept":
            end = PurePosixPath(leaf.name).suffix[:12]
            path = f"files/{_safe(item.number)}/{leaf.place:03}{_safe(end)}"
            self._write(path, await files.read(leaf.file))
        return BagFile(leaf.place, leaf.name, leaf.media_type, leaf.size, leaf.sha256, path)

    def _write(self, path: str, data: bytes) -> None:
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    async def _catalogs(self, wish: Wish) -> None:
        """Catalogs for people: of a volume its own, else of volumes and of items; as .csv and as .xlsx."""
        for kind in ("inside",) if wish.volume else ("volumes", "items"):
            rows = await GATHER[kind](wish)
            headings = [translate(column.heading) for column in COLUMNS[kind]]
            for form in ("csv", "xlsx"):
                book = sheets.Book(title=translate(TITLES[kind]), headings=headings, rows=rows)
                self._write(f"catalogs/{kind}.{form}", await sheets.written(book, form))


def _safe(name: str) -> str:
    """A number as a name that every file system takes."""
    return "".join(sign if sign.isalnum() or sign in "-._" else "_" for sign in name)
