"""Pages speak the language of whoever looks, dates too; a property's papers are Chinese whoever asks for them."""

import re
from datetime import UTC, datetime

import pytest

from moment import today
from pdfs import words
from world import TOWER, Browser, House, text

CHINESE_DATE = re.compile(r"\d+年|\d+月|\d+日|星期[一二三四五六日]")
AT = f"/p/{TOWER}"


async def in_english(house: House, username: str) -> Browser:
    """That person, who has chosen English."""
    browser = await house.sign_in(username)
    answer = await browser.post("/account/locale", {"locale": "en"})
    assert answer.status_code == 303
    return browser


@pytest.mark.req("TEN-1")
async def test_dates_and_weekdays_follow_the_readers_language(house: House) -> None:
    reader = await in_english(house, "harbour.manager")
    neighbour = await house.sign_in("harbour.supervisor")
    script = await house.value(TOWER, "select id from script where key = 'call-in'")
    await house.rows(
        TOWER,
        "update script_version set valid_from = $1 where state = 'in_force' returning id",
        datetime(2026, 11, 22, 0, 12, tzinfo=UTC),
    )
    paths = (
        "/",
        "/desk",
        "/log",
        "/inbox",
        "/morning",
        "/signing",
        "/people",
        "/on-call",
        "/audit",
        "/papers",
    )
    seen = {path: text(await reader.get(AT + path)) for path in (*paths, f"/scripts/{script}")}
    assert {
        path: CHINESE_DATE.findall(said) for path, said in seen.items() if CHINESE_DATE.search(said)
    } == {}
    assert "In force since 22 November 2026, 08:12" in seen[f"/scripts/{script}"]
    assert re.search(rf"{today():%-d %b} \d\d:\d\d", seen["/on-call"])
    assert "2026年11月22日 08:12" in text(await neighbour.get(f"{AT}/scripts/{script}"))


@pytest.mark.req("DESK-14")
async def test_the_register_is_chinese_whoever_prints_it(house: House) -> None:
    reader = await in_english(house, "harbour.manager")
    asked = await reader.post(f"{AT}/log/days", {"day": "2026-11-23", "register": "day"})
    assert asked.status_code == 303
    await house.work()
    page = (await reader.get(asked.headers["location"])).text
    file = re.search(r'href="([^"]*/file[^"]*)"', page)
    assert file
    printed = words((await reader.get(file[1])).content)
    assert "2026年11月23日" in printed
    assert "星期一" in printed
    assert "Monday" not in printed


@pytest.mark.req("TEN-1")
async def test_ones_own_account_speaks_the_readers_language(house: House) -> None:
    reader = await in_english(house, "harbour.manager")
    refused = await reader.post("/account/totp", {"secret": "", "code": "", "password": ""})
    shown = [await reader.get("/account"), await reader.get("/account/totp"), refused]
    assert [page.status_code for page in shown] == [200, 200, 422]
    for page in shown:
        assert not re.search("验证码|密码|账号", text(page)), text(page)[:400]
    neighbour = await house.sign_in("harbour.supervisor")
    assert "密码" in text(await neighbour.get("/account"))
