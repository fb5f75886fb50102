"""Filing: an item gets its number and its place, its files a key of their own (ARCH-3, ARCH-6, ARCH-7, ARCH-9)."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from hushu.archives import queries
from hushu.archives.commands.dues import lay_dues
from hushu.archives.commands.house import for_the_house
from hushu.archives.commands.volumes import CLOSED, Cover, count_in, open_volume
from hushu.archives.events import ItemFiled
from hushu.archives.rules import filing as rules
from hushu.archives.rules.grams import grams
from hushu.archives.rules.pack import FilingRule, Pack
from hushu.archives.tables import ArchiveItem, ArchiveLeaf
from hushu.foundation import clock, database, files, live, outbox, packs
from hushu.foundation.events import emit
from hushu.foundation.opened import here
from hushu.foundation.refusals import Refused
from hushu.foundation.tables import insert, new_id

LAST = "select coalesce(max(no), 0) + 1 from archive_item where volume = $1"
FOUND_BY = """insert into archive_text (item, dated, grams) values ($1, $2, $3)
              on conflict (property, item) do update set dated = excluded.dated, grams = excluded.grams"""
READ = "archives.read"
UNCOUNTED = 0  # pages, until its files are read


class Filing(msgspec.Struct, frozen=True, kw_only=True):
    """What is filed. files: already in the store under keys of their own, in their order."""

    volume: UUID
    title: str
    dated: date
    made_title: bool = False
    doc_no: str = ""
    author: str = ""
    pages: int = 1
    secrecy: int | None = None
    original: bool = True
    medium: str = "both"
    ink: str = ""
    remark: str = ""
    organisation: str = ""
    unit: UUID | None = None
    files: tuple[UUID, ...] = ()
    source: str = ""
    source_id: UUID | None = None


class Produced(msgspec.Struct, frozen=True, kw_only=True):
    """What another module made and gives to the archives (ARCH-9). rule: a key of the pack's filing rules.

    files: of the store, plain or sealed; the archives keep copies under keys of their own. pages: where somebody counted
    them; else those of its files are counted when they are read. medium: `both` where a paper goes with them.
    """

    rule: str
    source: str
    source_id: UUID
    title: str
    dated: date
    files: tuple[UUID, ...]
    medium: str = "electronic"
    doc_no: str = ""
    author: str = ""
    secrecy: int = 0
    pages: int | None = None
    organisation: str = ""
    unit: UUID | None = None


async def file_item(given: Filing) -> UUID:
    """Files it as the next item of its volume. Raises Refused at the field that breaks the class's rule."""
    volume = await queries.volume(given.volume, lock=True)
    if volume.state != "open":
        raise Refused("volume", CLOSED)
    its = await queries.archive_class(volume.class_id)
    rule = rules.ClassRule(its.medium, its.originals_only, its.inks)
    rules.check(rule, original=given.original, medium=given.medium, ink=given.ink)
    secrecy = max(volume.secrecy, given.secrecy or 0)
    rules.check_level(secrecy, volume.secrecy)
    no = int(await database.value(LAST, volume.id))
    kept = [await files.facts(one) for one in given.files]
    made = ArchiveItem(
        id=new_id(), volume=volume.id, archive_class=its.id, no=no, number=rules.item_number(volume.number, no),
        secrecy=secrecy, sha256=kept[0].sha256 if kept else "", term=volume.term, trigger=volume.trigger,
        filed_at=clock.now(), filed_by=here().person, **_catalog(given),
    )  # fmt: skip
    await insert(made)
    await _leaves(made.id, given.files)
    await count_in(volume.id)
    await lay_dues(volume.id)
    await find_by(
        made.id,
        given.dated,
        (given.title, given.doc_no, given.author, given.organisation, given.remark, made.number),
    )
    await emit(ItemFiled(made.id, volume.id))
    live.changed("archives")
    return made.id


def _catalog(given: Filing) -> dict[str, Any]:
    """The columns that stand on the form as they were given."""
    apart = {"volume", "files", "secrecy"}
    return {
        name: value for name, value in msgspec.structs.asdict(given).items() if name not in apart
    }


async def _leaves(item: UUID, given: tuple[UUID, ...]) -> None:
    for place, file in enumerate(given, 1):
        await insert(ArchiveLeaf(id=new_id(), item=item, place=place, file=file))
    if given:
        await outbox.send(READ, queue="printing", once=f"{READ}:{item}", item=str(item))


async def find_by(item: UUID, dated: date, texts: tuple[str, ...]) -> None:
    """Lays what the item is found by."""
    await database.execute(FOUND_BY, item, dated, grams(texts))


async def file_produced(produced: Produced) -> UUID:
    """Files what another module made, in the year's open volume of its rule; the same record twice is one item."""
    await database.alone(f"archive {produced.source} {produced.source_id}")
    async with for_the_house():
        return await _file_produced(produced)


async def _file_produced(produced: Produced) -> UUID:
    found = await queries.item_of_source(produced.source, produced.source_id)
    if found is not None:
        return found
    volume = await _volume_for(produced)
    sealed = tuple([await _sealed(one) for one in produced.files])
    same = {
        name: value
        for name, value in msgspec.structs.asdict(produced).items()
        if name not in {"rule", "files", "secrecy", "pages"}
    }
    pages = produced.pages or (UNCOUNTED if sealed else 1)
    return await file_item(Filing(volume=volume, files=sealed, pages=pages, **same))


async def _sealed(file: UUID) -> UUID:
    """A copy of the bytes under a key of its own."""
    known = await files.facts(file)
    return await files.keep(known.name, await files.read(file), known.media_type, sealed=True)


def _rules() -> dict[str, FilingRule]:
    return {one.key: one for one in packs.part(here().kind, "archives", Pack).rule}


def has_rule(key: str) -> bool:
    """Whether the pack says where papers of exactly that kind go."""
    return key in _rules()


def rule_of(key: str) -> FilingRule:
    """The pack's rule for that kind of paper; a kind without one goes where its first word says. Raises LookupError."""
    rules_ = _rules()
    while key not in rules_ and "." in key:
        key = key.rpartition(".")[0]
    return rules_[key]


async def _volume_for(produced: Produced) -> UUID:
    """The open volume of the paper's year, or a new one; each organisation outside has its own (ARCH-2)."""
    rule = rule_of(produced.rule)
    its = await queries.class_of_key(rule.class_key)
    year = produced.dated.year
    await database.alone(f"archive volume {its.code} {year}")
    secrecy = max(its.secrecy, produced.secrecy)
    sql = """select id from archive_volume where class = $1 and year = $2 and state = 'open' and organisation = $3
               and title = $4 and secrecy = $5 order by no desc limit 1"""
    title = f"{year}年{rule.title}{f'（{produced.organisation}）' if produced.organisation else ''}"
    found: UUID | None = await database.value(
        sql, its.id, year, produced.organisation, title, secrecy
    )
    cover = Cover(
        class_id=its.id, year=year, title=title, organisation=produced.organisation, secrecy=secrecy
    )
    return found or await open_volume(cover)
