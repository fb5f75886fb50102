"""Checks of what stands on the shelves, place by place (ARCH-23)."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.archives.queries.places import WAYS
from hushu.archives.rules.stocktakes import KINDS, Guard
from hushu.foundation import database
from hushu.foundation.filters import long_date
from hushu.foundation.refusals import NotHere
from hushu.foundation.translation import N_, translate


class Stocktake(msgspec.Struct, frozen=True):
    """A check with its figures, of what the reader may know of."""

    id: UUID
    kind: str
    period: str
    place: UUID | None
    place_path: str
    due_on: date
    opened_at: datetime
    guards_json: str
    note: str
    signed_at: datetime | None
    signed_by: str
    sha256: str
    lines: int
    waiting: int
    different: int

    @property
    def guards(self) -> dict[str, Guard]:
        """The seven protections as far as they were looked at."""
        return msgspec.json.decode(self.guards_json, type=dict[str, Guard])


class Spot(msgspec.Struct, frozen=True):
    """A box of the check; `id` None for volumes that stand nowhere by the book."""

    id: UUID | None
    path: str
    lines: int
    waiting: int
    different: int


class Line(msgspec.Struct, frozen=True):
    """One volume of the check."""

    id: UUID
    volume: UUID
    number: str
    title: str
    secrecy: int
    bag: str
    box: UUID | None
    box_path: str
    verdict: str
    found_in: UUID | None
    found_path: str
    remedy: str
    said: str
    by: str
    at: datetime | None
    out: int
    papers: int
    lent_to: str
    lent_until: date | None

    @property
    def lent(self) -> bool:
        """Whether every paper of it is in somebody's hands, so that nothing can stand there."""
        return 0 < self.papers == self.out

    @property
    def loan(self) -> str:
        """What the book says is lent of it, to whom and until when; empty for nothing."""
        if not self.lent_until:
            return ""
        return translate(LENT, n=self.out, all=self.papers, names=self.lent_to, day=long_date(self.lent_until))  # fmt: skip


LENT = N_("%(n)s of %(all)s papers lent to %(names)s until %(day)s")
STOCKTAKE = """select s.id, s.kind, s.period, s.place, archive_path(s.place), s.due_on, s.opened_at, s.guards::text, s.note,
                      s.signed_at, coalesce(p.name, ''), s.sha256, c.n, c.waiting, c.different
                 from archive_stocktake s left join person p on p.property = s.property and p.id = s.signed_by
                 cross join lateral (select count(*) n, count(*) filter (where l.verdict = 'waiting') waiting,
                     count(*) filter (where l.verdict not in ('waiting', 'seen', 'lent')) different
                   from archive_stocktake_line l where l.stocktake = s.id) c """
EVERY_WAY = WAYS + "select id, path from ways order by way"  # noqa: S608 (constants)
SPOTS = f"""{WAYS}
           select s.box, coalesce(w.path, ''), s.lines, s.waiting, s.different from (
              select l.box, count(*) as lines, count(*) filter (where l.verdict = 'waiting') as waiting,
                     count(*) filter (where l.verdict not in ('waiting', 'seen', 'lent')) as different
                from archive_stocktake_line l where l.stocktake = $1 group by l.box) s
            left join ways w on w.id = s.box order by w.way nulls last"""  # noqa: S608 (constants)
# What the counter handed out and has not back, volume by volume: read once for all lines.
OUT = """(select i.volume, count(*) as n, min(l.due_on) as until,
                 string_agg(distinct case l.visitor when '' then b.name
                   else l.visitor || '（' || l.organisation || '）' end, '、') as names
            from archive_loan_item x join archive_loan l on l.property = x.property and l.id = x.loan
            join archive_item i on i.property = x.property and i.id = x.item
            join person b on b.property = l.property and b.id = l.borrower
           where x.out_at is not null and x.back_at is null group by i.volume)"""
