"""A roster is generated around what is fixed, taken over and taken back, by keyboard and buttons (ROST-3)."""

import re

import pytest
from playwright.async_api import Page, expect

from journeys.standing import Standing
from journeys.test_roster_grid import ROW, cell

pytestmark = pytest.mark.asyncio(loop_scope="session")
LONG = 60_000  # ms; the solver's own seconds, on a machine that does much else


async def begun(page: Page) -> None:
    """The control room's month after the next two, empty: other journeys have theirs."""
    await page.goto("/p/harbour/rosters")
    await page.locator("#roster-begin [name=team]").select_option(label="监控室")
    await page.locator("#roster-begin [name=month]").select_option(index=3)
    await page.click("#roster-begin button[type=submit]")
    await expect(page.locator("table.roster")).to_be_visible()


@pytest.mark.req("ROST-3")
async def test_two_days_are_fixed_the_rest_is_generated_taken_over_and_taken_back(
    town: Standing,
) -> None:
    async with town.person("harbour.supervisor") as page:
        await begun(page)
        await cell(page, 1, 3).click()
        await page.keyboard.press("3")
        await expect(cell(page, 1, 3)).to_have_text("夜")
        await page.keyboard.press("Shift+ArrowRight")
        await page.keyboard.press("f")
        await expect(cell(page, 1, 3)).to_have_attribute("data-fixed", "")
        await expect(cell(page, 1, 4)).to_have_attribute("data-fixed", "")
        await expect(cell(page, 1, 4)).to_have_attribute("title", re.compile("已固定"))

        panel = page.locator("#roster-generate")
        await panel.get_by_label("只保留固定的日子").check()
        await panel.get_by_role("button", name="生成方案").click()
        await expect(panel.locator("progress")).to_be_visible()
        await expect(panel.get_by_text("已找到人员齐备的方案")).to_be_visible(timeout=LONG)
        take = panel.get_by_role("button", name="采用方案")
        await expect(take).to_be_visible(timeout=LONG)
        await expect(cell(page, 2, 1)).to_have_text("")
        await take.click()

        await expect(panel.get_by_role("button", name="撤销自动排班")).to_be_visible()
        await expect(cell(page, 1, 3)).to_have_text("夜")
        await expect(cell(page, 1, 4)).to_have_text("")
        filled = page.locator("table.roster tbody [role=gridcell]", has_text=re.compile("[早中夜]"))
        assert await filled.count() > 80
        await expect(page.locator(f"{ROW % 1}[aria-invalid]")).to_have_count(0)

        await panel.get_by_role("button", name="撤销自动排班").click()
        await expect(panel.get_by_role("button", name="采用方案")).to_be_visible()
        await expect(filled).to_have_count(1)
        await panel.get_by_role("button", name="放弃方案").click()
        await expect(panel.get_by_role("button", name="生成方案")).to_be_visible()


@pytest.mark.req("ROST-3")
async def test_a_wish_typed_on_a_phone_stands_in_the_planners_grid(town: Standing) -> None:
    async with (
        town.person("harbour.control1") as page,
        town.person("harbour.supervisor") as planner,
    ):
        await page.set_viewport_size({"width": 390, "height": 844})
        await begun(planner)
        day = (
            await planner.locator("table.roster thead [data-day]").nth(19).get_attribute("data-day")
        )
        await page.goto("/p/harbour/shifts/wishes")
        await page.fill("#wish [name=day]", day or "")
        await page.fill("#wish [name=words]", "女儿生日")
        await page.click("#wish button[type=submit]")
        await expect(page.locator(".my-days")).to_contain_text("女儿生日")
        wished = planner.locator("table.roster [data-wish]")
        await expect(wished).to_have_attribute("title", re.compile("意愿：休息"))
        await page.get_by_role("button", name="撤回").click()
        await expect(wished).to_have_count(0)
