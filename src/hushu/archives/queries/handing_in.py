"""Lists of papers handed in, and what is due from meetings outside (ARCH-8)."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import database
from hushu.foundation.opened import here, me
from hushu.foundation.refusals import NotHere


class Handin(msgspec.Struct, frozen=True):
    """A list with who gives and who took."""

    id: UUID
    year: int
    no: int
    kind: str
    giver: UUID
    giver_name: str
    department: str
    meeting: str
    held_on: date | None
    due_on: date
    state: str
    note: str
    made_at: datetime
    given_at: datetime | None
    taken_by_name: str
    taken_at: datetime | None
    lines: int
    taken: int

    @property
    def number(self) -> str:
        """How people call it."""
        return f"YJ{self.year}-{self.no:03}"


class Line(msgspec.Struct, frozen=True):
    """One paper of the list."""

    id: UUID
    place: int
    title: str
    pages: int
    original: bool
    verdict: str
    said: str


HANDIN = """select h.id, h.year, h.no, h.kind, h.giver, g.name, h.department, h.meeting, h.held_on, h.due_on, h.state, h.note,
                   h.made_at, h.given_at, coalesce(t.name, ''), h.taken_at,
                   (select count(*) from archive_handin_line l where l.handin = h.id),
                   (select count(*) from archive_handin_line l where l.handin = h.id and l.verdict = 'taken')
              from archive_handin h join person g on g.property = h.property and g.id = h.giver
              left join person t on t.property = h.property and t.id = h.taken_by """


async def handins(*, mine_only: bool, before: datetime | None, limit: int) -> list[Handin]:
    """Newest first; those who keep archives see everybody's."""
    sql = (
        HANDIN
        + """where (not $1 or h.giver = $2) and ($3::timestamptz is null or h.made_at < $3)
                      order by h.made_at desc limit $4"""
    )
    return await database.rows(Handin, sql, mine_only, me(), before, limit)


async def handin(handin_id: UUID, *, lock: bool = False) -> Handin:
    """One list, for its giver or a keeper. Raises NotHere for anybody else."""
    found = await database.row(
        Handin, HANDIN + "where h.id = $1" + (" for update of h" if lock else ""), handin_id
    )
    if found is None or not (found.giver == here().person or here().may("archives.file")):
        raise NotHere
    return found


async def lines_of(handin_id: UUID) -> list[Line]:
    """Its papers, in their order."""
    sql = "select id, place, title, pages, original, verdict, said from archive_handin_line where handin = $1 order by place"
    return await database.rows(Line, sql, handin_id)
