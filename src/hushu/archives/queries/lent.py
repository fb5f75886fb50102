"""What lending puts before a person: to give back, hand out, answer, sign; and what holds who leaves (ARCH-33, ARCH-35)."""

from datetime import date, datetime, time
from uuid import UUID

import msgspec

from hushu.archives.queries.grants import wishes
from hushu.archives.queries.loans import VIEWS, LoanFilter, loans
from hushu.archives.queries.reports import reports
from hushu.archives.rules.words import HARMS, LOAN_STATES
from hushu.foundation import clock, database
from hushu.foundation.module import Obstacle, Waiting
from hushu.foundation.opened import here, me
from hushu.foundation.templating import at
from hushu.foundation.translation import N_, translate

KIND = N_("Loan of papers")
REPORT = N_("Report about a paper")
WISH = N_("Leave to read")
CLOSES = time(18)
MINE = f"""select l.id, l.number, l.state, l.due_on, l.asked_at, l.purpose from archive_loan l
            where l.borrower = $1 and ((l.state = 'out' and l.due_on <= $2::date + 1) or {VIEWS["handing"]})
            order by l.due_on limit 100"""  # noqa: S608 (constants)
HELD = """select 'loan', l.id, l.number || ' ' || l.purpose from archive_loan l
           where l.borrower = $1 and l.state in ('asked', 'approved', 'out')
          union all
          select 'report', r.id, r.number from archive_report r where r.responsible = $1 and r.state = 'written' order by 3"""


class Mine(msgspec.Struct, frozen=True):
    """A loan of one's own that asks for something."""

    id: UUID
    number: str
    state: str
    due_on: date
    asked_at: datetime
    purpose: str


class Held(msgspec.Struct, frozen=True):
    """What holds a person who leaves."""

    kind: str
    id: UUID
    title: str


async def waiting() -> list[Waiting]:
    """What lending asks of the person who looks."""
    found = [_mine(one) for one in await database.rows(Mine, MINE, me(), clock.today())]
    if here().may("archives.lend"):
        found += await _to_hand_out()
    if here().may("archives.grant"):
        found += await _to_answer()
    if here().may("archives.hold"):
        found += await _to_sign()
    return found


def _mine(one: Mine) -> Waiting:
    words = N_("Give back: %(number)s") if one.state == "out" else N_("Fetch: %(number)s")
    return Waiting(
        kind=KIND, title=translate(words, number=one.number), detail=one.purpose, href=at(f"/archives/loans/{one.id}"),
        at=one.asked_at, due=clock.at(one.due_on, CLOSES), key=str(one.id),
    )  # fmt: skip


async def _to_hand_out() -> list[Waiting]:
    words = translate(LOAN_STATES["approved"])
    rows = await loans(LoanFilter(view="handing"), 50)
    return [
        Waiting(
            kind=KIND,
            title=f"{words}: {one.number}",
            detail=f"{one.borrower_name} {one.volume_title}",
            href=at(f"/archives/loans/{one.id}/counter"),
            at=one.asked_at,
            key=f"counter {one.id}",
        )
        for one in rows
        if one.borrower != me()
    ]


async def _to_answer() -> list[Waiting]:
    return [
        Waiting(
            kind=WISH,
            title=f"{one.name}: {one.title}",
            detail=one.reason,
            href=at("/archives/grants"),
            at=one.asked_at,
            key=str(one.id),
        )
        for one in await wishes()
    ]


async def _to_sign() -> list[Waiting]:
    return [
        Waiting(
            kind=REPORT, title=f"{translate(HARMS[one.kind])}: {one.item_title}", detail=one.number,
            href=at(f"/archives/reports/{one.id}"), at=one.written_at, key=str(one.id),
        )
        for one in await reports(state="written") if me() not in {one.written_by, one.responsible}
    ]  # fmt: skip


async def blocks_leaving(person: UUID) -> list[Obstacle]:
    """Open loans and reports that wait hold a person (PPL-4)."""
    return [
        Obstacle(
            kind=KIND if one.kind == "loan" else REPORT,
            title=f"{translate(KIND if one.kind == 'loan' else REPORT)}: {one.title}",
            href=at(f"/archives/{one.kind}s/{one.id}"),
        )
        for one in await database.rows(Held, HELD, person)
    ]
