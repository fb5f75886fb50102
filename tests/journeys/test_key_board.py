"""A shift's keys at the board: drawn by two, returned with one missing, a room's key lent and taken back by scan."""

import re

import pytest
from playwright.async_api import Page, expect

from journeys.standing import Standing
from world import pin

pytestmark = pytest.mark.asyncio(loop_scope="session")
BOARD = "/p/harbour/custody"
SCAN = "form.scan [name=code]"


async def sign(page: Page) -> None:
    """Both type their PIN; Enter sends."""
    await page.locator("#f-person").select_option(label="龚子墨 · 客服助理")
    await page.fill("#f-pin", pin("harbour.steward2"))
    await page.fill("#f-keeper_pin", pin("harbour.control1"))
    await page.keyboard.press("Enter")


def forget_refusals(town: Standing) -> None:
    """A form that was refused says so in red; that was meant."""
    town.heard[:] = [said for said in town.heard if "422" not in said]


async def scan(page: Page, code: str) -> None:
    """A scanner types into the box that has the focus."""
    await expect(page.locator(SCAN)).to_be_focused()
    await page.keyboard.type(code)
    await page.keyboard.press("Enter")


@pytest.mark.req("CUST-1", "CUST-6")
async def test_keys_are_drawn_and_returned_with_one_missing_and_the_manager_reads_of_it(
    town: Standing,
) -> None:
    async with town.person("harbour.control1") as page, town.person("harbour.manager") as manager:
        await page.goto(f"{BOARD}/draw")
        await expect(page.locator(".counts li")).to_have_count(4)
        await sign(page)
        await expect(page.locator("h1")).to_contain_text("钥匙交接单")
        await manager.goto(BOARD)
        ring = manager.locator(".hook", has_text="A03")
        await expect(ring).to_contain_text("龚子墨 借出")

        await page.goto(f"{BOARD}/return")
        row = page.locator(".counts li", has_text="A03")
        await row.locator("[name=count]").fill("3")
        await sign(page)
        await expect(page.locator("#custody-count")).to_contain_text("应为 4，实点 3")
        await row.locator("[name=why]").fill("一把断在锁里")
        await sign(page)
        await expect(page.locator("h1")).to_contain_text("钥匙交接单")
        await expect(page.locator("#main")).to_contain_text("1 项不符")
        await expect(ring).to_contain_text("应有 4，现有 3")

        await manager.goto("/p/harbour/inbox")
        await manager.locator(".inbox-open", has_text="报告待批复：A03").click()
        await expect(manager.locator("#main")).to_contain_text("一把断在锁里")
        await manager.fill("#f-words", "已报工程部换锁芯")
        await manager.keyboard.press("Enter")
        await expect(manager.locator("#main")).to_contain_text("已报工程部换锁芯")
    forget_refusals(town)


@pytest.mark.req("CUST-2", "CUST-6")
async def test_a_scan_lends_a_rooms_key_and_a_scan_takes_it_back(town: Standing) -> None:
    async with town.person("harbour.reception1") as page:
        await page.goto(BOARD)
        href = await page.locator(".hook a", has_text="F07").get_attribute("href")
        await scan(page, f"{town.origin}{href}")
        await expect(page.locator("h1")).to_contain_text("借出 F07")
        await page.locator("#f-person").select_option(label="龚子墨 · 客服助理")
        await page.fill("#f-purpose", "陪同看房")
        await page.fill("#f-why", "业户晚间看房")
        await page.fill("#f-pin", pin("harbour.steward2"))
        await page.keyboard.press("Enter")
        await expect(page.locator(".hook", has_text="F07")).to_contain_text("龚子墨 借出")

        await scan(page, "f07")
        await expect(page.locator("h1")).to_contain_text("收回 F07")
        await expect(page.locator("#f-power_off")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.locator("#custody-back")).to_contain_text("请勾选电源已切断")
        await page.check("#f-power_off")
        await page.check("#f-shut")
        await page.keyboard.press("Enter")
        await expect(page).to_have_url(re.compile(r"/custody$"))
        await expect(page.locator(".hook", has_text="F07")).to_contain_text("在位")
        await expect(page.locator(SCAN)).to_be_focused()
    forget_refusals(town)
