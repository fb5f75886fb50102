"""A proposal through the house: asked for, made by the worker, looked at, taken over, taken back (ROST-3, ROST-11)."""

import asyncio
import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from hushu.foundation import clock, database
from hushu.foundation.calendar import month_days
from hushu.rosters import jobs
from hushu.rosters.commands import generating
from hushu.rosters.queries import proposals
from rosters.test_grid import begun, following, people, plan, planned
from world import TOWER, Browser, House, text

pytestmark = pytest.mark.req("ROST-3")


class Fell(BaseException):
    """The machine lost its power."""


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few seconds are enough for a handful of people."""
    monkeypatch.setattr(proposals, "LEAST_SECONDS", 3.0)
    monkeypatch.setattr(proposals, "MOST_SECONDS", 3.0)
    monkeypatch.setattr(proposals, "LONGER", 3.0)


async def press(browser: Browser, roster: str, deed: str = "", **form: str) -> Any:
    """One of the panel's buttons."""
    target = {"HX-Target": "roster-generate"}
    return await browser.post(
        f"{roster}/generate{deed}", form, key=uuid4().hex, htmx=True, headers=target
    )


async def newest(house: House, column: str = "id") -> Any:
    """Of the last run."""
    sql = "select * from (select *, cells::text as said from roster_proposal) p order by asked_at desc limit 1"
    return (await house.rows(TOWER, sql))[0][column]


async def generated(house: House, supervisor: Browser, roster: str, keep: str = "planned") -> str:
    """A proposal that is ready; its path."""
    answer = await press(supervisor, roster, keep=keep)
    assert answer.status_code == 200, text(answer)
    await house.work()
    return f"/{await newest(house)}"


async def count(house: House, roster: str) -> int:
    """How many shifts stand in it."""
    return int(
        await house.value(
            TOWER,
            "select count(*) from roster_cell where roster = $1",
            UUID(roster.rsplit("/", 1)[1]),
        )
    )


async def judged(house: House, *, optimal: bool) -> None:
    """Whether the solver has proven that none is better, which is a matter of the machine's speed."""
    sql = "update roster_proposal set explanation = explanation || jsonb_build_object('optimal', $1::bool)"
    await house.rows(TOWER, sql, optimal)


async def test_a_proposal_is_made_shown_taken_over_and_taken_back(house: House) -> None:
    supervisor, roster = await begun(house)
    asked = await generated(house, supervisor, roster)
    assert await newest(house, "state") == "done"
    assert await count(house, roster) == 0
    shown = await supervisor.get(f"{roster}/generate")
    assert "采用方案" in text(shown)
    assert "三个月合计" in text(shown)
    proposed = shown.text.split("roster-read")[1].split("</table>")[0]
    assert len(re.findall(r'<td class="shift-\d">[早中夜]</td>', proposed)) >= 3 * 25

    assert (await press(supervisor, roster, f"{asked}/take")).status_code in {200, 204, 303}
    assert await newest(house, "state") == "taken"
    taken = await count(house, roster)
    assert taken >= 3 * 25
    page = await supervisor.get(roster)
    assert "小时，至少" not in text(page)

    assert (await press(supervisor, roster, f"{asked}/undo")).status_code in {200, 204, 303}
    assert await count(house, roster) == 0
    assert "采用方案" in text(await supervisor.get(f"{roster}/generate"))


async def test_the_search_goes_on_from_a_proposal_that_gives_way_to_what_it_finds(
    house: House,
) -> None:
    supervisor, roster = await begun(house)
    asked = await generated(house, supervisor, roster)
    await judged(house, optimal=False)
    first, points = await newest(house), await newest(house, "objective")
    assert "看有没有更好的" in text(await supervisor.get(f"{roster}/generate"))
    answer = await press(supervisor, roster, f"{asked}/longer")
    assert "停止，用目前最好的" in text(answer)
    await house.work()
    assert await newest(house, "state") == "done"
    assert await newest(house, "continues") == first
    assert await newest(house, "objective") <= points
    assert "采用方案" in text(await supervisor.get(f"{roster}/generate"))
    again = await press(supervisor, roster, f"{asked}/longer")
    assert again.status_code == 422
    assert "这份方案已处理过" in text(again)
    assert await house.value(TOWER, "select count(*) from roster_proposal") == 2


