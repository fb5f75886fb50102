"""The classification and the terms (ARCH-1, ARCH-40)."""

from uuid import UUID

import msgspec

from hushu.archives.rules.terms import Term
from hushu.foundation import database
from hushu.foundation.opened import here
from hushu.foundation.refusals import NotHere


class ClassRow(msgspec.Struct, frozen=True):
    """A class with its term; `volumes` and `items` count what the reader may know of."""

    id: UUID
    key: str
    parent: UUID | None
    code: str
    name: str
    keeper: str
    keeper_name: str
    medium: str
    term: str
    term_code: str
    term_name: str
    years: int | None
    trigger: str
    secrecy: int
    lending: str
    loan_chain: str
    readers: tuple[str, ...]
    originals_only: bool
    inks: tuple[str, ...]
    ours: bool
    note: str
    retired: bool
    edition: int

    @property
    def may_read(self) -> bool:
        """Whether a role of the acting person may read what is in this class (ARCH-30)."""
        return bool(set(self.readers) & set(here().roles))


CLASS = """select c.id, c.key, c.parent, c.code, c.name, c.keeper, coalesce(p.name, c.keeper), c.medium, c.term, t.code, t.name,
                  t.years, c.trigger, c.secrecy, c.lending, c.loan_chain, c.readers, c.originals_only, c.inks, c.ours, c.note,
                  c.retired_at is not null, c.edition
             from archive_class c join archive_term t on t.property = c.property and t.key = c.term
             left join post p on p.property = c.property and p.key = c.keeper """


async def classes(*, retired: bool = False) -> list[ClassRow]:
    """The whole tree, each class before those below it."""
    return await database.rows(
        ClassRow, CLASS + "where $1 or c.retired_at is null order by c.place, c.code", retired
    )


async def archive_class(class_id: UUID) -> ClassRow:
    """One class. Raises NotHere."""
    found = await database.row(ClassRow, CLASS + "where c.id = $1", class_id)
    if found is None:
        raise NotHere
    return found


async def class_of(key: str) -> ClassRow | None:
    """The class of that key in use, where the property has it."""
    return await database.row(ClassRow, CLASS + "where c.key = $1 and c.retired_at is null", key)


async def class_of_key(key: str) -> ClassRow:
    """The class of that key. Raises NotHere."""
    found = await database.row(ClassRow, CLASS + "where c.key = $1", key)
    if found is None:
        raise NotHere
    return found


async def terms() -> list[Term]:
    """Every term of retention of the property, longest first."""
    return await database.rows(
        Term, "select key, code, name, years from archive_term order by place"
    )


async def term(key: str) -> Term:
    """The term of that key. Raises NotHere."""
    found = await database.row(
        Term, "select key, code, name, years from archive_term where key = $1", key
    )
    if found is None:
        raise NotHere
    return found


class TermRow(msgspec.Struct, frozen=True):
    """A term with how much is kept under it."""

    id: UUID
    key: str
    code: str
    name: str
    years: int | None
    ours: bool
    edition: int
    items: int


async def term_rows() -> list[TermRow]:
    """Every term with what is kept under it."""
    sql = """select t.id, t.key, t.code, t.name, t.years, t.ours, t.edition,
                    (select count(*) from archive_item i where i.term = t.key and i.state = 'kept')
               from archive_term t order by t.years desc nulls first, t.place"""
    return await database.rows(TermRow, sql)
