"""A day at the desk with several people at once, by keyboard, with a bad line, and a night handed to the morning."""

import re
from datetime import datetime, time, timedelta

import asyncpg
import pytest
from playwright.async_api import Page, Route, expect

from journeys.standing import PHONE, Standing
from moment import SHANGHAI
from world import pin

pytestmark = pytest.mark.asyncio(loop_scope="session")
LOST = re.compile(
    r"ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_NETWORK_CHANGED|htmx:(sendError|afterRequest)"
)


async def write(page: Page, matter: str) -> None:
    """A line as a practised hand writes it."""
    await page.fill("#f-phone", "13800138111")
    await page.fill("#f-caller", "程女士")
    await page.fill("#f-matter", matter)
    await page.press("#f-matter", "Enter")


async def lines(town: Standing, matter: str) -> int:
    """How many lines of the tower say this, asked of the database itself."""
    owner, desk = await asyncpg.connect(town.owner_url), await asyncpg.connect(town.app_url)
    tower = await owner.fetchval("select id from property where slug = 'harbour'")
    await desk.execute("select set_config('hushu.property', $1, false)", str(tower))
    found = await desk.fetchval("select count(*) from log_line where matter = $1", matter)
    await owner.close()
    await desk.close()
    return int(found)


@pytest.mark.req("DESK-11", "DESK-12", "DESK-14", "T12")
async def test_what_one_writes_the_other_sees_and_a_message_is_receipted(town: Standing) -> None:
    async with (
        town.person("harbour.reception1") as one,
        town.person("harbour.reception2", size=PHONE) as two,
    ):
        await two.goto("/p/harbour/desk")
        await write(one, "电梯里有异响，九号梯")
        await expect(one.locator("#desk-board")).to_contain_text("九号梯")
        await expect(two.locator("#desk-board")).to_contain_text("九号梯")  # heard, not reloaded
        await one.goto("/p/harbour/messages/new")
        await one.locator("#f-for_person option", has_text="蒋㛃").first.wait_for(state="attached")
        colleague = await one.locator("#f-for_person option", has_text="蒋㛃").first.get_attribute(
            "value"
        )
        await one.select_option("#f-for_person", colleague)
        await one.fill("[name=words]", "程女士请您十点前回电")
        await one.click("#message-form button[type=submit]")
        await expect(one.locator("#receipt")).to_contain_text("未读")
        await two.goto("/p/harbour/inbox")
        await two.get_by_text("程女士请您十点前回电").first.click()
        await expect(two.locator("#receipt")).to_contain_text(re.compile(r"\d\d:\d\d"))
        await one.reload()
        await expect(one.locator("#receipt")).to_contain_text(re.compile(r"\d\d:\d\d"))


@pytest.mark.req("DESK-15", "T12")
async def test_the_night_is_handed_to_the_morning(town: Standing) -> None:
    await make_it_night(town, "garden")
    matter = "夜里车库积水，请早班跟进"
    async with town.person("garden.control1") as night, town.person("garden.reception1") as morning:
        await night.goto("/p/garden/desk")
        await expect(night.locator(".desk-night")).to_be_visible()
        await night.check("input[name=outcome][value=open]", force=True)
        await write(night, matter)
        await expect(night.locator("#desk-board")).to_contain_text(matter)
        await morning.goto("/p/garden/morning")
        await expect(morning.locator("#morning")).to_contain_text(matter)
        while await morning.locator(".night-form").count():
            left = await morning.locator(".night-form").count()
            first = morning.locator(".night-form").first
            await first.locator("[name=words]").fill("已转告并答复来电人")
            await first.locator("button[type=submit]").click()
            await expect(morning.locator(".night-form")).to_have_count(left - 1)
        await morning.fill("#handover-form [name=pin]", pin("garden.reception1"))
        await morning.click("#handover-form button[type=submit]")
        await expect(morning.locator("#handover-form")).to_have_count(0)
        await expect(
            morning.locator("#morning .alert, #morning .banner, #morning [role=status]").first
        ).to_be_visible()


