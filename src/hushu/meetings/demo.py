"""The demo's meetings, from `tenants/demo/meetings.toml`: last Friday's with its minutes on their round, and those to come."""

import tomllib
from datetime import date, timedelta
from functools import lru_cache
from uuid import UUID

import msgspec

from hushu.foundation import clock, database
from hushu.foundation.places import TENANTS
from hushu.foundation.tenancy import acting_as
from hushu.meetings import commands
from hushu.meetings.commands.holding import Noted
from hushu.meetings.commands.planning import lay as lay_meeting
from hushu.meetings.queries.kinds import KindRow, kinds
from hushu.meetings.queries.meeting import Whole, whole
from hushu.meetings.rules.kinds import Due
from hushu.meetings.rules.minutes import Said, first_words
from hushu.people.queries import Colleague, colleagues

WEEKLY, FRIDAY = "weekly", 5
# What was done in a minute of making the demo happened in its own hour.
HELD_THEN = """update meeting set opened_at = starts_at, ended_at = starts_at + make_interval(mins => minutes),
                 made_at = starts_at - interval '7 days' where id = $1"""
# Ten minutes for each step that was ticked.
TICKED_THEN = """update meeting_step s set done_at = m.starts_at + make_interval(mins => 10 * s.place) from meeting m
                  where m.id = s.meeting and m.id = $1 and s.done_at is not null"""
MADE_THEN = "update meeting_decision d set made_at = m.ended_at from meeting m where m.id = d.meeting and m.id = $1"


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Words of somebody, by their post, or at a place of the run. days: until when a decision is due, after the meeting."""

    words: str = ""
    post: str = ""
    reason: str = ""
    place: int = 0
    days: int = 0


class DemoMeeting(msgspec.Struct, frozen=True):
    """Last Friday's meeting."""

    excused: Words
    late: Words
    step: list[Words]
    problem: list[Words]
    decision: list[Words]


Cast = dict[str, Colleague]


@lru_cache(maxsize=1)
def _all() -> DemoMeeting:
    text = (TENANTS / "demo" / "meetings.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), DemoMeeting)


async def lay(_: str) -> None:  # every property of the demo meets on Fridays
    """Last Friday's meeting, and those that are due soon."""
    cast: Cast = {}
    for one in await colleagues():
        cast.setdefault(one.post_key, one)
    kind = next((one for one in await kinds() if one.key == WEEKLY), None)
    if kind is not None and {"manager", "clerk"} <= cast.keys():
        await _hold(kind, cast)
    await commands.plan_due()


def last_friday(today: date) -> date:
    """The Friday before this day."""
    return today - timedelta(days=(today.isoweekday() - FRIDAY - 1) % 7 + 1)


async def _hold(kind: KindRow, cast: Cast) -> None:
    day = last_friday(clock.today())
    made = await lay_meeting(kind, Due(day, day))
    if made is None:
        return
    if absent := cast.get(_all().excused.post):
        async with acting_as(absent):
            await commands.hand_in(made, _all().excused.reason, _all().excused.words)
    async with acting_as(cast["clerk"]):
        await commands.begin(made)
        await _note(made, cast, day)
        await commands.end(made)
        for then in (HELD_THEN, TICKED_THEN, MADE_THEN):
            await database.execute(then, made)
        await commands.save(made, 0, _words(await whole(made)))
        await commands.submit(made)


async def _note(meeting: UUID, cast: Cast, day: date) -> None:
    """Attendance, what was said, what was raised and decided."""
    found, said = await whole(meeting), _all()
    late = cast[said.late.post].id if said.late.post in cast else None
    noted = {one.person: Noted("present") for one in found.attendees if one.state == "expected"}
    if late is not None and late in noted:
        noted[late] = Noted("late", said.late.reason)
    await commands.note_attendance(meeting, found.meeting.version, noted)
    for one in said.step:
        step = next((step for step in found.steps if step.place == one.place), None)
        if step is not None:
            await commands.tick(meeting, step.id, one.words, done=True)
    for one in said.problem:
        raised = cast.get(one.post)
        await commands.raise_problem(meeting, one.words, raised.id if raised else None)
    for one in said.decision:
        owner = cast.get(one.post, cast["manager"])
        await commands.add_decision(meeting, one.words, owner.id, day + timedelta(days=one.days))


def _words(found: Whole) -> str:
    return first_words(
        [Said(one.name, one.words) for one in found.steps],
        [Said(one.name, one.matters) for one in found.attendees if one.matters],
    )
