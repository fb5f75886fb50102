"""Papers on request: a worker makes them, the page shows how far it is, the file stays with the one who asked.

A maker is an `async def` of a module's manifest, `Module.papers[kind]`: it takes the plain values that were asked with and
gives `Printed` (a template for the press) or `Sheet` (a table's bytes). It reads as the person who asked, so that the walls
of the database hold for what is printed, and `me()` is that person. Progress and failure are written in transactions
of their own, so that they are seen while the work goes on and stay when it is rolled back.
"""

import asyncio
import contextvars
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import structlog
from msgspec import structs

from hushu.foundation import clock, database, files, live, outbox, printing
from hushu.foundation.house import modules
from hushu.foundation.jobs import register
from hushu.foundation.opened import here, me, standing_open
from hushu.foundation.refusals import NotHere, Refused
from hushu.foundation.tables import new_id
from hushu.foundation.tenancy import opened
from hushu.foundation.translation import DEFAULT, N_, speaking, translate

log = structlog.get_logger()
JOB = "papers.make"
OPENS_ALL = "desk.print"
GATHERED, PRINTED = 35, 90
GONE = N_("Whoever asked for this does not work here any more.")
AS_PERSON = "select set_config('hushu.person', $1, true)"
UNEXPECTED = N_(
    "Something went wrong while making this. Try again; if it fails again, tell the administrator."
)


class Printed(msgspec.Struct, frozen=True):
    """A paper for the press: `printing.pdf(template, **context)`; `name` without ending, else the paper's title."""

    template: str
    context: dict[str, Any]
    name: str = ""


class Sheet(msgspec.Struct, frozen=True):
    """A finished table or other file. hours: when given, it lies under a key of its own and is gone after so many."""

    data: bytes
    media_type: str
    name: str
    hours: int = 0


class Paper(msgspec.Struct, frozen=True):
    """A paper as its page shows it."""

    id: UUID
    kind: str
    title: str
    state: str
    progress: int
    file: UUID | None
    media_type: str
    size: int
    problem: str
    asked_by: UUID | None
    asked_at: datetime
    ready_at: datetime | None


class Order(msgspec.Struct, frozen=True):
    """What the worker needs to make it."""

    kind: str
    title: str
    state: str
    args: str
    asked_by: UUID | None


Maker = Callable[..., Awaitable[Printed | Sheet]]

ASK = (
    "insert into paper (id, kind, title, args, asked_by, asked_at) values ($1, $2, $3, $4, $5, $6)"
)
ORDER = "select kind, title, state, args::text, asked_by from paper where id = $1"
WORKING = "update paper set state = 'working', progress = greatest($2, progress), problem = '' where id = $1"
FAILED = "update paper set state = 'failed', problem = $2 where id = $1"
READY = "update paper set state = 'ready', progress = 100, file = $2, ready_at = $3 where id = $1"
AGAIN = """update paper set state = 'waiting', progress = 0, problem = '', asked_at = $2
            where id = $1 and state = 'failed' returning id"""
PAPER = """select p.id, p.kind, p.title, p.state, p.progress, p.file, coalesce(f.media_type, ''), coalesce(f.size, 0),
                  p.problem, p.asked_by, p.asked_at, p.ready_at
             from paper p left join file f on f.property = p.property and f.id = p.file """

READER = "select name, roles from person where id = $1 and closed_at is null"

_making: contextvars.ContextVar[UUID] = contextvars.ContextVar("making")


_private: set[Maker] = set()


def private(maker: Maker) -> Maker:
    """Its papers may hold what only who asked may know: nobody else opens them."""
    _private.add(maker)
    return maker


@asynccontextmanager
async def reading_as(person: UUID | None) -> AsyncIterator[None]:
    """What is read within is what that person may know; somebody who left knows nothing. Raises Refused then.

    On a failure the savepoint or transaction around it takes the setting back with everything else.
    """
    found = await database.connection().fetchrow(READER, person)
    if found is None:
        raise Refused("", GONE)
    await database.value(AS_PERSON, str(person))
    place = here()
    with standing_open(
        structs.replace(place, person=person, person_name=found[0], roles=tuple(found[1]))
    ):
        yield
    await database.value(AS_PERSON, str(place.person or ""))


async def ask(kind: str, title: str, /, **args: Any) -> UUID:
    """Orders a paper for the acting person; the route that calls this asks the right. `args` are ids and plain values."""
    _maker(kind)
    made = new_id()
    body = msgspec.json.encode(args).decode()
    await database.execute(ASK, made, kind, title, body, me(), clock.now())
    await _send(made, 0)
    return made


