"""The console of a browser in which something else sets styles, as extensions and translators do, says nothing."""

import pytest
from playwright.async_api import Page, expect

from journeys.standing import Standing
from journeys.test_desk_day import write

pytestmark = pytest.mark.asyncio(loop_scope="session")
STYLE = "document.querySelectorAll('[id], input, textarea').forEach((e) => e.style.setProperty('caret-color', 'teal'))"


async def leave_message(page: Page) -> None:
    """A message left from its own page."""
    await page.goto("/p/harbour/messages/new")
    await page.evaluate(STYLE)
    options = page.locator("#f-for_person option")
    await page.select_option("#f-for_person", await options.nth(2).get_attribute("value"))
    await page.fill("[name=words]", "请回电给前台")
    await page.click("#message-form button[type=submit]")
    await expect(page.locator("#receipt")).to_be_visible()


@pytest.mark.req("T12")
async def test_a_swap_carries_no_style_that_the_policy_would_refuse(town: Standing) -> None:
    notices: list[str] = []
    async with town.person("harbour.reception1") as page:
        page.on("console", lambda said: notices.append(said.text))
        await page.goto("/p/harbour/desk")
        await page.evaluate(STYLE)
        await write(page, "控制台应当安静")
        await expect(page.locator("#desk-board")).to_contain_text("控制台应当安静")
        await page.evaluate(STYLE)
        await write(page, "再写一条")
        await expect(page.locator("#desk-board")).to_contain_text("再写一条")
        await leave_message(page)
    assert [one for one in notices if "Content Security Policy" in one] == []