SHAPE = f"""select l.id, l.volume, v.number, v.title, v.secrecy, coalesce('FD' || b.year || '-' || to_char(b.no, 'FM000'), ''),
                  l.box, {{book}}, l.verdict, l.found_in, {{found}}, l.remedy, l.said, coalesce(p.name, ''), l.at,
                  coalesce(o.n, 0), case when o.n is null then 0 else (select count(*) from archive_item i
                     where i.volume = l.volume and i.state = 'kept' and i.medium <> 'electronic') end,
                  coalesce(o.names, ''), o.until
             from archive_stocktake_line l join archive_volume v on v.property = l.property and v.id = l.volume
             left join archive_seal b on b.property = l.property and b.volume = l.volume and b.opened_at is null
             left join person p on p.property = l.property and p.id = l.by
             left join {OUT} o on o.volume = l.volume """  # noqa: S608 (constants)
LINE = SHAPE.format(book="archive_path(l.box)", found="archive_path(l.found_in)")
PLAIN = SHAPE.format(book="''", found="''")


async def stocktakes(limit: int = 60) -> list[Stocktake]:
    """Open checks first, then the signed ones, newest first."""
    sql = STOCKTAKE + "order by s.signed_at is not null, s.due_on desc, s.id desc limit $1"
    return await database.rows(Stocktake, sql, limit)


async def stocktake(stocktake_id: UUID) -> Stocktake:
    """One check. Raises NotHere."""
    found = await database.row(Stocktake, STOCKTAKE + "where s.id = $1", stocktake_id)
    if found is None:
        raise NotHere
    return found


async def spots(stocktake_id: UUID) -> list[Spot]:
    """Its boxes in the order in which they stand, what stands nowhere last."""
    return await database.rows(Spot, SPOTS, stocktake_id)


async def lines_in(stocktake_id: UUID, box: UUID | None) -> list[Line]:
    """The volumes that should stand in that box, by their numbers."""
    sql = LINE + "where l.stocktake = $1 and l.box is not distinct from $2 order by v.number"
    return await database.rows(Line, sql, stocktake_id, box)


async def lines_of(stocktake_id: UUID) -> list[Line]:
    """Every line, by place and number; the ways are read once, not for each of many lines."""
    ways: dict[UUID | None, tuple[int, str]] = {None: (10**9, "")}
    places = await database.connection().fetch(EVERY_WAY)
    ways |= {place[0]: (n, place[1]) for n, place in enumerate(places)}
    found = await database.rows(Line, PLAIN + "where l.stocktake = $1", stocktake_id)
    found.sort(key=lambda one: (ways[one.box][0], one.number))
    return [
        msgspec.structs.replace(one, box_path=ways[one.box][1], found_path=ways[one.found_in][1])
        for one in found
    ]


async def differences(stocktake_id: UUID) -> list[Line]:
    """The lines that are not in their place, or not whole."""
    sql = (
        LINE
        + "where l.stocktake = $1 and l.verdict not in ('waiting', 'seen', 'lent') order by archive_path(l.box), v.number"
    )
    return await database.rows(Line, sql, stocktake_id)


async def line(stocktake_id: UUID, line_id: UUID) -> Line:
    """One line of a check. Raises NotHere."""
    found = await database.row(
        Line, LINE + "where l.stocktake = $1 and l.id = $2", stocktake_id, line_id
    )
    if found is None:
        raise NotHere
    return found


async def volume_of_code(code: str) -> UUID | None:
    """The volume that a code names: the address in its QR code, its number, or the number of its bag."""
    last = code.rstrip("/").rpartition("/")[2]
    try:
        wanted = str(UUID(last))
    except ValueError:
        wanted = ""
    sql = """select v.id from archive_volume v
              where $1 <> '' and v.id::text = $1 or v.number = $2
                 or exists (select 1 from archive_seal b where b.volume = v.id and b.opened_at is null
                              and 'FD' || b.year || '-' || to_char(b.no, 'FM000') = upper($2)) limit 1"""
    found: UUID | None = await database.value(sql, wanted, code.strip())
    return found


def named(one: Stocktake) -> str:
    """How people call it."""
    return f"{translate(KINDS[one.kind])} {one.place_path if one.kind == 'own' else one.period}".strip()
