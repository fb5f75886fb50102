"""Loans: lists, one loan with its papers, and what a volume has to lend (ARCH-31 to ARCH-33)."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.database import Asked
from hushu.foundation.refusals import NotHere


class LoanRow(msgspec.Struct, frozen=True):
    """A loan as a list shows it. late: days past the day of return, less than one while it is in time."""

    id: UUID
    number: str
    kind: str
    way: str
    state: str
    borrower: UUID
    borrower_name: str
    visitor: str
    organisation: str
    volume_number: str
    volume_title: str
    papers: int
    out: int
    due_on: date
    asked_at: datetime
    late: int


class Loan(msgspec.Struct, frozen=True):
    """One loan with everything its page says."""

    id: UUID
    number: str
    volume: UUID
    volume_number: str
    volume_title: str
    kind: str
    way: str
    state: str
    borrower: UUID
    borrower_name: str
    borrower_post: str
    purpose: str
    due_on: date
    visitor: str
    organisation: str
    letter: UUID | None
    letter_no: str
    id_kind: str
    id_no: str
    asked_at: datetime
    asked_by: UUID
    asked_by_name: str
    decided_at: datetime | None
    ended_at: datetime | None
    said: str
    late: int


class LoanPaper(msgspec.Struct, frozen=True):
    """A paper of a loan. elsewhere: the number of the other loan that has it now."""

    id: UUID
    item: UUID
    number: str
    title: str
    pages: int
    secrecy: int
    medium: str
    kept: bool
    out_at: datetime | None
    out_by: str
    out_to: str
    out_state: str
    out_words: str
    back_at: datetime | None
    back_by: str
    back_from: str
    back_state: str
    back_words: str
    lost: bool
    elsewhere: str

    @property
    def is_out(self) -> bool:
        """Whether it is in the borrower's hands."""
        return self.out_at is not None and self.back_at is None

    @property
    def waits(self) -> bool:
        """Whether it can still be handed out."""
        return self.out_at is None and self.medium != "electronic" and self.kept


class LoanFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which loans: a view of the list, and words in number, borrower, paper."""

    view: str = "mine"
    q: str = ""
    person: UUID | None = None
    after: UUID | None = None


COUNTS = """cross join lateral (select count(*) n, count(*) filter (where i.out_at is not null and i.back_at is null) out
                                  from archive_loan_item i where i.loan = l.id) c"""
ROW = f"""select l.id, l.number, l.kind, l.way, l.state, l.borrower, p.name, l.visitor, l.organisation, v.number, v.title,
                 c.n, c.out, l.due_on, l.asked_at, $1::date - l.due_on
            from archive_loan l join archive_volume v on v.property = l.property and v.id = l.volume
            join person p on p.property = l.property and p.id = l.borrower {COUNTS} """  # noqa: S608 (constants)
PAPER_WAITS = """exists (select 1 from archive_loan_item i join archive_item t on t.property = i.property and t.id = i.item
                       where i.loan = l.id and t.medium <> 'electronic')"""
VIEWS = {
    "mine": "l.borrower = $2",
    "handing": f"l.state = 'approved' and {PAPER_WAITS}",
    "out": "l.state = 'out'",
    "overdue": "l.state = 'out' and l.due_on < $1",
    "all": "true",
}
FITS = """and $2::uuid is not null
          and ($3 = '' or strpos(lower(concat_ws(' ', l.number, p.name, p.initials, l.visitor, l.organisation, v.number,
                                              v.title)), lower($3)) > 0
            or exists (select 1 from archive_loan_item i join archive_item t on t.property = i.property and t.id = i.item
                        where i.loan = l.id and strpos(t.number || ' ' || t.title, $3) > 0))
          and ($4::uuid is null or (l.asked_at, l.id) < (select asked_at, id from archive_loan where id = $4))
          order by l.asked_at desc, l.id desc limit $5"""
LOAN = """select l.id, l.number, l.volume, v.number, v.title, l.kind, l.way, l.state, l.borrower, p.name, o.name, l.purpose,
                 l.due_on, l.visitor, l.organisation, l.letter, l.letter_no, l.id_kind, l.id_no, l.asked_at, l.asked_by, a.name,
                 l.decided_at, l.ended_at, l.said, $1::date - l.due_on
            from archive_loan l join archive_volume v on v.property = l.property and v.id = l.volume
            join person p on p.property = l.property and p.id = l.borrower
            join post o on o.property = p.property and o.id = p.post
            join person a on a.property = l.property and a.id = l.asked_by where l.id = $2"""
PAPERS = """select i.id, t.id, t.number, t.title, t.pages, t.secrecy, t.medium, t.state = 'kept', i.out_at, coalesce(ob.name, ''),
                   coalesce(ot.name, ''), i.out_state, i.out_words, i.back_at, coalesce(bb.name, ''), coalesce(bf.name, ''),
                   i.back_state, i.back_words, i.lost, coalesce(e.number, '')
              from archive_loan_item i join archive_item t on t.property = i.property and t.id = i.item
              left join person ob on ob.property = i.property and ob.id = i.out_by
              left join person ot on ot.property = i.property and ot.id = i.out_to
              left join person bb on bb.property = i.property and bb.id = i.back_by
              left join person bf on bf.property = i.property and bf.id = i.back_from
              left join archive_loan_item x on x.property = i.property and x.item = i.item and x.loan <> i.loan
                and x.out_at is not null and x.back_at is null
              left join archive_loan e on e.property = x.property and e.id = x.loan
             where i.loan = $1 order by t.no"""


async def loans(wanted: LoanFilter, limit: int) -> list[LoanRow]:
    """Loans of a view, newest first. Raises KeyError for a view that is none."""
    sql = f"{ROW} where {VIEWS[wanted.view]} {FITS}"
    args = (wanted.person or UUID(int=0), wanted.q, wanted.after, limit)
    return await database.rows(LoanRow, sql, clock.today(), *args)


async def loan(loan_id: UUID, *, lock: bool = False) -> Loan:
    """One loan, locked for a deed where asked. Raises NotHere."""
    sql = LOAN + (" for no key update of l" if lock else "")
    found = await database.row(Loan, sql, clock.today(), loan_id)
    if found is None:
        raise NotHere
    return found


async def papers(loan_id: UUID) -> list[LoanPaper]:
    """The papers of a loan in the order of their volume."""
    return await database.rows(LoanPaper, PAPERS, loan_id)


class Lendable(msgspec.Struct, frozen=True):
    """A paper of a volume, as asking for it needs it. leave: whether the person may read it."""

    id: UUID
    number: str
    no: int
    title: str
    pages: int
    secrecy: int
    medium: str
    lending: str
    leave: bool
    out_until: date | None


# Leave: by a role that reads the class, or by the general manager.
LEAVE = """(exists (select 1 from archive_class k, person p where k.id = i.class and p.id = $2 and k.readers && p.roles)
                or exists (select 1 from archive_grant g, person p
                    where p.id = $2 and g.ended_at is null and (g.until is null or g.until >= $3)
                      and (g.person = p.id or g.role = any (p.roles)) and (g.class is null or g.class = i.class)
                      and (g.volume is null or g.volume = i.volume) and (g.item is null or g.item = i.id)))"""
LENDABLE = f"""select i.id, i.number, i.no, i.title, i.pages, i.secrecy, i.medium, c.lending, {LEAVE},
                     (select l.due_on from archive_loan_item x join archive_loan l on l.property = x.property and l.id = x.loan
                       where x.item = i.id and x.out_at is not null and x.back_at is null)
                from archive_item i join archive_class c on c.property = i.property and c.id = i.class
               where i.volume = $1 and i.state = 'kept' order by i.no limit $4"""  # noqa: S608 (constants)
MOST = 200


async def lendable(volume: UUID, person: UUID) -> list[Lendable]:
    """What the volume holds, with what decides how that person may use it."""
    return await database.rows(Lendable, LENDABLE, volume, person, clock.today(), MOST)


async def without_leave(loan_id: UUID, person: UUID) -> int:
    """How many confidential papers of the loan that person has no leave for (any more)."""
    sql = f"""select count(*) from archive_loan_item x join archive_item i on i.property = x.property and i.id = x.item
               where x.loan = $1 and i.secrecy > 0 and not {LEAVE}"""  # noqa: S608 (constants)
    return int(await database.value(sql, loan_id, person, clock.today()))


class Counts(msgspec.Struct, frozen=True):
    """How many loans wait in each view."""

    mine: int
    handing: int
    out: int
    overdue: int


async def counts(person: UUID) -> Counts:
    """The figures beside the tabs."""
    sql = f"""select count(*) filter (where l.borrower = $2), count(*) filter (where {VIEWS["handing"]}),
                    count(*) filter (where {VIEWS["out"]}), count(*) filter (where {VIEWS["overdue"]})
               from archive_loan l where l.ended_at is null"""  # noqa: S608 (constants)
    found = await database.row(Counts, sql, clock.today(), person)
    return found or Counts(0, 0, 0, 0)


class Holding(msgspec.Struct, frozen=True):
    """In whose hands an item is now."""

    loan: UUID
    number: str
    name: str
    due_on: date
    late: bool


def in_hands(item: UUID) -> Asked[Holding]:
    """Who has the paper of the item; nobody while it stands on the shelf."""
    sql = """select l.id, l.number, p.name, l.due_on, l.due_on < $2 from archive_loan_item x
               join archive_loan l on l.property = x.property and l.id = x.loan
               join person p on p.property = l.property and p.id = l.borrower
              where x.item = $1 and x.out_at is not null and x.back_at is null"""
    return Asked(Holding, sql, (item, clock.today()))
