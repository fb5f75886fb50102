"""Jobs: an intent of the outbox carried out in its own property, its effect kept exactly once (T7, T23)."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

import asyncpg
import msgspec
import structlog

from hushu.foundation import clock, database, metrics
from hushu.foundation.house import modules
from hushu.foundation.logs import redacted
from hushu.foundation.outbox import ATTEMPTS
from hushu.foundation.settings import settings
from hushu.foundation.tenancy import opened

Job = Callable[..., Awaitable[None]]
Outcome = Literal["done", "skipped", "failed"]

FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=1)
SKEW = timedelta(seconds=5)
PATIENCE = {"default": 120, "printing": 600, "solver": 600}

LOCK = """select job, queue, args::text from outbox
           where id = $1 and done_at is null and due_at <= $2 and attempts < $3 for update skip locked"""
DONE = "update outbox set done_at = $2, sent_at = coalesce(sent_at, $2), failed = '' where id = $1"
FAILED = """update outbox set attempts = attempts + 1, failed = $2,
                   due_at = $3::timestamptz + least($4::interval * 3 ^ attempts, $5::interval),
                   sent_at = case when attempts + 1 < $6 then null else coalesce(sent_at, $3::timestamptz) end
             where id = $1 and done_at is null returning job, attempts"""
DUE = """select property, id, attempts from outbox
          where done_at is null and due_at <= $1 and attempts < $2 order by due_at, id limit 200"""

log = structlog.get_logger()
_own: dict[str, Job] = {}


class Asked(msgspec.Struct, frozen=True):
    """What the locked row of the outbox asks for."""

    job: str
    queue: str
    args: str


class Failed(msgspec.Struct, frozen=True):
    """A job that failed, and how often it has by now."""

    job: str
    attempts: int


def register(name: str, job: Job) -> None:
    """Gives the foundation a job of its own; modules name theirs in the manifest."""
    _own[name] = job


def job_named(name: str) -> Job:
    """The job of that name. Raises LookupError when nobody has it."""
    found = _own.get(name) or next((m.jobs[name] for m in modules() if name in m.jobs), None)
    if found is None:
        raise LookupError(f"nobody has the job {name}")
    return found


async def perform(property_id: UUID, outbox_id: UUID) -> Outcome:
    """Carries out one intent within its property; the effect and the mark of it commit together or not at all.

    A second message for the same intent finds it locked, done or not due, and is skipped. A failure is rolled back,
    written down apart and tried again later, eight times in all.
    """
    try:
        async with opened(property_id):
            asked = await database.row(Asked, LOCK, outbox_id, clock.now() + SKEW, ATTEMPTS)
            if asked is None:
                return "skipped"
            async with asyncio.timeout(PATIENCE.get(asked.queue, PATIENCE["default"])):
                await job_named(asked.job)(**msgspec.json.decode(asked.args))
            await database.execute(DONE, outbox_id, clock.now())
    except Exception as fault:
        await _write_down(property_id, outbox_id, fault)
        return "failed"
    metrics.job(asked.job, "done")
    return "done"


async def _write_down(property_id: UUID, outbox_id: UUID, fault: Exception) -> None:
    """Keeps why it failed and when it is tried again; should even this fail, the relay sends the intent again."""
    words = redacted(f"{type(fault).__name__}: {fault}")[:500]
    log.warning("job_failed", property=str(property_id), outbox=str(outbox_id), exc_info=fault)
    try:
        async with opened(property_id):
            found = await database.row(
                Failed, FAILED, outbox_id, words, clock.now(), FIRST_PAUSE, LONGEST_PAUSE, ATTEMPTS
            )
    except (LookupError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as second:
        log.warning(
            "job_failure_not_kept",
            property=str(property_id),
            outbox=str(outbox_id),
            fault=repr(second),
        )
        return
    if found is not None:
        metrics.job(found.job, "failed")
        if found.attempts >= ATTEMPTS:
            metrics.job(found.job, "given_up")
            log.error(
                "job_given_up", property=str(property_id), outbox=str(outbox_id), job=found.job
            )


async def perform_due() -> int:
    """Carries out, in this process, everything due now and what it asks for in turn; how many were done."""
    connection = await asyncpg.connect(settings().platform_database_url)
    tried: set[tuple[Any, ...]] = set()
    done = 0
    try:
        while fresh := [r for r in await _due(connection, clock.now()) if tuple(r) not in tried]:
            for record in fresh:
                tried.add(tuple(record))
                done += await perform(record["property"], record["id"]) == "done"
    finally:
        await connection.close()
    return done


async def _due(connection: asyncpg.Connection, now: datetime) -> list[asyncpg.Record]:
    return list(await connection.fetch(DUE, now, ATTEMPTS))