async def test_a_search_that_breaks_off_leaves_the_proposal_it_went_on_from(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    supervisor, roster = await begun(house)
    asked = await generated(house, supervisor, roster)
    found = await cells_of(house)
    await press(supervisor, roster, f"{asked}/longer")
    with monkeypatch.context() as broken:
        broken.setattr(jobs.asking, "MEMORY", 64)
        await house.work()
    assert await newest(house, "state") == "stopped"
    assert await cells_of(house) == found
    await press(supervisor, roster, f"/{await newest(house)}/take")
    assert await newest(house, "state") == "taken"
    assert await count(house, roster) == len(found)


async def test_what_is_proven_to_be_the_best_says_so_and_offers_no_longer_search(
    house: House,
) -> None:
    supervisor, roster = await begun(house)
    await generated(house, supervisor, roster)
    for optimal in (True, False):
        await judged(house, optimal=optimal)
        said = text(await supervisor.get(f"{roster}/generate"))
        assert ("没有更好的方案" in said, "看有没有更好的" in said) == (optimal, not optimal)


def test_thirty_people_have_their_roster_within_ten_seconds_and_larger_teams_wait_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()
    month, start = 31, 1.0  # days; seconds that the solver's own process takes to start
    assert proposals.patience(30 * month) + start < 10
    assert proposals.patience(10 * month) == proposals.patience(30 * month)
    waits = [proposals.patience(people * month) for people in (30, 40, 50, 60, 500)]
    assert waits == sorted(waits)
    assert waits[-1] == proposals.MOST_SECONDS


async def test_fixed_days_stay_free_ones_too_and_planned_ones_as_was_chosen(house: House) -> None:
    supervisor, roster = await begun(house)
    one, two, *_ = await people(house, "control_room")
    days = month_days(following())
    await plan(
        supervisor,
        roster,
        f"{one} {days[3]} 中 .",
        f"{two} {days[9]} 夜 .",
        f"{two} {days[10]} 夜 .",
    )
    fixed = {"cell": [f"{one} {days[3]}", f"{one} {days[4]}"], "fixed": "1"}
    answer = await supervisor.post(f"{roster}/fixed", fixed, key="fix", htmx=True)
    assert answer.text.count("data-fixed") == 2
    await generated(house, supervisor, roster, keep="fixed")
    cells = {(UUID(c["person"]), c["day"]): c["shift"] for c in await cells_of(house)}
    assert cells[one, str(days[3])] == "middle"
    assert (one, str(days[4])) not in cells

    await press(supervisor, roster, f"/{await newest(house)}/drop")
    assert await newest(house, "state") == "dropped"
    await generated(house, supervisor, roster, keep="planned")
    cells = {(UUID(c["person"]), c["day"]): c["shift"] for c in await cells_of(house)}
    assert cells[two, str(days[9])] == cells[two, str(days[10])] == "night"
    again = await supervisor.post(f"{roster}/fixed", fixed | {"fixed": ""}, key="unfix", htmx=True)
    assert "data-fixed" not in again.text
    strange = {"cell": f"{(await people(house, 'receptionist'))[0]} {days[3]}", "fixed": "1"}
    refused = await supervisor.post(f"{roster}/fixed", strange, key="strange", htmx=True)
    assert refused.status_code == 422
    assert 'class="form-error"' in refused.text.split("<main")[1].split('id="roster"')[0]


async def cells_of(house: House) -> list[dict[str, str]]:
    """What the last run proposed."""
    return msgspec.json.decode(await newest(house, "said"), type=list[dict[str, str]])


async def test_whoever_changed_a_day_meanwhile_keeps_it_and_the_planner_is_told(
    house: House,
) -> None:
    supervisor, roster = await begun(house)
    asked = await generated(house, supervisor, roster)
    first = (await cells_of(house))[0]
    letter = "早" if first["shift"] != "early" else "中"
    manager = await house.sign_in(f"{TOWER}.manager")
    await plan(manager, roster, f"{first['person']} {first['day']} {letter} .")
    answer = await press(supervisor, roster, f"{asked}/take")
    assert answer.status_code == 422
    assert "刚被别人改过" in text(answer)
    assert "采用方案" in text(answer)
    assert answer.text.count('class="form-error"') == 1, "it is said once"
    assert "<html" not in answer.text, "in the panel: the page that holds it stays"
    assert answer.headers["hx-retarget"] == "#roster-generate"
    assert await newest(house, "state") == "done"
    assert await planned(house, UUID(first["person"]), date.fromisoformat(first["day"])) == letter
    assert await count(house, roster) == 1


@pytest.mark.req("ROST-11")
async def test_two_who_ask_at_once_have_one_run_and_see_the_same(house: House) -> None:
    supervisor, roster = await begun(house)
    manager = await house.sign_in(f"{TOWER}.manager")
    one, two = await asyncio.gather(
        press(supervisor, roster, keep="fixed"), press(manager, roster, keep="planned")
    )
    assert (one.status_code, two.status_code) == (200, 200)
    assert await house.value(TOWER, "select count(*) from roster_proposal") == 1
    assert "停止，用目前最好的" in text(one)
    assert "停止，用目前最好的" in text(two)
    assert await house.work() == 1


async def test_stop_keeps_the_best_so_far_and_progress_is_seen_while_it_runs(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposals, "LEAST_SECONDS", 60.0)
    monkeypatch.setattr(proposals, "MOST_SECONDS", 60.0)
    supervisor, roster = await begun(house)
    await press(supervisor, roster, keep="fixed")
    working = asyncio.create_task(house.work())
    for _ in range(400):
        await asyncio.sleep(0.1)
        if "正在排得更公平" in text(page := await supervisor.get(f"{roster}/generate")):
            break
    assert 'aria-busy="true"' in page.text
    await press(supervisor, roster, f"/{await newest(house)}/stop")
    await asyncio.wait_for(working, 20)
    assert await newest(house, "state") == "stopped"
    assert len(await cells_of(house)) > 80


@pytest.mark.req("ROST-11")
async def test_a_month_that_cannot_be_manned_says_who_is_missing_and_why(house: House) -> None:
    supervisor, roster = await begun(house)
    staff = await people(house, "control_room")
    first = following()
    async with house.at(TOWER):
        for person in staff[1:]:
            await database.execute(
                "update person set leave_from = $2, leave_until = $3 where id = $1", person, first, first + timedelta(days=6)
            )  # fmt: skip
    await generated(house, supervisor, roster)
    said = text(await supervisor.get(f"{roster}/generate"))
    assert "有些要求无法满足" in said
    assert "缺 1 人" in said
    assert "：请假" in said
    assert "若不受“请假”限制" in said


async def test_a_run_whose_worker_fell_is_taken_up_again_and_one_that_nobody_works_on_says_so(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    supervisor, roster = await begun(house)
    await press(supervisor, roster, keep="fixed")

    async def falls(*_: object) -> None:
        raise Fell

    with monkeypatch.context() as broken:
        broken.setattr(jobs.asking, "asked", falls)
        with pytest.raises(Fell):
            await house.work()
    assert await newest(house, "state") == "working"
    later = clock.now() + timedelta(minutes=5)
    monkeypatch.setattr(generating.clock, "now", lambda: later)
    assert "运行中断" in text(await supervisor.get(f"{roster}/generate"))
    assert await house.work() == 1
    assert await newest(house, "state") == "done"


async def test_a_solver_that_breaks_is_said_to_have_failed_and_can_be_asked_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    supervisor, roster = await begun(house)
    with monkeypatch.context() as broken:
        broken.setattr(jobs.asking, "MEMORY", 64)
        await generated(house, supervisor, roster)
    assert await newest(house, "state") == "failed"
    assert "运行中断" in text(await supervisor.get(f"{roster}/generate"))
    await generated(house, supervisor, roster)
    assert await newest(house, "state") == "done"


async def test_only_makers_of_rosters_generate(house: House) -> None:
    _, roster = await begun(house)
    desk = await house.sign_in(f"{TOWER}.reception1")
    assert (await press(desk, roster, keep="fixed")).status_code == 403
    assert (await desk.get(f"{roster}/generate")).status_code == 403
