"""What came in and waits (ARCH-6)."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.archives.rules.recognising import Proposal
from hushu.foundation import database
from hushu.foundation.opened import here
from hushu.foundation.refusals import NotHere


class Waiting(msgspec.Struct, frozen=True):
    """A file that came in. twin: the number of an item that holds the same bytes already."""

    id: UUID
    file: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    given_by: str
    given_at: datetime
    state: str
    proposal: str
    thumb: UUID | None
    pages: int
    seeing: bool
    problem: str
    item: UUID | None
    twin: str

    @property
    def said(self) -> Proposal:
        """What its own words say of it; its name where nothing was read yet."""
        if self.proposal == "{}":
            return Proposal(title=self.name.rpartition(".")[0] or self.name, made_title=True)
        return msgspec.json.decode(self.proposal, type=Proposal)


INTAKE = """select n.id, n.file, f.name, f.media_type, f.size, f.sha256, p.name, n.given_at, n.state, n.proposal::text, n.thumb,
                   n.pages, n.seeing, n.problem, n.item,
                   coalesce((select i.number from archive_leaf l join file o on o.property = l.property and o.id = l.file
                              join archive_item i on i.property = l.property and i.id = l.item
                             where o.sha256 = f.sha256 and i.state = 'kept' limit 1), '')
              from archive_intake n join file f on f.property = n.property and f.id = n.file
              join person p on p.property = n.property and p.id = n.given_by """


async def intake(intake_id: UUID) -> Waiting:
    """One of them. Raises NotHere."""
    found = await database.row(Waiting, INTAKE + "where n.id = $1", intake_id)
    if found is None:
        raise NotHere
    return found


async def waiting(limit: int = 200) -> list[Waiting]:
    """What is still to be filed, oldest first."""
    sql = INTAKE + "where n.state in ('reading', 'proposed') order by n.given_at, n.id limit $1"
    return await database.rows(Waiting, sql, limit)


async def next_waiting(after: UUID) -> UUID | None:
    """The one to look at after this one, the oldest when it was the last."""
    sql = """select id from archive_intake where state in ('reading', 'proposed') and id <> $1
              order by (given_at, id) > (select given_at, id from archive_intake where id = $1) desc, given_at, id limit 1"""
    found: UUID | None = await database.value(sql, after)
    return found


async def open_count() -> int:
    """How many wait for somebody who files."""
    if not here().may("archives.file"):
        return 0
    sql = "select count(*) from archive_intake where state in ('reading', 'proposed')"
    return int(await database.value(sql))