async def make_it_night(town: Standing, slug: str) -> None:
    """Sets the desk's hours so that it opens within the hour."""
    now = datetime.now(SHANGHAI)
    late = now.time() >= time(23)
    opens, closes = (
        (time(23, 59), time(22)) if late else ((now + timedelta(minutes=40)).time(), time(23, 59))
    )
    connection = await asyncpg.connect(town.owner_url)
    done = await connection.execute(
        "update property set desk_opens = $1, desk_closes = $2 where slug = $3", opens, closes, slug
    )
    await connection.close()
    assert done == "UPDATE 1"


@pytest.mark.req("DESK-11", "DESK-4", "T12")
async def test_a_call_is_logged_without_a_mouse_and_composing_triggers_nothing(
    town: Standing,
) -> None:
    async with town.person("harbour.reception1") as page:
        matter = "询问停车月卡怎么办理"
        await page.goto("/p/harbour/desk")
        await page.keyboard.press("Alt+p")
        await page.keyboard.type("13800138222")
        await page.wait_for_timeout(
            700
        )  # the caller's card has come; composing begins on a quiet page
        await page.keyboard.press("Alt+w")
        await expect(page.locator("#f-matter")).to_be_focused()
        chrome = await page.context.new_cdp_session(page)
        await chrome.send(
            "Input.imeSetComposition", {"text": "xunwen", "selectionStart": 6, "selectionEnd": 6}
        )
        for key in ("Enter", "Escape", "F3"):
            await chrome.send(
                "Input.dispatchKeyEvent",
                {"type": "rawKeyDown", "key": key, "windowsVirtualKeyCode": 229},
            )
            await chrome.send(
                "Input.dispatchKeyEvent",
                {"type": "keyUp", "key": key, "windowsVirtualKeyCode": 229},
            )
        assert await page.locator("input[name=kind]:checked").input_value() == "call"
        assert await page.input_value("#f-phone") == "13800138222"
        await chrome.send("Input.insertText", {"text": matter})
        await expect(page.locator("#f-matter")).to_have_value(matter)
        assert await lines(town, matter) == 0
        await page.wait_for_timeout(
            120
        )  # the Enter that ends a composition comes within a blink of it
        await page.keyboard.press("Alt+a")
        await page.keyboard.press("Alt+w")
        await page.keyboard.press("Enter")
        await expect(page.locator("#desk-board")).to_contain_text(matter)
        assert await lines(town, matter) == 1
        assert await page.evaluate("document.activeElement.id") == "f-phone"


@pytest.mark.req("DESK-16", "T26")
async def test_a_cut_line_loses_nothing_and_writes_once(town: Standing) -> None:
    async with town.person("harbour.reception1") as page:
        await page.goto("/p/harbour/desk")
        matter = "断网时写下的一条登记"
        await page.context.set_offline(True)
        await write(page, matter)
        await expect(page.locator("#network")).to_be_visible()
        assert await page.input_value("#f-matter") == matter
        await page.context.set_offline(False)
        await page.locator("#network button").click()
        await expect(page.locator("#desk-board")).to_contain_text(matter)
        assert await lines(town, matter) == 1

        async def swallow(route: Route) -> None:
            await route.fetch()
            await route.abort()

        matter = "服务器收到了、回音却丢了的一条登记"
        await page.route("**/p/harbour/log", swallow)
        await write(page, matter)
        await expect(page.locator("#network")).to_be_visible()
        await page.unroute("**/p/harbour/log")
        assert await lines(town, matter) == 1
        await page.locator("#network button").click()
        await expect(page.locator("#desk-board")).to_contain_text(matter)
        assert await lines(town, matter) == 1
    town.heard[:] = [said for said in town.heard if not LOST.search(said)]


@pytest.mark.req("DESK-11")
async def test_a_dialog_opened_by_a_key_gives_the_focus_back(town: Standing) -> None:
    async with town.person("harbour.manager") as page:
        await page.goto("/p/harbour/log")
        await page.locator("[data-list-item]").first.click()
        opener = page.locator('a[href$="/corrections"]')
        await expect(opener).to_be_visible()
        await page.keyboard.press("c")
        await expect(page.locator("dialog[open]")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(opener).to_be_focused()
