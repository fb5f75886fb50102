"""What waits for a person, what holds them, and what the one search box finds."""

from datetime import datetime
from uuid import UUID

import msgspec

from hushu.desk.queries.log import LogFilter, log
from hushu.foundation import database
from hushu.foundation.database import Asked
from hushu.foundation.module import Obstacle, Waiting, Waits
from hushu.foundation.opened import here, me
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate


class Mine(msgspec.Struct, frozen=True):
    """A message or a matter of one person."""

    kind: str
    id: UUID
    words: str
    who: str
    at: datetime
    due: datetime | None


MINE = """select 'message', g.id, g.words, concat_ws(' ', nullif(g.caller, ''), nullif(g.company, '')), g.left_at,
                 null::timestamptz
            from message g where g.for_person = $1 and g.done_at is null
          union all
          select 'matter', m.id, l.matter, concat_ws(' ', nullif(l.unit, ''), nullif(l.caller, '')), m.handed_at, m.promised_at
            from matter m join log_line l on l.property = m.property and l.id = m.line
           where m.owner = $1 and m.state = 'open' order by 5 limit 100"""


KINDS = {"message": N_("Messages"), "matter": N_("Matters to answer")}


def waiting() -> Waits:
    """Messages not done and matters not answered of the person who looks."""
    return Waits(Asked(Mine, MINE, (me(),)), _told)


def _told(one: Mine) -> Waiting:
    return Waiting(
        kind=KINDS[one.kind], title=one.words, detail=one.who, href=at(_path(one)), at=one.at, due=one.due, key=str(one.id)
    )  # fmt: skip


async def blocks_leaving(person: UUID) -> list[Obstacle]:
    """Open matters and messages not done hold a person until somebody takes them (PPL-4)."""
    found = await database.rows(Mine, MINE, person)
    return [Obstacle(kind=KINDS[one.kind], title=one.words, href=at(_path(one))) for one in found]


async def search(text: str) -> list[Waiting]:
    """The newest lines with these words."""
    if not here().may("desk.read"):
        return []
    found, _ = await log(LogFilter(q=text), 8)
    return [
        Waiting(
            kind=translate("Log line"), title=row.matter, detail=f"{row.unit} {row.caller}".strip(), href=at(f"/log/{row.id}"),
            at=row.at, key=row.id,
        )
        for row in found
    ]  # fmt: skip


def _path(one: Mine) -> str:
    return f"/messages/{one.id}" if one.kind == "message" else f"/matters/{one.id}"
