"""Destruction lists with their lines and witnesses (ARCH-43, ARCH-44)."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.archives.rules.retention import whole_years
from hushu.foundation import clock, database
from hushu.foundation.refusals import NotHere


class DestructionList(msgspec.Struct, frozen=True):
    """A list as its page and its prints show it; `count` are the lines that are still on it."""

    id: UUID
    year: int
    number: str
    secret: bool
    state: str
    drafter: UUID
    drafter_name: str
    made_at: datetime
    content_hash: str
    approved_on: date | None
    free_on: date | None
    method: str | None
    place: str
    destroyed_at: datetime | None
    certificate: UUID | None
    count: int
    witnessed: int


class Frozen(msgspec.Struct, frozen=True):
    """A line as it was signed: the standard's columns, and the hash of the bytes."""

    place: int
    title: str
    year: int
    number: str
    term: str
    kept: int
    pages: int
    secrecy: int
    remark: str
    sha256: str


class ListRow(msgspec.Struct, frozen=True):
    """A line of a list. blocked: why it cannot be destroyed now."""

    item: UUID
    place: int
    number: str
    title: str
    made_title: bool
    year: int
    volume: UUID
    volume_title: str
    term_name: str
    began_on: date | None
    pages: int
    secrecy: int
    medium: str
    remark: str
    sha256: str
    state: str
    out_at: datetime | None
    out_why: str
    blocked: str | None

    @property
    def shown_title(self) -> str:
        """A title made by us stands in brackets (DA/T 22)."""
        return f"[{self.title}]" if self.made_title else self.title

    @property
    def kept_years(self) -> int:
        """How long it has been kept (已保管期限)."""
        return 0 if self.began_on is None else whole_years(self.began_on, clock.today())

    @property
    def frozen(self) -> Frozen:
        """What is signed of it."""
        return Frozen(self.place, self.shown_title, self.year, self.number, self.term_name, self.kept_years, self.pages,
                      self.secrecy, self.remark, self.sha256)  # fmt: skip


class Witness(msgspec.Struct, frozen=True):
    """Who saw it destroyed, and when they signed."""

    person: UUID
    name: str
    post_name: str
    at: datetime


LIST = """select l.id, l.year, l.number, l.secret, l.state, l.drafter, d.name, l.made_at, l.content_hash, l.approved_on,
                 l.free_on, l.method, l.place, l.destroyed_at, l.certificate,
                 (select count(*) from archive_list_row r where r.list = l.id and r.out_at is null),
                 (select count(*) from archive_witness w where w.list = l.id)
            from archive_list l join person d on d.property = l.property and d.id = l.drafter """
OF_ITEM = """where l.state = 'destroyed' and exists (select 1 from archive_list_row r
               where r.list = l.id and r.item = $1 and r.out_at is null)"""
ROWS = """select r.item, r.place, i.number, i.title, i.made_title, v.year, i.volume, v.title, t.name, i.began_on,
                 i.pages, i.secrecy, i.medium, i.remark, i.sha256, i.state, r.out_at, r.out_why,
                 case when i.state = 'kept' and r.out_at is null then archive_blocked(i.id) end
            from archive_list_row r join archive_item i on i.property = r.property and i.id = r.item
            join archive_volume v on v.property = i.property and v.id = i.volume
            join archive_term t on t.property = i.property and t.key = i.term where r.list = $1 order by r.place"""


async def destruction_lists(limit: int = 200) -> list[DestructionList]:
    """All lists, newest first."""
    return await database.rows(
        DestructionList, LIST + "order by l.year desc, l.made_at desc limit $1", limit
    )


async def destruction_list(list_id: UUID, *, lock: bool = False) -> DestructionList:
    """One list, locked for a deed where asked. Raises NotHere."""
    sql = LIST + "where l.id = $1" + (" for no key update of l" if lock else "")
    found = await database.row(DestructionList, sql, list_id)
    if found is None:
        raise NotHere
    return found


async def list_rows(list_id: UUID) -> list[ListRow]:
    """Its lines in their order, also those that left it."""
    return await database.rows(ListRow, ROWS, list_id)


async def frozen_rows(list_id: UUID) -> list[Frozen]:
    """What was signed; nothing before it was sent."""
    text = await database.value("select content from archive_list where id = $1", list_id)
    return msgspec.json.decode(text, type=list[Frozen]) if text else []


async def witnesses(list_id: UUID) -> list[Witness]:
    """Who has borne witness, in their order."""
    sql = "select person, name, post_name, at from archive_witness where list = $1 order by at"
    return await database.rows(Witness, sql, list_id)


async def code_of(list_id: UUID) -> str | None:
    """The public code of the paper by which the list was approved."""
    sql = """select code from signing_paper where subject = 'destruction' and subject_id = $1
              order by started_at desc limit 1"""
    found: str | None = await database.value(sql, list_id)
    return found


async def agreed_paper(list_id: UUID) -> UUID | None:
    """The agreed paper of the list, once there is one."""
    sql = """select id from signing_paper where subject = 'destruction' and subject_id = $1 and state = 'agreed'
              order by started_at desc limit 1"""
    found: UUID | None = await database.value(sql, list_id)
    return found


async def list_of(item: UUID) -> DestructionList | None:
    """The list by which an item was destroyed."""
    return await database.row(DestructionList, LIST + OF_ITEM, item)
