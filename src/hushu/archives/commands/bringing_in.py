"""An exported package comes back: the same classes, volumes, items, numbers, files and hashes, or nothing at all (ARCH-50)."""

import asyncio
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from hushu.archives.commands.bringing_acts import COUNTER, DAMAGED, Left, People, bring_acts
from hushu.archives.commands.filing import READ, find_by
from hushu.archives.commands.house import for_the_house
from hushu.archives.commands.volumes import count_in
from hushu.archives.rules.bags import (
    RECORD,
    BagClass,
    BagFile,
    BagItem,
    BagPerson,
    BagTerm,
    BagVolume,
    Line,
)
from hushu.archives.rules.words import SECRET
from hushu.foundation import bags, database, files, live, outbox
from hushu.foundation.refusals import Refused
from hushu.foundation.tables import new_id
from hushu.foundation.translation import N_

HELD = N_(
    "Volume %(number)s is here already. A package goes into a property that does not hold its volumes."
)
OTHER_TERM = N_(
    "The term %(name)s means something else here. Give it the same years first, or bring the package in elsewhere."
)
OTHER_CLASS = N_(
    "The class %(name)s has another code here. Give it the same code first, or bring the package in elsewhere."
)
TERM = """insert into archive_term (id, key, code, name, place, years, ours) values ($1, $2, $3, $4, $5, $6, $7)"""
CLASS = """insert into archive_class (id, key, parent, code, name, place, keeper, medium, term, trigger, secrecy, lending,
             loan_chain, readers, originals_only, inks, ours, note)
           values ($1, $2, (select id from archive_class where key = $3), $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
             $16, $17, $18)"""
VOLUME = """insert into archive_volume (id, number, class, year, no, title, term, trigger, secrecy, organisation, department,
              unit, state, opened_on, closed_on, note, follows, replaces, began_on)
            values ($1, $2, (select id from archive_class where key = $3), $4, $5, $6, $7, $8, $9, $10, $11,
              (select id from unit where label = $12 limit 1), $13, $14, $15, $16, null, null, $17)"""
TIES = """update archive_volume v set follows = (select id from archive_volume where number = $2),
                 replaces = (select id from archive_volume where number = $3) where v.number = $1"""
ITEM = """insert into archive_item (id, number, volume, class, no, title, made_title, doc_no, author, dated, pages, secrecy,
            original, medium, ink, remark, organisation, unit, term, trigger, began_on, due_on, sha256, state, filed_at, filed_by,
            filed_name, destroyed_at)
          values ($1, $2, $3, (select id from archive_class where key = $4), $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
            $16, $17, (select id from unit where label = $18 limit 1), $19, $20, $21, $22, $23, $24, $25, $26, $27, $28)"""
LEAF = "insert into archive_leaf (id, item, place, file, read_at) values ($1, $2, $3, $4, $5)"
GONE = """insert into file (id, sha256, name, media_type, size, created_at, erased_at) values ($1, $2, $3, $4, $5, $6, $6)"""
SAME_TERM = "select code, years from archive_term where key = $1"
SAME_CLASS = "select code from archive_class where key = $1"


class Brought(msgspec.Struct, frozen=True):
    """What came in, and what could not."""

    volumes: list[BagVolume]
    items: int
    files: int
    left: list[Left]


async def bring_in(package: Path, *, field: str = "file") -> Brought:
    """Unpacks, proves every byte, lays everything. Raises Refused, and then nothing is here."""
    async with bags.workshop() as room:
        try:
            folder = await asyncio.to_thread(bags.unpacked, package, room / "bag")
            await bags.proven(folder)
            record = (folder / "data" / RECORD).read_bytes()
            lines = [msgspec.json.decode(line, type=Line) for line in record.splitlines()]
        except (bags.NotABag, OSError, msgspec.MsgspecError) as fault:
            raise Refused(field, DAMAGED, where=str(fault)[:120]) from fault
        async with for_the_house():
            made = await _Laying(folder / "data", await People.here(), field).all(lines)
    live.changed("archives")
    return made


