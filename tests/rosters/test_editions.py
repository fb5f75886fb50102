"""Editions: approved before they count, told and confirmed, taken back by the next one, never changed in silence."""

import asyncio
from datetime import time
from uuid import UUID, uuid4

import asyncpg
import pytest
import time_machine

from hushu.foundation import clock
from rosters.publishing import (
    SHIFTS,
    approve,
    change,
    day,
    edition,
    in_force,
    one,
    planned,
    published,
    republish,
    submit,
    told,
)  # fmt: skip
from rosters.test_grid import begun, plan
from signing.helpers import deed
from world import TOWER, House, text

ROSTERS = f"/p/{TOWER}/rosters"


@pytest.mark.req("ROST-5")
async def test_a_roster_counts_when_it_is_approved_and_everybody_on_it_is_asked_to_confirm(
    house: House,
) -> None:
    supervisor, _ = await published(house, (1, 1, "早"), (2, 1, "中"))
    assert await in_force(house) == {
        (await one(house, 1), day(1)): "早",
        (await one(house, 2), day(1)): "中",
    }
    assert f"{day(1):%Y-%m}" in await told(house, f"{TOWER}.control1")
    reader = await house.sign_in(f"{TOWER}.control1")
    mine = text(await reader.get(f"{SHIFTS}?month={day(1):%Y-%m}"))
    assert "早班" in mine
    assert "请查看您的班次并确认" in mine
    page = f"{ROSTERS}/editions/{await edition(house)}"
    assert (await reader.post(f"{page}/confirmation", key=uuid4().hex)).status_code == 303
    seen = text(await supervisor.get(page))
    assert "未确认" in seen
    assert "已确认" in seen
    sql = "select count(*) from roster_copy where confirmed_at is not null and edition = $1"
    assert await house.value(TOWER, sql, await edition(house)) == 1


@pytest.mark.req("ROST-5")
async def test_what_does_not_fit_is_published_only_with_words_that_the_signers_read(
    house: House,
) -> None:
    supervisor, roster = await planned(house, (1, 1, "早"))
    refused = await submit(supervisor, roster, exceptions="")
    assert refused.status_code == 422
    assert "写明为什么仍要执行" in text(refused)
    answer = await submit(supervisor, roster, exceptions="月初缺编两人")
    manager = await house.sign_in(f"{TOWER}.manager")
    paper = text(await manager.get(answer.headers["location"]))
    assert "月初缺编两人" in paper
    assert "1早" in paper


@pytest.mark.req("ROST-6")
async def test_nothing_counts_of_what_is_planned_after_publication_until_the_next_edition_is_approved(
    house: House,
) -> None:
    supervisor, roster = await published(house, (1, 1, "早"), (2, 2, "中"))
    first = await edition(house)
    await change(house, supervisor, roster, (3, 1, "夜"))
    assert (await one(house, 3), day(1)) not in await in_force(house)
    silent = await submit(supervisor, roster)
    assert silent.status_code == 422
    assert "请写明变更原因" in text(silent)
    await republish(house, supervisor, roster, "夜班增加一人")
    assert (await in_force(house))[await one(house, 3), day(1)] == "夜"
    old = text(await supervisor.get(f"{ROSTERS}/editions/{first}"))
    assert "不再有效" in old
    assert "夜班增加一人" in await told(house, f"{TOWER}.control3") or "A/1" in await told(
        house, f"{TOWER}.control3"
    )
    compared = text(await supervisor.get(f"{roster}/editions"))
    assert "休 → 夜" in compared


