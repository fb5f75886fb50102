"""What stands on the shelves against the book: opened by the calendar, ticked by two, signed, and followed up."""

import asyncio
import io
from datetime import date
from uuid import UUID

import pytest
import time_machine
from python_calamine import CalamineWorkbook

from archives import lent
from archives.shelf import file, volume
from archives.test_places import _printed, box, put, shelf
from hushu.archives.commands import stocktakes
from hushu.archives.rules.stocktakes import GUARDS, due
from world import TOWER, Browser, House, pin, text

CHECKS = f"/p/{TOWER}/archives/checks"
CLERK = "harbour.clerk"


async def shelved(house: House, *titles: str) -> str:
    """Volumes of these titles in one box; gives the box."""
    into = await box(house, await shelf(house))
    clerk = await house.sign_in(CLERK)
    for title in titles:
        one = await volume(house, title=title)
        await file(house, one, "维修单")
        assert await put(clerk, one, into) == 303
    return into


async def checked(house: House, *titles: str) -> tuple[Browser, str, str, dict[str, str]]:
    """A check of one box: who checks, its page, the box, and its lines by title."""
    into = await shelved(house, *titles)
    clerk = await house.sign_in(CLERK)
    answer = await clerk.post(f"/p/{TOWER}/archives/places/{into}/checks", {})
    assert answer.status_code == 303
    return clerk, answer.headers["location"], into, await lines(house)


async def lines(house: House) -> dict[str, str]:
    sql = "select l.id, v.title from archive_stocktake_line l join archive_volume v on v.id = l.volume"
    return {r["title"]: str(r["id"]) for r in await house.rows(TOWER, sql)}


def signature(username: str, **bad: str) -> dict[str, object]:
    """The seven protections, all holding but those named."""
    return {
        "guard": list(GUARDS), "holds": ["no" if key in bad else "yes" for key in GUARDS],
        "said": [bad.get(key, "") for key in GUARDS], "note": "", "pin": pin(username),
    }  # fmt: skip


@pytest.mark.req("ARCH-23", "T39")
async def test_the_calendar_opens_each_check_once_also_when_asked_every_day(house: House) -> None:
    await shelved(house, "一号卷", "二号卷")
    with time_machine.travel("2026-12-29 02:00:00+00:00", tick=True):
        for _ in range(3):
            async with house.at(TOWER):
                await stocktakes.open_due()
    with time_machine.travel("2027-01-04 02:00:00+00:00", tick=True):
        async with house.at(TOWER):
            await stocktakes.open_due()
    found = await house.rows(
        TOWER, "select kind, period, due_on from archive_stocktake order by period desc"
    )
    assert [(r["kind"], r["period"], r["due_on"]) for r in found] == [
        ("year", "2027", date(2027, 1, 31)),
        ("month", "2026-12", date(2026, 12, 31)),
    ]
    clerk = await house.sign_in(CLERK)
    inbox = text(await clerk.get(f"/p/{TOWER}/inbox"))
    assert "月末清点 2026-12" in inbox
    assert "archives" not in inbox


@pytest.mark.req("ARCH-23")
def test_each_day_of_four_years_knows_its_checks_and_none_is_forgotten() -> None:
    opened: dict[str, list[date]] = {}
    for n in range(date(2024, 1, 1).toordinal(), date(2028, 1, 1).toordinal()):
        for one in due(date.fromordinal(n)):
            opened.setdefault(f"{one.kind} {one.period}", []).append(date.fromordinal(n))
    months = [f"month {y}-{m:02}" for y in range(2024, 2028) for m in range(1, 13)]
    assert set(months) <= opened.keys()
    assert all(f"year {y}" in opened for y in range(2024, 2028))
    assert opened["month 2024-02"][0] == date(2024, 2, 25)


