"""What a meeting decides is somebody's until it is done, and the next meeting opens with it (MEET-4)."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import asyncpg
import msgspec
import pytest
import time_machine

from hushu.archives.events import ItemsDestroyed
from hushu.foundation import database
from hushu.foundation.events import emit
from hushu.foundation.opened import here, standing_open
from hushu.meetings import commands
from hushu.meetings.queries import mine
from meetings.held import HOME, at_its_hour, coming, decided, done, ended, id_of, send, sent_round
from signing.helpers import as_person
from world import TOWER, House, text

OURS = "select id from meeting_decision where meeting = $1"


async def with_decision(house: House, owner: str = "steward2") -> tuple[UUID, UUID]:
    """A meeting held that decided something: meeting and decision."""
    meeting = await coming(house)
    clerk = await house.sign_in("harbour.clerk")
    with await at_its_hour(house, meeting):
        await ended(house, clerk, meeting)
        await done(
            await send(clerk, f"/{meeting}/decisions", await decided(house, "张贴停水通知", owner))
        )
    return meeting, UUID(str(await house.value(TOWER, OURS, meeting)))


@pytest.mark.req("MEET-4")
async def test_a_decision_waits_in_its_owners_inbox_until_it_is_done_with_words(
    house: House,
) -> None:
    _, decision = await with_decision(house)
    owner, other = await house.sign_in("harbour.steward2"), await house.sign_in("harbour.cashier")
    inbox = text(await owner.get(f"/p/{TOWER}/inbox"))
    assert "会议决定事项" in inbox
    assert "张贴停水通知" in inbox
    form = {"state": "done", "words": "六处已贴"}
    assert (await send(other, f"/decisions/{decision}", form)).status_code == 403
    assert (
        await send(owner, f"/decisions/{decision}", {"state": "dropped", "words": "不贴了"})
    ).status_code == 403
    silent = await send(owner, f"/decisions/{decision}", {"state": "done", "words": ""})
    assert silent.status_code == 422
    both = await asyncio.gather(*(send(owner, f"/decisions/{decision}", form) for _ in range(2)))
    assert sorted(answer.status_code for answer in both) == [303, 409]
    waits = text(await owner.get(f"/p/{TOWER}/inbox"))
    assert "会议决定事项 张贴停水通知" not in waits
    assert "六处已贴" in text(await other.get(f"{HOME}/decisions?show=closed"))


@pytest.mark.req("MEET-4")
async def test_the_next_meeting_opens_with_what_is_in_hand_and_what_was_done_since(
    house: House,
) -> None:
    morning = await coming(house, "morning")
    first, decision = await with_decision(house)
    over = await house.value(TOWER, "select ended_at from meeting where id = $1", first)
    clerk = await house.sign_in("harbour.clerk")
    with time_machine.travel(over + timedelta(days=7), tick=True):
        async with house.at(TOWER):
            await commands.plan_due()
        following = await coming(house)
        assert following != first
        page = text(await clerk.get(f"{HOME}/{following}"))
        assert "以往会议的决定事项 3 项办理中" in page  # with two of the demo's own
        await done(
            await send(clerk, f"/decisions/{decision}", {"state": "done", "words": "六处已贴"})
        )
        page = text(await clerk.get(f"{HOME}/{following}"))
    assert "2 项办理中 上次会后办结 1 项" in page
    assert "六处已贴" in page
    assert "张贴停水通知" not in text(await clerk.get(f"{HOME}/{morning}"))


@pytest.mark.req("MEET-4")
async def test_an_owner_is_reminded_when_it_is_due_and_the_superior_when_it_is_late(
    house: House,
) -> None:
    _, decision = await with_decision(house)
    due = await house.value(TOWER, "select due from meeting_decision where id = $1", decision)
    start = await house.value(TOWER, "select made_at from meeting_decision where id = $1", decision)
    steward, chief = (
        await id_of(house, "harbour.steward2"),
        await id_of(house, "harbour.supervisor"),
    )
    told = "select count(*) from notice where kind = 'meetings.due' and person = $1 and details ->> 'words' = '张贴停水通知'"
    for ahead, expected in ((-2, (0, 0)), (0, (1, 0)), (0, (1, 0)), (1, (2, 1))):
        day = start + (due - start.date()) + timedelta(days=ahead)
        with time_machine.travel(day, tick=True):
            async with house.at(TOWER):
                await commands.remind()
        seen = (await house.value(TOWER, told, steward), await house.value(TOWER, told, chief))
        assert seen == expected, ahead


@pytest.mark.req("MEET-4")
async def test_who_leaves_gives_decisions_and_the_pen_to_a_successor(house: House) -> None:
    meeting, decision = await with_decision(house, "clerk")
    manager = await house.sign_in("harbour.manager")
    clerk, supervisor = (
        await id_of(house, "harbour.clerk"),
        await id_of(house, "harbour.supervisor"),
    )
    page = text(await manager.get(f"/p/{TOWER}/people/{clerk}/leaving"))
    assert "张贴停水通知" in page
    assert "部门例会" in page
    async with await as_person(house, "harbour.manager"):
        await commands.hand_over(clerk, supervisor)
        assert await mine.blocks_leaving(clerk) == []
    assert (
        await house.value(TOWER, "select owner from meeting_decision where id = $1", decision)
        == supervisor
    )
    assert (
        await house.value(TOWER, "select recorder from meeting where id = $1", meeting)
        == supervisor
    )


@pytest.mark.req("MEET-4")
async def test_an_owner_learns_that_a_decision_is_theirs_and_that_it_is_not_any_more(
    house: House,
) -> None:
    meeting, decision = await with_decision(house)
    clerk, owner = await house.sign_in("harbour.clerk"), await house.sign_in("harbour.steward2")
    told = await house.value(TOWER, "select id from notice where kind = 'meetings.decision'")
    opened = await owner.post(f"/p/{TOWER}/notices/{told}/reading", {}, key=uuid4().hex)
    assert opened.headers["location"].endswith(f"/meetings/decisions/{decision}")
    await done(await send(clerk, f"/{meeting}/decisions/{decision}/removal"))
    assert "会议撤回了交您办理的决定事项：张贴停水通知" in text(
        await owner.get(f"/p/{TOWER}/inbox")
    )


@pytest.mark.req("MEET-4")
async def test_of_destroyed_minutes_an_open_decision_stays_until_it_is_closed(house: House) -> None:
    meeting, decision = await with_decision(house)
    clerk, owner = await house.sign_in("harbour.clerk"), await house.sign_in("harbour.steward2")
    paper = await sent_round(house, clerk, meeting)
    async with house.at(TOWER):
        await emit(ItemsDestroyed(items=(), sources=(("signing_paper", paper),)))
    assert await house.value(TOWER, OURS, meeting) == decision
    form = {"state": "done", "words": "六处已贴"}
    closed = await done(await send(owner, f"/decisions/{decision}", form))
    assert (await owner.get(closed.headers["location"])).status_code == 200
    assert await house.value(TOWER, OURS, meeting) is None


@pytest.mark.req("MEET-4")
async def test_decisions_and_minutes_are_found_by_their_words(house: House) -> None:
    meeting, _ = await with_decision(house)
    clerk = await house.sign_in("harbour.clerk")
    await done(
        await send(clerk, f"/{meeting}/minutes", {"version": "0", "words": "讨论了停水安排"})
    )
    async with await as_person(house, "harbour.clerk"):
        with standing_open(msgspec.structs.replace(here(), roles=("clerk",))):
            found = await mine.search("停水")
            assert await mine.search("100%_") == []
    assert {one.href.rpartition("/meetings/")[2] for one in found} == {
        f"{meeting}",
        f"{meeting}/minutes",
    }


@pytest.mark.req("MEET-4")
@pytest.mark.parametrize(
    "sql",
    [
        "insert into meeting (id, kind, title, planned_for, day, starts_at, minutes, made_at) select gen_random_uuid(), kind, title, null, day, starts_at, 30, now() from meeting where state = 'planned' limit 1",
        "update meeting set recorder = (select id from person where id not in (select person from meeting_attendee) limit 1) where state = 'planned'",
        "update meeting_decision set state = 'done'",
        "update meeting_attendee set state = 'excused', reason = '' where state = 'expected'",
        "update meeting_problem set words = 'other'",
        "update meeting set state = 'ended' where state = 'planned'",
    ],
)
async def test_what_must_not_happen_the_database_refuses(house: House, sql: str) -> None:
    with pytest.raises(asyncpg.IntegrityConstraintViolationError):
        async with house.at(TOWER):
            await database.execute(sql)