@pytest.mark.req("ROST-6")
async def test_only_those_whose_days_change_are_asked_to_confirm_again_and_old_copies_cannot_be_confirmed(
    house: House,
) -> None:
    supervisor, roster = await published(house, (1, 1, "早"), (2, 2, "中"))
    first = await edition(house)
    reader = await house.sign_in(f"{TOWER}.control1")
    await reader.post(f"{ROSTERS}/editions/{first}/confirmation", key=uuid4().hex)
    await change(house, supervisor, roster, (2, 3, "中"))
    await republish(house, supervisor, roster, "增加一个中班")
    sql = "select person, asked from roster_copy where edition = $1"
    asked = {
        row["person"] for row in await house.rows(TOWER, sql, await edition(house)) if row["asked"]
    }
    assert asked == {await one(house, 2)}, (
        "who has confirmed and whose days stay is not asked again"
    )
    late = await (await house.sign_in(f"{TOWER}.control2")).post(
        f"{ROSTERS}/editions/{first}/confirmation", key=uuid4().hex
    )
    assert late.status_code == 409
    assert "已收回" in text(late)


@pytest.mark.req("ROST-6")
async def test_copies_on_paper_are_listed_and_collected_when_their_edition_is_taken_back(
    house: House,
) -> None:
    supervisor, roster = await published(house, (1, 1, "早"))
    first = f"{ROSTERS}/editions/{await edition(house)}"
    await supervisor.post(f"{first}/prints", {"place": "监控室墙面", "copies": 2}, key=uuid4().hex)
    await change(house, supervisor, roster, (2, 1, "中"))
    await republish(house, supervisor, roster, "增加中班")
    assert "收回 2 份纸质排班表：监控室墙面" in await told(house, f"{TOWER}.supervisor")
    copy = await house.value(TOWER, "select id from roster_print")
    answers = await asyncio.gather(
        *(supervisor.post(f"{first}/prints/{copy}/collection", key=uuid4().hex) for _ in range(2))
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert "收回 2 份纸质排班表" not in await told(house, f"{TOWER}.supervisor")
    too_late = await supervisor.post(
        f"{first}/prints", {"place": "前台", "copies": 1}, key=uuid4().hex
    )
    assert too_late.status_code == 409


@pytest.mark.req("ROST-6")
async def test_a_plan_rests_while_it_is_signed_and_is_free_again_when_it_is_sent_back(
    house: House,
) -> None:
    supervisor, roster = await planned(house, (1, 1, "早"))
    paper = (await submit(supervisor, roster)).headers["location"]
    blocked = await supervisor.post(
        f"{roster}/cells", {"cell": [f"{await one(house, 1)} {day(2)} 早 ."]}, key=uuid4().hex
    )
    assert blocked.status_code == 409
    assert (await submit(supervisor, roster)).status_code == 409
    manager = await house.sign_in(f"{TOWER}.manager")
    sent = await deed(manager, paper.rsplit("/", 1)[1], 1, "return", opinion="夜班没有排")
    assert sent.status_code == 303, text(sent)
    await change(house, supervisor, roster, (1, 2, "早"))
    await republish(house, supervisor, roster)
    assert len(await in_force(house)) == 2


@pytest.mark.req("ROST-6", "T27")
async def test_two_who_send_one_roster_make_one_edition(house: House) -> None:
    supervisor, roster = await planned(house, (1, 1, "早"))
    manager = await house.sign_in(f"{TOWER}.manager")
    answers = await asyncio.gather(submit(supervisor, roster), submit(manager, roster))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    number = UUID(roster.rsplit("/", 1)[1])
    assert (
        await house.value(TOWER, "select count(*) from roster_edition where roster = $1", number)
        == 1
    )


@pytest.mark.req("ROST-6")
async def test_an_edition_stays_as_it_was_signed_whoever_writes_to_the_database(
    house: House,
) -> None:
    await published(house, (1, 1, "早"))
    for sql in (
        "update roster_edition set plan = '{}'",
        "update roster_edition set reason = 'x'",
        "delete from roster_edition",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await house.rows(TOWER, sql)


@pytest.mark.req("ROST-6")
async def test_a_day_that_is_over_stays_in_a_published_roster(house: House) -> None:
    supervisor, roster = await published(house, (1, 1, "早"), (1, 20, "早"))
    staff, past, now, soon = await one(house, 2), day(3), day(10), day(21)
    async with house.at(TOWER):
        noon = clock.at(now, time(12))
    with time_machine.travel(noon, tick=True):
        late = await plan(supervisor, roster, f"{staff} {past} 中 .")
        assert late.status_code == 422
        assert "考勤中更正" in text(late)
        assert (await plan(supervisor, roster, f"{staff} {soon} 中 .")).status_code == 200


@pytest.mark.req("ROST-6")
async def test_changes_that_are_not_published_can_be_given_up(house: House) -> None:
    supervisor, roster = await published(house, (1, 1, "早"))
    await change(house, supervisor, roster, (1, 1, "夜"), was="早")
    await change(house, supervisor, roster, (2, 5, "中"))
    await supervisor.post(f"{roster}/restoration", key=uuid4().hex)
    sql = "select s.letter from roster_cell c join shift s on s.id = c.shift where c.roster = $1"
    assert [row["letter"] for row in await house.rows(TOWER, sql, roster.rsplit("/", 1)[1])] == [
        "早"
    ]
    assert "没有不同" in text(await submit(supervisor, roster, "无"))


@pytest.mark.req("ROST-5")
async def test_somebody_who_still_counts_in_one_roster_is_not_published_in_another(
    house: House,
) -> None:
    """The control room's day is freed in the plan, but its edition in force still has it."""
    supervisor, roster = await published(house, (1, 1, "早"))
    who = await one(house, 1)
    await change(house, supervisor, roster, (1, 1, "."), was="早")
    await house.rows(
        TOWER, "update roster_team set posts = posts || '{control_room}' where key = 'desk'"
    )
    _, desk = await begun(house, "desk")
    await plan(supervisor, desk, f"{who} {day(1)} 日 .")
    refused = await submit(supervisor, desk)
    assert refused.status_code == 422
    assert "另一张现行排班表" in text(refused)
    answer = await submit(supervisor, roster, "改排前台")
    assert "没有排班" in text(answer) or answer.status_code == 303
    if answer.status_code == 303:
        await approve(house, answer.headers["location"])


@pytest.mark.req("ROST-6", "ROST-10")
async def test_an_edition_that_is_approved_late_leaves_what_was_worked_as_it_was(
    house: House,
) -> None:
    supervisor, roster = await published(house, (1, 8, "早"), (2, 20, "中"))
    await change(house, supervisor, roster, (1, 8, "."), was="早")
    await change(house, supervisor, roster, (3, 8, "早"))
    await change(house, supervisor, roster, (3, 20, "早"))
    paper = (await submit(supervisor, roster, "改由温少华上岗")).headers["location"]
    who, new, worked, coming = await one(house, 1), await one(house, 3), day(8), day(20)
    async with house.at(TOWER):
        after = clock.at(day(10), time(12))
    with time_machine.travel(after, tick=True):
        await approve(house, paper)
        counts = await in_force(house, worked)
        assert counts[who, worked] == "早"
        assert (new, worked) not in counts
        assert counts[new, coming] == "早"


@pytest.mark.req("ROST-6")
async def test_other_hours_of_a_shift_are_a_change_and_another_letter_for_the_same_hours_is_none(
    house: House,
) -> None:
    supervisor, roster = await published(house, (1, 8, "早"))
    shift = await house.value(TOWER, "select id from shift where letter = '早'")
    form = {"letter": "晨", "name": "晨班", "begins": "07:00", "ends": "15:00", "unpaid": 30}
    await supervisor.post(f"{ROSTERS}/shifts/{shift}", form, key=uuid4().hex)
    assert "没有不同" in text(await submit(supervisor, roster, "改名"))
    await supervisor.post(
        f"{ROSTERS}/shifts/{shift}", {**form, "begins": "06:00", "ends": "14:00"}, key=uuid4().hex
    )
    await republish(house, supervisor, roster, "提前一小时")
    assert "07:00–15:00 → 晨 06:00–14:00" in text(await supervisor.get(f"{roster}/editions"))
    sql = "select asked from roster_copy where edition = $1 and person = $2"
    assert await house.value(TOWER, sql, await edition(house), await one(house, 1)) is True