@pytest.mark.req("ARCH-23")
async def test_what_differs_becomes_a_matter_with_an_owner_a_day_and_an_end(house: House) -> None:
    clerk, page, _, line = await checked(house, "在位卷", "丢了的卷", "破了的卷")
    assert (
        await clerk.post(f"{page}/lines/{line['在位卷']}", {"verdict": "seen"})
    ).status_code == 303
    assert (
        await clerk.post(f"{page}/lines/{line['破了的卷']}", {"verdict": "damaged"})
    ).status_code == 422
    damaged = {"verdict": "damaged", "said": "封面受潮", "remedy": "copy"}
    await clerk.post(f"{page}/lines/{line['破了的卷']}", damaged)
    early = await clerk.post(f"{page}/signing", signature(CLERK))
    assert early.status_code == 422
    assert "还有 1 卷没有清点" in text(early)
    await clerk.post(f"{page}/lines/{line['丢了的卷']}", {"verdict": "missing"})
    assert (
        await clerk.post(f"{page}/signing", {**signature(CLERK), "holds": [""] * 7})
    ).status_code == 422
    assert (
        await clerk.post(f"{page}/signing", signature(CLERK, damp="除湿机坏了"))
    ).status_code == 303
    found = await house.rows(
        TOWER, "select kind, words, owner, due_on from archive_matter order by kind"
    )
    assert [r["kind"] for r in found] == ["copy", "loss", "protection"]
    assert all(r["owner"] and r["due_on"] for r in found)
    assert "除湿机坏了" in found[2]["words"]
    waiting = text(await clerk.get(f"/p/{TOWER}/inbox"))
    assert "查找或报失" in waiting
    matter = await house.value(TOWER, "select id from archive_matter where kind = 'loss'")
    place = f"/p/{TOWER}/archives/matters/{matter}"
    assert (
        await clerk.post(f"{place}/ending", {"outcome": "在经理办公室找到，已归位"})
    ).status_code == 303
    assert (await clerk.post(f"{place}/ending", {"outcome": "再来一次"})).status_code == 409
    assert "查找或报失" not in text(await clerk.get(f"/p/{TOWER}/inbox"))
    assert (
        await clerk.post(f"{page}/lines/{line['在位卷']}", {"verdict": "missing"})
    ).status_code == 409


@pytest.mark.req("ARCH-23")
async def test_a_code_read_at_the_wrong_box_says_misplaced_and_at_its_own_seen(
    house: House,
) -> None:
    clerk, page, into, line = await checked(house, "一号卷", "二号卷")
    other = await box(
        house,
        str(await house.value(TOWER, "select parent from archive_place where id = $1", UUID(into))),
    )
    volumes = {
        r["title"]: r
        for r in await house.rows(TOWER, "select id, number, title from archive_volume")
    }
    address = f"http://127.0.0.1:8000/p/{TOWER}/archives/volumes/{volumes['一号卷']['id']}"
    assert (await clerk.post(f"{page}/scans", {"code": address, "box": into})).status_code == 303
    assert (
        await clerk.post(f"{page}/scans", {"code": volumes["二号卷"]["number"], "box": other})
    ).status_code == 303
    found = {r["id"]: r for r in await house.rows(TOWER, "select * from archive_stocktake_line")}
    assert found[UUID(line["一号卷"])]["verdict"] == "seen"
    assert (
        found[UUID(line["二号卷"])]["verdict"],
        str(found[UUID(line["二号卷"])]["found_in"]),
    ) == ("misplaced", other)
    unknown = await clerk.post(f"{page}/scans", {"code": "不存在", "box": into})
    assert unknown.status_code == 422


@pytest.mark.req("ARCH-23", "T26")
async def test_two_people_tick_at_once_and_a_tick_that_comes_late_undoes_no_newer_one(
    house: House,
) -> None:
    titles = [f"第{n}卷" for n in range(8)]
    clerk, page, _, line = await checked(house, *titles)
    secretary = await house.sign_in("harbour.secretary")
    who = {title: (clerk if n % 2 else secretary) for n, title in enumerate(titles)}
    await asyncio.gather(
        *(
            who[t].post(f"{page}/lines/{line[t]}", {"verdict": "seen"})
            for t in titles
            for _ in range(2)
        )
    )
    assert (
        await house.value(
            TOWER, "select count(*) from archive_stocktake_line where verdict = 'seen'"
        )
        == 8
    )
    late = {"verdict": "missing", "ago": "600"}
    answer = await clerk.post(f"{page}/lines/{line['第0卷']}", late, htmx=True)
    assert answer.status_code == 200
    assert "在位" in answer.text
    assert (
        await house.value(
            TOWER, "select count(*) from archive_stocktake_line where verdict = 'missing'"
        )
        == 0
    )


@pytest.mark.req("ARCH-23")
async def test_the_result_is_printed_ruled_and_comes_as_a_sheet(house: House) -> None:
    clerk, page, _, line = await checked(house, "在位卷", "丢了的卷")
    await clerk.post(f"{page}/lines/{line['在位卷']}", {"verdict": "seen"})
    await clerk.post(f"{page}/lines/{line['丢了的卷']}", {"verdict": "missing", "said": "架上没有"})
    await clerk.post(f"{page}/signing", signature(CLERK))
    assert (await clerk.post(f"{page}/paper", {})).status_code == 303
    await house.work()
    printed = await _printed(house)
    for word in ("在位卷", "丢了的卷", "架上没有", "防虫", "防高温", "清点", "SHA-256"):
        assert word in printed, word
    sheet = await clerk.get(f"{page}/sheet")
    assert sheet.content[:2] == b"PK"


