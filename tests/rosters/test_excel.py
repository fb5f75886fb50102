"""Excel in: what was exported comes in as it was, everything else is looked at cell by cell, all or nothing."""

from datetime import date, time
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hushu.foundation.calendar import day_of, month_days
from hushu.foundation.sheets import Book, delimited, xlsx
from hushu.foundation.sheets_child import work
from hushu.rosters.rules.editions import Frozen, Somebody
from hushu.rosters.rules.shapes import Shift, by_person
from hushu.rosters.rules.table import read, written
from rosters.paper import made
from rosters.publishing import approve, change, day, one, planned, submit
from rosters.test_grid import planned as letter_of
from world import TOWER, Browser, House, text

MONTH = date(2027, 2, 1)
DAYS = month_days(MONTH)
KINDS = {one: day_of(one) for one in DAYS}
SHIFTS = [
    Shift("early", "早", "早班", time(7), time(15)),
    Shift("night", "夜", "夜班", time(23), time(7), night=True),
    Shift("plus", "=", "机动班", time(9), time(17)),
    Shift("day", "A", "行政班", time(9), time(17, 30)),
]
LETTERS = [one.letter for one in SHIFTS]
NAMES = st.sampled_from(
    ["张三", "张 三", "李四", "阿卜杜热合曼·买买提", "=王五", "+赵六", "'钱七", "Ann"]
)
KEYS = st.sampled_from(["", *(one.key for one in SHIFTS)])


@st.composite
def months(draw: Any) -> Frozen:
    """A month of a few people, some of one name."""
    names = draw(st.lists(NAMES, min_size=1, max_size=6))
    people = [Somebody(UUID(int=n), name, "监控员") for n, name in enumerate(names, 1)]
    plan = {
        (one.id, day): key for one in people for day in draw(st.sets(st.sampled_from(DAYS), max_size=6))
        if (key := draw(KEYS))
    }  # fmt: skip
    return Frozen(people, SHIFTS, {one: dict(days) for one, days in by_person(plan).items()})


def table_of(plan: Frozen) -> Book:
    """The month as it is exported."""
    headings = [
        f"姓名 {MONTH:%Y-%m}",
        *(str(one.day) for one in DAYS),
        "工时",
        "夜班",
        "周末",
        "节假日",
    ]
    return Book(title="监控室", headings=headings, rows=written(plan, KINDS))


@pytest.mark.req("ROST-8")
@given(months(), st.sampled_from([xlsx, delimited]))
def test_what_was_exported_comes_in_as_it_was(plan: Frozen, out: Any) -> None:
    import msgspec

    back = msgspec.msgpack.decode(work(out(table_of(plan))), type=list[list[str]])
    found = read(back, MONTH, plan.people, LETTERS)
    assert found.faults == []
    wished = {place: letter for place, (letter, _) in found.wishes.items()}
    assert wished == {
        (one.id, day): plan.letter(one.id, day) for one in plan.people for day in DAYS
    }


PEOPLE = [
    Somebody(UUID(int=1), "张三", ""),
    Somebody(UUID(int=2), "李四", ""),
    Somebody(UUID(int=3), "李四", ""),
]


