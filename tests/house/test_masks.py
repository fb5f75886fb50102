"""Numbers of persons and households are masked on every page of everybody; showing one is an act that is kept (T10)."""

import re
from datetime import datetime, timedelta

import pytest

from house.pages import crawl
from house.routes import inside_routes
from hushu.foundation.opened import rights_of
from hushu.signup.demo_world import people
from moment import SHANGHAI
from world import TOWER, House, text

PHONES = """select table_name, column_name from information_schema.columns where column_name like '%phone%'
  and table_schema = 'public' and data_type = 'text' and table_name in (select table_name from
  information_schema.columns where column_name = 'property' and table_schema = 'public')"""
ON_CALL = "select p.phone from on_call c join person p on p.id = c.person"
RUN = re.compile(r"(?<![0-9a-f-])(?:\d[ -]?){7,14}(?![0-9a-f-])")
OURS = "13800004321"


async def numbers(house: House) -> set[str]:
    """Every number of a person, household, caller or message, but of those who are planned as on-call leaders (PPL-6)."""
    owner = await house.owner()
    found = set()
    for table, column in await owner.fetch(PHONES):
        rows = await house.rows(TOWER, f'select distinct "{column}" from "{table}"')
        found |= {re.sub(r"\D", "", row[0] or "") for row in rows}
    leaders = {row[0] for row in await house.rows(TOWER, ON_CALL)}
    hotline = await house.value(TOWER, "select hotline from property_facts()")
    return {n for n in found if len(n) >= 7} - {re.sub(r"\D", "", n) for n in (*leaders, hotline)}


def one_of_each_post() -> list[str]:
    """A person's user name for every post of the property."""
    found = {p["post"]: p["username"] for p in people() if p["property"] == TOWER}
    return list(found.values())


@pytest.mark.req("T10", "PPL-8")
async def test_no_page_of_anybody_shows_a_full_number(house: House) -> None:
    desk = await house.sign_in(f"{TOWER}.reception1")
    await write_line(house)
    secret = await numbers(house)
    assert OURS in secret
    assert len(secret) > 20
    shown: list[str] = []
    pages = 0
    for username in one_of_each_post():
        browser = desk if username == desk.username else await house.sign_in(username)
        for url, html in (await crawl(browser, TOWER, samples=2)).items():
            pages += 1
            found = {re.sub(r"\D", "", run) for run in RUN.findall(html)} & secret
            shown += [f"{username} {url}: {number}" for number in sorted(found)]
    assert shown == [], f"{len(shown)} times:\n" + "\n".join(shown[:40])
    assert pages > 50


async def write_line(house: House) -> None:
    """A caller of whom nobody knows anything yet, and a message and a matter with the same number."""
    browser = await house.sign_in(f"{TOWER}.reception1")
    colleague = await house.value(
        TOWER, "select id from person where closed_at is null order by name limit 1"
    )
    soon = f"{datetime.now(SHANGHAI) + timedelta(hours=3):%Y-%m-%dT%H:%M}"
    line = {
        "kind": "call",
        "matter": "查询一件包裹",
        "matter_kind": "enquiry",
        "phone": OURS,
        "caller": "某人",
    }
    for outcome in ("answered", "message", "handed"):
        to = {} if outcome == "answered" else {"for_person": str(colleague), "promised_at": soon}
        answer = await browser.post(
            f"/p/{TOWER}/log", {**line, **to, "outcome": outcome, "separate": "1"}
        )
        assert answer.status_code == 303, text(answer)


@pytest.mark.req("T10", "PPL-8")
async def test_a_number_is_shown_by_right_only_and_every_showing_leaves_a_row(house: House) -> None:
    await write_line(house)
    manager, engineer = (
        await house.sign_in(f"{TOWER}.manager"),
        await house.sign_in(f"{TOWER}.engineer"),
    )
    assert "personal.reveal" not in rights_of(("engineering",))
    tables = {
        "line": "log_line", "household": "household", "person": "person", "message": "message",
        "matter": "(select m.id, l.phone from matter m join log_line l on l.id = m.line)",
    }  # fmt: skip
    asked = 0
    for route in inside_routes():
        if route.method != "POST" or not route.path.endswith(("/phone", "/reveal")):
            continue
        name = (route.uuids or ["person"])[0]
        row = await house.rows(
            TOWER, f"select id, phone from {tables[name]} t where phone <> '' order by id desc limit 1"
        )  # fmt: skip
        if not row:
            continue
        identity, phone = str(row[0][0]), row[0][1]
        url = route.url(TOWER, **dict.fromkeys(route.uuids, identity))
        form = {} if route.uuids else {name: identity}
        before = await house.value(TOWER, "select count(*) from reveal")
        refused = await engineer.post(url, form)
        assert refused.status_code in {403, 404}, url
        assert phone not in refused.text
        assert await house.value(TOWER, "select count(*) from reveal") == before
        if route.right == "personal.reveal":
            answer = await manager.post(url, form, htmx=True)
            assert (answer.status_code, phone in answer.text) == (200, True), url
            kept = await house.rows(
                TOWER, "select subject_id, person from reveal order by at desc, id desc"
            )
            assert len(kept) == before + 1
            assert str(kept[0]["subject_id"]) == identity
            asked += 1
    assert asked >= 3