@pytest.mark.req("ARCH-23", "ARCH-30")
async def test_a_secret_volume_is_checked_by_whoever_knows_of_it_and_by_nobody_else(
    house: House,
) -> None:
    secret = await volume(house, "secret", "董事会决议")
    term = await house.value(TOWER, "select term from archive_volume where id = $1", secret)
    into = await box(house, await shelf(house, locked=True), term)
    clerk, secretary = await house.sign_in(CLERK), await house.sign_in("harbour.secretary")
    assert await put(secretary, secret, into) == 303
    opened = await secretary.post(f"/p/{TOWER}/archives/places/{into}/checks", {})
    page = opened.headers["location"]
    assert "董事会" in (await secretary.get(f"{page}/box?box={into}")).text
    assert "董事会" not in (await clerk.get(f"{page}/box?box={into}")).text
    assert "0 / 0" in text(await clerk.get(page))
    (line,) = (await lines(house)).values()
    assert (await clerk.post(f"{page}/lines/{line}", {"verdict": "missing"})).status_code == 404
    assert (await clerk.post(f"{page}/signing", signature(CLERK))).status_code == 303
    assert (await secretary.post(f"{page}/lines/{line}", {"verdict": "missing"})).status_code == 303
    assert await house.value(TOWER, "select count(*) from archive_matter") == 1
    assert "董事会" not in (await clerk.get(f"/p/{TOWER}/archives/matters")).text


@pytest.mark.req("ARCH-23", "PPL-4")
async def test_open_matters_are_handed_to_a_successor(house: House) -> None:
    clerk, page, _, line = await checked(house, "丢了的卷")
    await clerk.post(f"{page}/lines/{line['丢了的卷']}", {"verdict": "missing"})
    await clerk.post(f"{page}/signing", signature(CLERK))
    matter = await house.value(TOWER, "select id from archive_matter")
    secretary = await house.value(
        TOWER,
        "select p.id from person p, account_by_username($1) a where p.account = a.id",
        "harbour.secretary",
    )
    given = {"owner": str(secretary), "until": "2027-01-31", "kind": "loss"}
    assert (
        await clerk.post(f"/p/{TOWER}/archives/matters/{matter}/giving", given)
    ).status_code == 303
    told = await (await house.sign_in("harbour.secretary")).get(f"/p/{TOWER}/inbox")
    assert "查找或报失" in text(told)


@pytest.mark.req("ARCH-23", "ARCH-31")
async def test_a_volume_on_loan_says_to_whom_and_is_not_counted_as_missing(house: House) -> None:
    clerk, page, into, line = await checked(house, "借出的卷", "半卷在外")
    items = {
        r["title"]: (r["volume"], r["id"])
        for r in await house.rows(
            TOWER, "select v.title, v.id as volume, i.id from archive_item i join archive_volume v on v.id = i.volume"
        )
    }  # fmt: skip
    await file(house, items["半卷在外"][0], "还在架上")
    for title in items:
        await lent.out(house, "harbour.engineer", items[title][0], [items[title][1]])
    name = await house.value(TOWER, "select p.name from person p, account_by_username('harbour.engineer') a where p.account = a.id")  # fmt: skip
    shown = text(await clerk.get(f"{page}/box?box={into}"))
    assert f"借出1/1件，借给{name}" in shown
    assert f"借出1/2件，借给{name}" in shown
    assert shown.count("账上在借，不在架") == 1
    half = await clerk.post(f"{page}/lines/{line['半卷在外']}", {"verdict": "lent"})
    assert half.status_code == 422
    assert "没有整卷借出" in text(half)
    for title, word in (("借出的卷", "missing"), ("半卷在外", "seen")):
        answer = await clerk.post(f"{page}/lines/{line[title]}", {"verdict": word})
        assert answer.status_code == 303
    found = text(await clerk.get(page))
    assert "2 / 2" in found
    assert "处差异" not in found
    sheet = await clerk.get(f"{page}/sheet")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()  # fmt: skip
    said = {row[2]: (row[3], row[5]) for row in rows[1:]}
    assert said["借出的卷"][0] == "借出中"
    assert all(name in words for _, words in said.values())
    assert (await clerk.post(f"{page}/signing", signature(CLERK))).status_code == 303
    assert await house.value(TOWER, "select count(*) from archive_matter") == 0