class _Laying:
    """Lays the lines of one package."""

    def __init__(self, data: Path, people: People, field: str) -> None:
        self._data, self._people, self._field, self._files = data, people, field, 0
        self._volumes: dict[str, UUID] = {}
        self._items: dict[str, UUID] = {}

    async def all(self, lines: list[Any]) -> Brought:
        """Terms, classes, volumes, items, then holds and loans: each finds what it stands under."""
        volumes = [line for line in lines if isinstance(line, BagVolume)]
        items = [line for line in lines if isinstance(line, BagItem)]
        for line in lines:
            if isinstance(line, BagTerm):
                await self._term(line)
            elif isinstance(line, BagClass):
                await self._class(line)
        for volume in volumes:
            await self._volume(volume)
        for volume in volumes:
            await database.execute(TIES, volume.number, volume.follows, volume.replaces)
        for item in items:
            await self._item(item)
        for made in self._volumes.values():
            await count_in(made)
        left = await bring_acts(lines, self._people, self._volumes, self._items, field=self._field)
        return Brought(volumes, len(items), self._files, left)

    async def _term(self, line: BagTerm) -> None:
        known = await database.connection().fetchrow(SAME_TERM, line.key)
        if known is None:
            await database.execute(
                TERM, new_id(), line.key, line.code, line.name, line.place, line.years, line.ours
            )
        elif (known[0], known[1]) != (line.code, line.years):
            raise Refused(self._field, OTHER_TERM, name=line.name)

    async def _class(self, line: BagClass) -> None:
        code = await database.value(SAME_CLASS, line.key)
        if code is None:
            _, key, parent, *rest = (None, *msgspec.structs.astuple(line))
            await database.execute(CLASS, new_id(), key, parent, *rest)
        elif code != line.code:
            raise Refused(self._field, OTHER_CLASS, name=line.name)

    async def _volume(self, line: BagVolume) -> None:
        if await database.value("select 1 from archive_volume where number = $1", line.number):
            raise Refused(self._field, HELD, number=line.number)
        self._volumes[line.number] = made = new_id()
        cells = msgspec.structs.astuple(line)
        await database.execute(VOLUME, made, *cells[:15], line.began_on)
        code = await database.value(SAME_CLASS, line.class_key)
        kind = f"archive {code}{' secret' if line.secrecy == SECRET else ''}"
        await database.execute(COUNTER, kind, line.year, line.no)

    async def _item(self, line: BagItem) -> None:
        self._items[line.number] = made = new_id()
        if line.volume not in self._volumes:
            raise Refused(self._field, DAMAGED, where=line.number)
        rest = {
            name: value
            for name, value in msgspec.structs.asdict(line).items()
            if name
            not in {"number", "volume", "source", "filed_by", "filer", "destroyed_at", "files"}
        }
        filer = self._people.find(BagPerson(line.filed_by, line.filer))
        await database.execute(
            ITEM, made, line.number, self._volumes[line.volume], *rest.values(), filer,
            "" if filer else line.filed_by, line.destroyed_at,
        )  # fmt: skip
        for file in line.files:
            kept = await self._file(line, file)
            never = None if file.path else line.filed_at  # nothing of it will ever be read
            await database.execute(LEAF, new_id(), made, file.place, kept, never)
        if line.state == "kept":
            texts = (
                line.title,
                line.doc_no,
                line.author,
                line.organisation,
                line.remark,
                line.number,
            )
            await find_by(made, line.dated, texts)
            if line.files:
                await outbox.send(READ, queue="printing", once=f"{READ}:{made}", item=str(made))

    async def _file(self, item: BagItem, file: BagFile) -> UUID:
        """The original under a new key of its own; what came without bytes is the tombstone of a file."""
        if not file.path:
            made = new_id()
            await database.execute(
                GONE, made, file.sha256, file.name, file.media_type, file.size, item.filed_at
            )
            return made
        place = (self._data / file.path).resolve()
        if not place.is_relative_to(self._data.resolve()) or not place.is_file():
            raise Refused(self._field, DAMAGED, where=file.path[:120])
        made = await files.keep(file.name, place.read_bytes(), file.media_type, sealed=True)
        if (await files.facts(made)).sha256 != file.sha256:
            raise Refused(self._field, DAMAGED, where=file.path[:120])
        self._files += 1
        return made
