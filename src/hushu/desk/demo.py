"""The demo's log: yesterday whole, its night left for the morning, and today until now, from `tenants/demo/log.toml`."""

import tomllib
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from uuid import UUID

import msgspec

from hushu.desk import rules
from hushu.desk.commands.lines import WRITE
from hushu.desk.queries.board import Hours, hours
from hushu.foundation import clock, database
from hushu.foundation.places import TENANTS
from hushu.foundation.tables import new_id
from hushu.people.queries import Colleague, colleagues
from hushu.premises.queries import recognise
from hushu.premises.rules import phone_key


class DemoLine(msgspec.Struct, frozen=True, kw_only=True):
    """One contact of the demo's day."""

    property: str
    at: str
    kind: rules.Kind
    matter: str
    matter_kind: rules.MatterKind
    outcome: rules.Outcome
    caller: str = ""
    company: str = ""
    unit: str = ""
    phone: str = ""
    script: str = ""
    for_post: str = ""
    urgent: bool = False


class DemoLog(msgspec.Struct, frozen=True):
    """The demo's day."""

    line: list[DemoLine]


class Cast(msgspec.Struct, frozen=True):
    """Who writes and who answers in the demo."""

    day: list[Colleague]
    night: list[Colleague]
    by_post: dict[str, Colleague]
    anybody: Colleague


MATTER = """insert into matter (id, line, owner, handed_by, handed_at, first_promised_at, promised_at, state, answer, answered_by,
              answered_at)
            values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10)"""
MESSAGE = """insert into message (id, line, from_person, for_person, caller, company, phone, words, urgent, left_at, read_at,
               done_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)"""
STEP = """insert into desk_step (id, line, matter, message, deed, words, person, to_person, at)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"""
DONE = "已处理，并回电告知来电人。"


@lru_cache(maxsize=1)
def _day() -> list[DemoLine]:
    text = (TENANTS / "demo" / "log.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), DemoLog).line


async def lay(slug: str) -> None:
    """Lays the day of that property as yesterday, and as today as far as today has come."""
    lines = [line for line in _day() if line.property == slug]
    if not lines:
        return
    cast, ground, now = await _cast(), await hours(), clock.now()
    for day in (clock.today() - timedelta(days=1), clock.today()):
        for place, line in enumerate(lines):
            at = _moment(day, line, ground)
            if at <= now - timedelta(minutes=5):
                await _write(line, at, place, cast, ground, now)


def _moment(day: date, line: DemoLine, ground: Hours) -> datetime:
    """When on that working day the line was written; what lies before opening belongs to the night after."""
    hour = time.fromisoformat(line.at)
    early = (
        ground.opens < ground.closes
        and hour < ground.opens
        and rules.register_at(hour, ground.opens, ground.closes) == "night"
    )
    return clock.at(day + timedelta(days=1) if early else day, hour)


async def _cast() -> Cast:
    everybody = await colleagues()
    by_post: dict[str, Colleague] = {}
    for one in everybody:
        by_post.setdefault(one.post_key, one)
    day = [one for one in everybody if one.post_key == "receptionist"] or everybody
    night = [one for one in everybody if one.post_key == "control_room"] or everybody
    return Cast(day, night, by_post, by_post.get("supervisor", everybody[0]))


async def _write(
    line: DemoLine, at: datetime, place: int, cast: Cast, ground: Hours, now: datetime
) -> None:
    local = clock.local(at)
    register = rules.register_at(local.time(), ground.opens, ground.closes)
    at_work = cast.day if register == "day" else cast.night
    taker = at_work[place % len(at_work)]
    open_night = line.outcome == "open" and register == "night" and not line.urgent
    person = (
        None
        if line.outcome == "answered" or open_night
        else cast.by_post.get(line.for_post, cast.anybody)
    )
    outcome = "handed" if line.outcome == "open" and not open_night else line.outcome
    promised = (
        at + timedelta(minutes=90 + place * 37 % 240)
        if person and outcome in rules.NEEDS_PROMISE
        else None
    )
    finished = outcome == "answered" or (person is not None and _finished(at, promised, place, now))
    phone, found = phone_key(line.phone), await recognise(unit=line.unit) if line.unit else []
    made = new_id()
    await database.execute(
        WRITE, made, at, line.kind, rules.channel_of(line.kind, None), line.caller, line.company, line.unit,
        found[0].building if found else "", found[0].household if found else None, phone, line.matter, line.matter_kind, outcome,
        register, rules.register_day(local, ground.opens, ground.closes), taker.id, person.id if person else None, promised,
        line.urgent, line.script, "done" if finished else "waiting",
        rules.search_text(line.caller, line.company, line.unit, phone, line.matter),
    )  # fmt: skip
    if promised and person:
        await _matter(made, taker.id, person.id, at, promised, finished)
    elif outcome == "message" and person:
        await _message(made, line, phone, taker.id, person.id, at, finished)


def _finished(at: datetime, promised: datetime | None, place: int, now: datetime) -> bool:
    """Most of what is due is dealt with; every ninth waits a little too long."""
    if promised is None:
        return now - at > timedelta(minutes=25)
    return promised < now and not (place % 9 == 4 and now - promised < timedelta(hours=20))


async def _matter(
    line: UUID, taker: UUID, owner: UUID, at: datetime, promised: datetime, finished: bool
) -> None:
    made, answered = new_id(), promised - timedelta(minutes=12)
    await database.execute(
        MATTER, made, line, owner, taker, at, promised, "answered" if finished else "open", DONE if finished else "",
        owner if finished else None, answered if finished else None,
    )  # fmt: skip
    await database.execute(STEP, new_id(), line, made, None, "handed", "", taker, owner, at)
    if finished:
        await database.execute(
            STEP, new_id(), line, made, None, "answered", DONE, owner, None, answered
        )


async def _message(
    line: UUID, said: DemoLine, phone: str, taker: UUID, person: UUID, at: datetime, finished: bool
) -> None:
    made, read = new_id(), at + timedelta(minutes=11) if finished else None
    await database.execute(
        MESSAGE,
        made,
        line,
        taker,
        person,
        said.caller,
        said.company,
        phone,
        said.matter,
        said.urgent,
        at,
        read,
    )
    if read:
        await database.execute(STEP, new_id(), line, None, made, "read", "", person, None, read)