async def again(paper_id: UUID) -> None:
    """Makes a failed paper anew, with what was asked then; does nothing for one that did not fail. Raises NotHere."""
    await paper(paper_id)
    if await database.value(AGAIN, paper_id, clock.now()):
        await _send(paper_id, int(clock.now().timestamp() * 1000))
        live.changed("paper")


async def paper(paper_id: UUID) -> Paper:
    """The paper, for the one who asked or, unless it is private, those who print registers. Raises NotHere otherwise."""
    found = await database.row(Paper, PAPER + "where p.id = $1", paper_id)
    if found is None or not (found.asked_by == here().person or _open_to_all(found.kind)):
        raise NotHere
    return found


def _open_to_all(kind: str) -> bool:
    return here().may(OPENS_ALL) and _maker(kind) not in _private


async def mine(before: datetime | None = None, limit: int = 30) -> list[Paper]:
    """The acting person's papers, newest first, older than `before`."""
    sql = (
        PAPER
        + "where p.asked_by = $1 and ($2::timestamptz is null or p.asked_at < $2) order by p.asked_at desc limit $3"
    )
    return await database.rows(Paper, sql, me(), before, limit)


async def progress(percent: int) -> None:
    """A maker says how far it is, 0 to 100 of its own part; seen at once, whatever becomes of the transaction."""
    await _apart(WORKING, _making.get(), max(1, min(percent, 100)) * GATHERED // 100)


async def make(paper: str) -> None:
    """The job: makes the paper that was asked for. Safe to run twice."""
    paper_id = UUID(paper)
    order = await database.row(Order, ORDER, paper_id)
    if order is None or order.state == "ready":
        return
    token = _making.set(paper_id)
    try:
        await _apart(WORKING, paper_id, 1)
        async with database.savepoint(), reading_as(order.asked_by):
            file = await _kept(await _made(order, paper_id))
        await database.execute(READY, paper_id, file, clock.now())
        live.changed("paper")
    except printing.NotPrinted as fault:
        await _apart(FAILED, paper_id, fault.reason)
    except Refused as fault:
        await _apart(FAILED, paper_id, _said(fault))
    except Exception:
        log.exception("paper_failed", paper=paper, kind=order.kind)
        await _apart(FAILED, paper_id, UNEXPECTED)
    finally:
        _making.reset(token)


def _said(fault: Refused) -> str:
    """The first reason: its id where it names nothing, else in the words of the house."""
    words, values = next(iter(fault.errors.values()))
    with speaking(DEFAULT):
        return translate(words, **values) if values else words


async def _made(order: Order, paper_id: UUID) -> Sheet:
    """What the maker gives, printed."""
    made = await _maker(order.kind)(**msgspec.json.decode(order.args))
    await _apart(WORKING, paper_id, GATHERED)
    if isinstance(made, Sheet):
        return made
    data = await printing.pdf(made.template, **made.context)
    await _apart(WORKING, paper_id, PRINTED)
    return Sheet(data, files.PDF, f"{made.name or order.title}.pdf")


async def _kept(made: Sheet) -> UUID:
    """The finished file in the store."""
    until = clock.now() + timedelta(hours=made.hours) if made.hours else None
    return await files.keep(
        made.name, made.data, made.media_type, until=until, sealed=bool(made.hours)
    )


def _maker(kind: str) -> Maker:
    """Who makes papers of that kind. Raises LookupError when nobody does."""
    found: Maker | None = next((m.papers[kind] for m in modules() if kind in m.papers), None)
    if found is None:
        raise LookupError(f"nobody makes the paper {kind}")
    return found


async def _send(paper_id: UUID, attempt: int) -> None:
    await outbox.send(
        JOB, queue="printing", once=f"paper:{paper_id}:{attempt}", paper=str(paper_id)
    )


async def _apart(sql: str, *args: Any) -> None:
    """Writes in a transaction of its own and tells the open pages. A task of its own keeps what is open here untouched."""
    property_id = here().property

    async def write() -> None:
        async with opened(property_id):
            await database.execute(sql, *args)
            live.changed("paper")

    await asyncio.get_running_loop().create_task(write())


async def sweep_files() -> None:
    """The daily job: expired uploads and bytes that no row names leave the store."""
    log.info("files_swept", count=await files.sweep())


register(JOB, make)
register(files.SWEEP, sweep_files)
