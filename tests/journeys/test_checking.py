"""A check with a phone in one hand, in a cellar without network."""

import pytest
from playwright.async_api import Page, expect

from journeys.standing import PHONE, Standing
from world import pin

pytestmark = pytest.mark.asyncio(loop_scope="session")
ARCHIVES = "/p/harbour/archives"
CLERK = "harbour.clerk"


async def send(page: Page, form: str) -> None:
    """Presses the form's button and waits for the page after it."""
    async with page.expect_navigation():
        await page.locator(f"form#{form} button[type=submit]").first.click()


async def added(page: Page, form: str, **fields: str) -> None:
    for name, value in fields.items():
        field = page.locator(f"form#{form} [name={name}]")
        if await field.evaluate("e => e.tagName") == "SELECT":
            await field.select_option(value)
        else:
            await field.fill(value)
    await send(page, form)


async def laid_out(page: Page, room: str, term: str = "y30") -> str:
    """A room with a cabinet, a shelf and a box; the box's page."""
    await page.goto(f"{ARCHIVES}/places")
    await added(page, "new-room", name=room)
    await page.get_by_role("link", name=room).click()
    await added(page, "new-inside", name="A柜")
    await page.get_by_role("link", name="A柜").click()
    await added(page, "new-inside", name="第1层")
    await page.get_by_role("link", name="第1层").click()
    await added(page, "new-box", year="2026", term=term)
    return page.url


async def shelved(page: Page, box: str, *titles: str) -> None:
    """Volumes of these titles, put into that box."""
    for title in titles:
        await page.goto(f"{ARCHIVES}/volumes/new")
        found = page.locator("form#new-volume [name=class_id] option", has_text="WY06")
        value = await found.get_attribute("value") or ""
        await added(page, "new-volume", class_id=value, title=title, year="2026")
        await added(page, "standing-form", box=box.rpartition("/")[2])


@pytest.mark.req("ARCH-20", "ARCH-23", "T25")
async def test_ticks_without_network_are_kept_on_the_phone_and_arrive_once(town: Standing) -> None:
    async with town.person(CLERK, size=PHONE) as page:
        box = await laid_out(page, "一号库房")
        await shelved(page, box, "一至三层维修", "四至六层维修")
        await page.goto(box)
        await send(page, "check")
        check = page.url
        await page.locator(".check-spot").first.click()
        await expect(page.locator(".check-line")).to_have_count(2)
        target = await page.locator(".check-yes").first.bounding_box()
        assert target is not None and target["height"] >= 44
        await page.context.set_offline(True)
        await page.locator(".check-yes").first.click()
        second = page.locator(".check-line").nth(1)
        await second.locator("summary").click()
        await second.locator("[name=said]").fill("封面受潮")
        await second.get_by_role("button", name="破损").click()
        await expect(page.locator("[data-ticks-waiting]")).to_contain_text("2 条")
        await page.context.set_offline(False)
        await expect(page.locator("#check-left")).to_contain_text("2 / 2", timeout=15_000)
        await expect(page.locator("[data-ticks-waiting]")).to_be_hidden()
        await page.goto(check)
        for chosen in await page.locator("form#signing [name=holds]").all():
            await chosen.select_option("yes")
        await page.locator("form#signing [name=pin]").fill(pin(CLERK))
        await send(page, "signing")
        await expect(page.locator("main")).to_contain_text("修补")
        await expect(page.locator("main")).to_contain_text("封面受潮")
        await expect(page.locator("main")).to_contain_text("1 处不符")
        town.heard.clear()  # the browser says aloud that there was no network
