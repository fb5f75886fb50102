"""A month as a grid: begun, planned day by day or in blocks, checked at every edit, and safe for two planners at once."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from bench.capture import recorded
from hushu.foundation import database
from hushu.foundation.calendar import month_days, next_month
from moment import today
from world import GARDEN, TOWER, Browser, House, text

HOME = f"/p/{TOWER}/rosters"


def following() -> date:
    """The first of next month."""
    return next_month(today())


async def begun(house: House, team: str = "control") -> tuple[Browser, str]:
    """Next month of that team, begun by the supervisor."""
    supervisor = await house.sign_in(f"{TOWER}.supervisor")
    form = {"team": str(await team_id(house, team)), "month": f"{following():%Y-%m}"}
    answer = await supervisor.post(HOME, form, key=uuid4().hex)
    assert answer.status_code == 303, answer.text[:2000]
    return supervisor, answer.headers["location"]


async def team_id(house: House, key: str) -> UUID:
    """A team of the pack."""
    return UUID(str(await house.value(TOWER, "select id from roster_team where key = $1", key)))


async def people(house: House, post: str) -> list[UUID]:
    """Who holds that post, by name."""
    sql = """select p.id from person p join post o on o.id = p.post where o.key = $1 and p.closed_at is null
              order by p.sort_key, p.id"""
    return [row["id"] for row in await house.rows(TOWER, sql, post)]


async def plan(browser: Browser, roster: str, *cells: str) -> Any:
    """Sends changed days as the grid does."""
    form = {"cell": list(cells)}
    return await browser.post(f"{roster}/cells", form, key=uuid4().hex, htmx=True)


async def planned(house: House, person: UUID, day: date) -> str | None:
    """The letter that stands there."""
    sql = "select s.letter from roster_cell c join shift s on s.id = c.shift where c.person = $1 and c.day = $2"
    found: str | None = await house.value(TOWER, sql, person, day)
    return found


@pytest.mark.req("ROST-1")
async def test_next_month_is_begun_once_whoever_asks_and_a_month_that_is_over_is_not(
    house: House,
) -> None:
    supervisor, roster = await begun(house)
    again = await begun(house)
    assert again[1] == roster
    old = {"team": str(await team_id(house, "control")), "month": "2024-01"}
    answer = await supervisor.post(HOME, old, key="old")
    assert answer.status_code == 422
    assert "已过去的月份不再排班" in text(answer)
    assert "监控室" in text(await supervisor.get(HOME))


@pytest.mark.req("ROST-2", "ROST-8")
async def test_a_change_is_kept_and_what_is_wrong_with_it_is_said_at_once(house: House) -> None:
    supervisor, roster = await begun(house)
    one, *_ = await people(house, "control_room")
    first = following()
    answer = await plan(
        supervisor, roster, f"{one} {first} 夜 .", f"{one} {first + timedelta(days=1)} 早 ."
    )
    assert answer.status_code == 200
    assert await planned(house, one, first) == "夜"
    assert "“夜班”之后只休息了 0 小时，至少 11 小时" in text(answer)
    answer = await plan(supervisor, roster, f"{one} {first + timedelta(days=1)} . 早")
    assert "只休息了" not in text(answer)
    assert await planned(house, one, first + timedelta(days=1)) is None


@pytest.mark.req("ROST-11")
async def test_who_plans_on_what_has_changed_meanwhile_is_told_and_nothing_of_the_block_is_kept(
    house: House,
) -> None:
    supervisor, roster = await begun(house)
    manager = await house.sign_in(f"{TOWER}.manager")
    one, two, *_ = await people(house, "control_room")
    first = following()
    assert (await plan(manager, roster, f"{one} {first} 早 .")).status_code == 200
    late = await plan(supervisor, roster, f"{two} {first} 中 .", f"{one} {first} 夜 .")
    assert late.status_code == 409
    assert "刚被别人改过" in text(late)
    assert (await planned(house, one, first), await planned(house, two, first)) == ("早", None)


@pytest.mark.req("ROST-11")
async def test_a_day_named_twice_in_one_block_is_planned_once_as_said_last(house: House) -> None:
    supervisor, roster = await begun(house)
    one, *_ = await people(house, "control_room")
    first = following()
    answer = await plan(supervisor, roster, f"{one} {first} 早 .", f"{one} {first} 中 .")
    assert answer.status_code == 200
    assert await planned(house, one, first) == "中"


@pytest.mark.req("ROST-2")
async def test_one_person_is_in_one_place_and_strangers_are_in_none(house: House) -> None:
    supervisor, roster = await begun(house)
    [here, *_], [desk, *_] = (
        await people(house, "control_room"),
        await people(house, "receptionist"),
    )
    first = following()
    for cell in (
        f"{desk} {first} 早 .",
        f"{here} {first - timedelta(days=1)} 早 .",
        f"{uuid4()} {first} 早 .",
        f"{here} {first} 晚 .",
    ):
        assert (await plan(supervisor, roster, cell)).status_code == 422, cell
    for cell in ("x", f"{here} {first}", f"{here} 2026-13-01 早 .", f"{here} {first} 早 . ."):
        assert (await plan(supervisor, roster, cell)).status_code == 422, cell
    assert await house.value(TOWER, "select count(*) from roster_cell c join roster r on r.id = c.roster join roster_team t "
                             "on t.id = r.team where t.key = 'control' and r.month = $1", first) == 0  # fmt: skip


@pytest.mark.req("ROST-8")
async def test_several_days_of_one_person_are_planned_by_a_form_without_scripts(
    house: House,
) -> None:
    supervisor, roster = await begun(house)
    one, *_ = await people(house, "control_room")
    days = month_days(following())
    form = {"person": str(one), "since": str(days[0]), "until": str(days[4]), "letter": "中"}
    answer = await supervisor.post(f"{roster}/stretch", form, key="five")
    assert answer.status_code == 303
    assert [await planned(house, one, day) for day in days[:6]] == ["中"] * 5 + [None]
    mended = form | {"letter": "夜", "since": str(days[3]), "until": str(days[5])}
    assert (await supervisor.post(f"{roster}/stretch", mended, key="mended")).status_code == 303
    assert [await planned(house, one, day) for day in days[2:6]] == ["中", "夜", "夜", "夜"]
    backwards = form | {"until": str(days[0] - timedelta(days=3))}
    answer = await supervisor.post(f"{roster}/stretch", backwards, key="back")
    assert "结束日期早于开始日期" in text(answer)


@pytest.mark.req("ROST-8", "T2")
async def test_everybody_sees_the_roster_and_only_its_makers_plan(house: House) -> None:
    _, roster = await begun(house)
    [one, *_] = await people(house, "control_room")
    desk = await house.sign_in(f"{TOWER}.reception1")
    page = await desk.get(roster)
    assert page.status_code == 200
    assert "data-roster=" not in page.text
    assert (await plan(desk, roster, f"{one} {following()} 早 .")).status_code == 403
    stranger = await house.sign_in(f"{GARDEN}.manager")
    assert (await stranger.get(roster)).status_code == 404


@pytest.mark.req("ROST-8", "T2")
async def test_a_row_is_drawn_anew_for_whoever_looks_and_whatever_it_shows(house: House) -> None:
    """Rows are kept from one page to the next; what the planner sees of wishes is not kept for others."""
    supervisor, roster = await begun(house)
    [one, *_] = await people(house, "control_room")
    desk = await house.sign_in(f"{TOWER}.reception1")
    keeper = await house.sign_in(f"{TOWER}.control1")
    mine = {"day": str(following()), "wants": "free", "words": "家中有事"}
    assert (await keeper.post(f"/p/{TOWER}/shifts/wishes", mine, key="wish")).status_code == 303
    assert "家中有事" in (await supervisor.get(roster)).text
    assert "家中有事" not in (await desk.get(roster)).text
    assert (await plan(supervisor, roster, f"{one} {following()} 夜 .")).status_code == 200
    assert "shift-" in row_of(await desk.get(roster), one)
    await house.rows(TOWER, "update person set name = '更名者' where id = $1 returning id", one)
    assert "更名者" in row_of(await desk.get(roster), one)


def row_of(page: Any, person: UUID) -> str:
    """That person's row."""
    return str(page.text.split(f'id="roster-{person}"')[1].split("</tr>")[0])


