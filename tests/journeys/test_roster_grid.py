"""The month's grid under the hands of somebody who knows spreadsheets (ROST-8)."""

import pytest
from playwright.async_api import Locator, Page, expect

from journeys.standing import Standing

pytestmark = pytest.mark.asyncio(loop_scope="session")
ROW = "table.roster tbody tr:nth-of-type(%d) [role=gridcell]"


def cell(page: Page, row: int, day: int) -> Locator:
    """A person's day, both counted from one."""
    return page.locator(ROW % row).nth(day - 1)


async def begun(page: Page) -> None:
    """The control room's next month but one, empty."""
    await page.goto("/p/harbour/rosters")
    await page.locator("#roster-begin [name=team]").select_option(label="监控室")
    await page.locator("#roster-begin [name=month]").select_option(index=2)
    await page.click("#roster-begin button[type=submit]")
    await expect(page.locator("table.roster")).to_be_visible()


@pytest.mark.req("ROST-8")
async def test_shifts_are_typed_copied_pasted_and_taken_back_without_a_reload(
    town: Standing,
) -> None:
    async with town.person("harbour.supervisor") as page:
        await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        await begun(page)
        await page.evaluate("window.stays = true")
        await cell(page, 1, 1).click()
        await page.keyboard.press("1")
        await expect(cell(page, 1, 1)).to_have_text("早")
        await page.keyboard.press("ArrowRight")
        await page.keyboard.press("3")
        await expect(cell(page, 1, 2)).to_have_text("夜")
        await expect(cell(page, 1, 2)).to_be_focused()

        await cell(page, 1, 1).click()
        await page.keyboard.press("Shift+ArrowRight")
        await page.keyboard.press("Control+c")
        await cell(page, 2, 4).click()
        await page.keyboard.press("Control+v")
        await expect(cell(page, 2, 5)).to_have_text("夜")
        await expect(cell(page, 2, 4)).to_have_text("早")

        await cell(page, 1, 3).click()
        await page.keyboard.press("2")
        await expect(cell(page, 1, 3)).to_have_attribute("aria-invalid", "true")
        await expect(page.locator(".roster-wrong")).to_contain_text("“夜班”之后只休息了 8 小时")
        for _ in range(2):
            await page.keyboard.press("Control+z")
        await expect(cell(page, 1, 3)).to_have_text("")
        await expect(cell(page, 2, 4)).to_have_text("")
        await page.keyboard.press("ArrowLeft")
        await page.keyboard.press("Delete")
        await expect(cell(page, 1, 2)).to_have_text("")
        assert await page.evaluate("window.stays")


@pytest.mark.req("ROST-11")
async def test_what_another_planner_changes_appears_in_the_grid(town: Standing) -> None:
    async with town.person("harbour.supervisor") as one, town.person("harbour.manager") as two:
        await begun(one)
        await two.goto(one.url)
        await cell(two, 2, 9).click()
        await two.keyboard.press("2")
        await expect(cell(one, 2, 9)).to_have_text("中")


@pytest.mark.req("ROST-11")
async def test_who_was_slower_sees_what_stands_now_even_without_live_updates(
    town: Standing,
) -> None:
    async with town.person("harbour.supervisor") as one, town.person("harbour.manager") as two:
        await one.route("**/live", lambda route: route.abort())
        await begun(one)
        await two.goto(one.url)
        await cell(two, 2, 12).click()
        await two.keyboard.press("2")
        await expect(cell(two, 2, 12)).to_have_text("中")
        await cell(one, 2, 12).click()
        await one.keyboard.press("1")
        await expect(cell(one, 2, 12)).to_have_text("中")
        await expect(one.locator("body")).to_contain_text("刚才有人改动过")
    town.heard[:] = [said for said in town.heard if "409" not in said and "/live" not in said]
