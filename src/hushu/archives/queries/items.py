"""Items (卷内文件) as lists, pages and catalogs show them; secret ones stay unseen behind the database's own wall."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import database, files
from hushu.foundation.database import Asked
from hushu.foundation.refusals import NotHere


class ItemRow(msgspec.Struct, frozen=True):
    """An item as a list shows it."""

    id: UUID
    volume: UUID
    number: str
    no: int
    title: str
    made_title: bool
    doc_no: str
    author: str
    dated: date
    pages: int
    secrecy: int
    state: str
    medium: str
    remark: str

    @property
    def shown_title(self) -> str:
        """A title made by us stands in brackets (DA/T 22)."""
        return f"[{self.title}]" if self.made_title else self.title


class ItemDetail(msgspec.Struct, frozen=True):
    """Everything the catalog says of an item."""

    id: UUID
    volume: UUID
    volume_number: str
    volume_title: str
    volume_state: str
    class_id: UUID
    number: str
    no: int
    title: str
    made_title: bool
    doc_no: str
    author: str
    dated: date
    pages: int
    secrecy: int
    original: bool
    medium: str
    ink: str
    remark: str
    organisation: str
    unit: UUID | None
    unit_label: str
    source: str
    source_id: UUID | None
    term: str
    term_name: str
    years: int | None
    trigger: str
    began_on: date | None
    due_on: date | None
    sha256: str
    state: str
    filed_at: datetime
    filed_by: str
    destroyed_at: datetime | None
    edition: int

    @property
    def shown_title(self) -> str:
        """A title made by us stands in brackets (DA/T 22)."""
        return f"[{self.title}]" if self.made_title else self.title


class Leaf(msgspec.Struct, frozen=True):
    """A file of an item; `erased` when its key is gone."""

    id: UUID
    place: int
    file: UUID
    thumb: UUID | None
    name: str
    media_type: str
    size: int
    sha256: str
    read_at: datetime | None
    problem: str
    damaged_at: datetime | None


ROW = """select i.id, i.volume, i.number, i.no, i.title, i.made_title, i.doc_no, i.author, i.dated, i.pages, i.secrecy, i.state,
                i.medium, i.remark from archive_item i """
# Leave to one secret item says nothing of its volume: that stays behind its own wall.
DETAIL = """select i.id, i.volume, coalesce(v.number, ''), coalesce(v.title, ''), coalesce(v.state, ''), i.class, i.number, i.no,
                   i.title, i.made_title, i.doc_no, i.author, i.dated, i.pages, i.secrecy, i.original, i.medium, i.ink, i.remark,
                   i.organisation, i.unit, coalesce(u.label, ''), i.source, i.source_id, i.term, t.name, t.years, i.trigger,
                   i.began_on, i.due_on, i.sha256, i.state, i.filed_at, coalesce(p.name, i.filed_name), i.destroyed_at, i.edition
              from archive_item i left join archive_volume v on v.property = i.property and v.id = i.volume
              join archive_term t on t.property = i.property and t.key = i.term
              left join unit u on u.property = i.property and u.id = i.unit
              left join person p on p.property = i.property and p.id = i.filed_by where i.id = $1"""
LEAVES = """select l.id, l.place, l.file, l.thumb, f.name, f.media_type, f.size, f.sha256, l.read_at, l.problem, l.damaged_at
              from archive_leaf l join file f on f.property = l.property and f.id = l.file where l.item = $1 order by l.place"""


def items_of(volume: UUID, after: int, limit: int) -> Asked[ItemRow]:
    """A volume's items in their order, going on after a number."""
    sql = ROW + "where i.volume = $1 and i.no > $2 order by i.no limit $3"
    return Asked(ItemRow, sql, (volume, after, limit))


async def item(item_id: UUID, *, lock: bool = False) -> ItemDetail:
    """One item. Raises NotHere, also for a secret one that one may not know of."""
    found = await database.row(
        ItemDetail, DETAIL + (" for no key update of i" if lock else ""), item_id
    )
    if found is None:
        raise NotHere
    return found


def leaves(item_id: UUID) -> Asked[Leaf]:
    """The item's files."""
    return Asked(Leaf, LEAVES, (item_id,))


async def item_of_source(source: str, source_id: UUID) -> UUID | None:
    """The item that record was filed as, if it was."""
    sql = "select id from archive_item where source = $1 and source_id = $2"
    found: UUID | None = await database.value(sql, source, source_id)
    return found


async def words_of(leaf: UUID) -> str:
    """What was read in a leaf's file; empty where nothing was, or the file is destroyed."""
    found = await database.connection().fetchrow(
        "select file, words from archive_leaf where id = $1", leaf
    )
    return await files.unseal_text(found[0], found[1]) if found and found[1] else ""