@pytest.mark.req("ROST-8")
async def test_a_months_page_needs_three_statements(house: House) -> None:
    supervisor, roster = await begun(house)
    with recorded() as statements:
        await supervisor.get(roster)
    assert len(statements) <= 3, [s.sql for s in statements]


@pytest.mark.req("ROST-1")
async def test_a_property_that_is_older_than_its_rosters_takes_the_packs_shifts_once(
    house: House,
) -> None:
    home = f"/p/{GARDEN}/rosters"
    await house._keeper.execute("truncate shift, roster_team cascade")
    manager = await house.sign_in(f"{GARDEN}.manager")
    assert "还没有班次" in text(await manager.get(home))
    for key in ("once", "twice"):
        assert (await manager.post(f"{home}/teams", {}, key=key)).status_code == 303
    assert await house.value(GARDEN, "select count(*) from shift") == 4
    assert "开始排班" in text(await manager.get(home))


@pytest.mark.req("ROST-1")
async def test_the_list_of_rosters_goes_on_to_the_oldest_without_splitting_a_month(
    house: House,
) -> None:
    async with house.at(TOWER):
        await database.execute(
            """insert into roster (id, team, month, made_by, made_at) select gen_random_uuid(), t.id, m.first, p.id, now()
                 from roster_team t cross join (select id from person where closed_at is null limit 1) p
                cross join generate_series(date '2022-01-01', date '2024-12-01', interval '1 month') m(first)"""
        )
    planner, seen = await house.sign_in(f"{TOWER}.supervisor"), []
    page = (await planner.get(HOME)).text
    while more := re.search(r'href="([^"]+\?before=[^"]+)"', page):
        seen += re.findall(r">(20\d\d-\d\d)</a>", page)
        page = (await planner.get(more[1])).text
    seen += re.findall(r">(20\d\d-\d\d)</a>", page)
    kept = await house.rows(TOWER, "select to_char(month, 'YYYY-MM') as month from roster")
    assert seen == sorted((row["month"] for row in kept), reverse=True)
    assert len(set(seen)) > 24