@pytest.mark.req("ROST-8")
@pytest.mark.parametrize(
    ("rows", "cell", "reason"),
    [
        ([["姓名 2027-03", "1"], ["张三", "早"]], "A1", "table is of"),
        ([["姓名", "1月"], ["张三", "早"]], "A1", "No column"),
        ([["姓名", "1", "29"], ["张三", "早", "早"]], "C2", "no such day"),
        ([["姓名", "1", "1日"], ["张三", "早", "早"]], "C1", "already in column"),
        ([["姓名", "1"], ["王五", ""]], "A2", "Nobody of this name"),
        ([["姓名", "1"], ["", "早"]], "A2", "Whose"),
        ([["姓名", "1"], ["李四", "早"]], "A2", "Several"),
        ([["姓名", "1"], ["张三", "早"], ["张三", "夜"]], "A3", "already has row"),
        ([["姓名", "1"], ["张三", "晚"]], "B2", "no such shift"),
        ([[], ["姓名", *map(str, range(1, 29))], ["张三", *[""] * 27, "=1+1"]], "AC3", "no such shift"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_at_its_cell(rows: Any, cell: str, reason: str) -> None:
    found = read(rows, MONTH, PEOPLE, LETTERS)
    assert [fault.cell for fault in found.faults] == [cell]
    assert reason in found.faults[0].reason


@pytest.mark.req("ROST-8")
def test_a_table_of_ones_own_is_understood_with_full_width_signs_and_words_for_free() -> None:
    rows = [["姓名", "０１", "2日", "3\n三"], ["张 三", "Ａ", "休", " 夜 "]]
    found = read(rows, MONTH, PEOPLE, LETTERS)
    assert found.faults == []
    assert [letter for letter, _ in found.wishes.values()] == ["A", "", "夜"]


async def uploaded(browser: Browser, roster: str, data: bytes, name: str = "table.csv") -> Any:
    """Hands a table in; the answer."""
    files = {"file": (name, data, "application/octet-stream")}
    return await browser.post(f"{roster}/table", files=files)


async def name_of(house: House, who: UUID) -> str:
    """That person's name."""
    return str(await house.value(TOWER, "select name from person where id = $1", who))


async def csv(house: House, who: int, *letters: str) -> bytes:
    """A table of one person's first days."""
    head = ",".join(["姓名", *(str(n) for n in range(1, len(letters) + 1))])
    row = ",".join([await name_of(house, await one(house, who)), *letters])
    return f"{head}\n{row}\n".encode()


def shown(page: Any) -> list[str]:
    """The changes that the page offers, as its form sends them."""
    return [part.split('"')[0] for part in page.text.split('name="cell" value="')[1:]]


async def take(browser: Browser, place: str, cells: list[str]) -> Any:
    """Takes over what was shown."""
    return await browser.post(place, {"cell": cells}, key=uuid4().hex)


@pytest.mark.req("ROST-8")
async def test_a_table_is_tried_first_and_taken_over_as_it_was_shown(house: House) -> None:
    supervisor, roster = await planned(house, (1, 1, "早"), (1, 2, "早"))
    answer = await uploaded(supervisor, roster, await csv(house, 1, "早", "休", "夜"))
    assert answer.status_code == 303, text(answer)
    place = answer.headers["location"]
    page = await supervisor.get(place)
    assert "共变更 2 个班次" in text(page)
    assert "早 → 休" in text(page)
    who = await one(house, 1)
    assert await letter_of(house, who, day(2)) == "早", "a dry run writes nothing"
    done = await take(supervisor, place, shown(page))
    assert done.status_code == 303, text(done)
    assert await letter_of(house, who, day(2)) is None
    assert await letter_of(house, who, day(3)) == "夜"
    assert (await supervisor.get(place)).status_code == 404, "a table is taken over once"


@pytest.mark.req("ROST-8")
async def test_what_the_roster_exports_it_takes_in_without_a_change(house: House) -> None:
    supervisor, roster = await planned(house, (1, 1, "早"), (2, 2, "夜"))
    data = await made(house, supervisor, f"{roster}/papers", output="xlsx")
    answer = await uploaded(supervisor, roster, data, "table.xlsx")
    assert "完全一致" in text(await supervisor.get(answer.headers["location"]))


@pytest.mark.req("ROST-8")
async def test_one_wrong_cell_keeps_the_whole_table_out_and_is_named(house: House) -> None:
    supervisor, roster = await planned(house, (1, 1, "早"))
    answer = await uploaded(supervisor, roster, await csv(house, 1, "夜", "晚"))
    page = await supervisor.get(answer.headers["location"])
    assert "C2" in text(page)
    assert "没有这个班次" in text(page)
    assert shown(page) == []
    stranger = (await csv(house, 1, "夜")).decode().splitlines()[0] + "\n不在册,夜\n"
    answer = await uploaded(supervisor, roster, stranger.encode())
    assert "没有这个姓名的人员" in text(await supervisor.get(answer.headers["location"]))


@pytest.mark.req("ROST-8")
async def test_what_is_no_table_is_refused_in_words(house: House) -> None:
    supervisor, roster = await planned(house, (1, 1, "早"))
    for data in (b"\x00\x01\x02" * 50, b"%PDF-1.7 nothing", b"PK\x03\x04broken"):
        answer = await uploaded(supervisor, roster, data, "table.xlsx")
        assert answer.status_code == 422, text(answer)
        assert "导入" in text(answer)


@pytest.mark.req("ROST-8", "ROST-11")
async def test_whoever_planned_meanwhile_is_not_written_over(house: House) -> None:
    supervisor, roster = await planned(house, (1, 1, "早"))
    place = (await uploaded(supervisor, roster, await csv(house, 1, "夜", "夜"))).headers[
        "location"
    ]
    cells = shown(await supervisor.get(place))
    await change(house, supervisor, roster, (1, 2, "中"))
    answer = await take(supervisor, place, cells)
    assert answer.status_code == 409
    assert await letter_of(house, await one(house, 1), day(1)) == "早"
    fresh = text(await supervisor.get(place))
    assert "中 → 夜" in fresh, "the same table, tried again"


@pytest.mark.req("ROST-8", "ROST-11")
async def test_a_day_in_another_roster_and_a_plan_being_signed_stand_against_it(
    house: House,
) -> None:
    supervisor, roster = await planned(house, (1, 1, "早"))
    answer = await uploaded(supervisor, roster, await csv(house, 2, "夜"))
    sent = await submit(supervisor, roster)
    page = await supervisor.get(answer.headers["location"])
    assert "正在签批" in text(page)
    assert shown(page) == []
    who = await one(house, 2)
    refused = await take(supervisor, answer.headers["location"], [f"{who} {day(1)} 夜 ."])
    assert refused.status_code == 409
    await approve(house, sent.headers["location"])


@pytest.mark.req("ROST-8", "T2")
async def test_only_planners_hand_tables_in_and_nobody_sees_anothers(house: House) -> None:
    supervisor, roster = await planned(house, (1, 1, "早"))
    place = (await uploaded(supervisor, roster, await csv(house, 1, "夜"))).headers["location"]
    manager = await house.sign_in(f"{TOWER}.manager")
    assert (await manager.get(place)).status_code == 404
    control = await house.sign_in(f"{TOWER}.control1")
    assert (await control.get(f"{roster}/table")).status_code == 403
