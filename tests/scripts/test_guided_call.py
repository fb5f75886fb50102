"""A whole call by keyboard in a real browser: words found, said step by step, the log written on the way."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, Route, async_playwright, expect

from scripts.test_finding import script
from world import TOWER, Browser, House

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
KEPT = {
    "content-type",
    "x-hushu-words",
    "hx-redirect",
    "location",
    "hx-retarget",
    "hx-reswap",
    "hx-trigger",
}


@pytest.fixture
async def desk_page(house: House) -> AsyncIterator[tuple[Page, Browser]]:
    """The desk in Chromium; every request is answered by the application in this process."""
    desk = await house.sign_in(f"{TOWER}.reception1")

    async def answer(route: Route) -> None:
        asked = route.request
        if asked.url.endswith("/live"):
            return await route.abort()
        headers = {
            k: v for k, v in asked.headers.items() if k.startswith(("hx-", "x-", "content-type"))
        }
        got = await desk.client.request(
            asked.method,
            asked.url,
            headers=headers,
            content=asked.post_data_buffer,
            follow_redirects=True,
        )
        shown = {k: v for k, v in got.headers.items() if k in KEPT}
        return await route.fulfill(status=got.status_code, headers=shown, body=got.content)

    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = await chromium.new_page(viewport={"width": 1366, "height": 768})
        await page.route("**/*", answer)
        await page.goto(f"http://127.0.0.1:8000/p/{TOWER}/")
        await page.wait_for_selector("#script-found li")
        yield page, desk
        await chromium.close()


async def value(page: Page, name: str) -> str:
    """What stands in that field of the log form."""
    return str(
        await page.evaluate(
            "n => document.getElementById('line-form').elements.namedItem(n).value", name
        )
    )


@pytest.mark.req("DESK-4")
@pytest.mark.req("DESK-5")
async def test_a_guided_call_by_keyboard_fills_the_whole_log_line(
    house: House, desk_page: tuple[Page, Browser]
) -> None:
    page, _ = desk_page
    press, text = page.keyboard.press, page.keyboard.type
    await press("Alt+s")
    await text("yhbx")
    await page.wait_for_selector("#script-found li:first-child >> text=业户报修")
    await press("Alt+1")
    await page.wait_for_selector("#script-card >> text=报修的事我来帮您登记")
    await page.wait_for_timeout(
        300
    )  # the list asked for by the last letter must not come back over the words
    assert await page.locator("#script-card").count() == 1
    await press("Alt+g")
    await page.wait_for_selector("#script-flow")
    await press("Enter")  # greeted
    await text("A座1802")
    assert await value(page, "unit") == "A座1802"
    await press("Enter")
    await text("茶水间漏水")
    await press("Enter")
    await text("13912345678")
    await press("Enter")
    await page.wait_for_selector("[data-step]:visible >> text=我核对一下：A座1802")  # read back
    await press("Shift+Enter")
    assert await page.evaluate("document.activeElement.value") == "13912345678"
    await press("Enter")
    await press("Enter")
    await page.evaluate(
        "const e = document.activeElement; e.value = '2030-01-02T15:00'; e.dispatchEvent(new Event('input', {bubbles: true}))"
    )
    await page.wait_for_selector("[data-step]:visible >> text=1月2日15:00前")
    await press("Enter")
    await page.locator("[data-step]:visible select").select_option("later")
    await press("Enter")
    assert await page.evaluate("document.activeElement.matches('#line-form button[type=submit]')")
    found = {
        name: await value(page, name)
        for name in ("unit", "matter", "phone", "promised_at", "outcome", "script")
    }
    assert found == {
        "unit": "A座1802", "matter": "茶水间漏水", "phone": "13912345678", "promised_at": "2030-01-02T15:00",
        "outcome": "later", "script": "call-repair",
    }  # fmt: skip
    used = "select times from script_habit where script = $1::uuid"
    assert await house.value(TOWER, used, await script(house, "call-repair")) == 2


@pytest.mark.req("DESK-4")
async def test_typing_under_an_input_method_chooses_nothing_and_the_log_keeps_the_focus(
    desk_page: tuple[Page, Browser],
) -> None:
    page, _ = desk_page
    keys = await page.context.new_cdp_session(page)
    await page.focus("#f-matter")
    await keys.send(
        "Input.imeSetComposition", {"text": "zhao", "selectionStart": 4, "selectionEnd": 4}
    )
    for key, code in (("1", "Digit1"), ("Enter", "Enter")):
        pressed = {"type": "rawKeyDown", "windowsVirtualKeyCode": 229, "code": code, "key": key}
        await keys.send("Input.dispatchKeyEvent", pressed)
    assert await page.locator("#script-card").count() == 0
    assert await page.locator("#line-form .form-error").count() == 0
    await keys.send("Input.insertText", {"text": "找物业"})
    assert await value(page, "matter") == "找物业"
    await page.keyboard.press("1")
    assert await page.locator("#script-card").count() == 0
    await page.keyboard.press("Alt+1")
    await page.wait_for_selector("#script-card")
    await expect(page.locator("#f-matter")).to_be_focused()
