"""Ten papers wait for the manager, who reads and signs them without a mouse (SIGN-6)."""

import re
import time

import pytest
from playwright.async_api import Page, expect

from journeys.standing import PHONE, Standing
from world import pin

pytestmark = pytest.mark.asyncio(loop_scope="session")
MANAGER, PAPERS, BOUND = "harbour.manager", 10, 120.0
PAPER = re.compile(r"/signing/[0-9a-f-]{36}$")


async def ten_papers(town: Standing, titles: str) -> None:
    """Ten new scripts on their way, already checked by the supervisor: the manager's signature is what they wait for."""
    async with town.person("harbour.reception1") as writer:
        for number in range(1, PAPERS + 1):
            await writer.goto("/p/harbour/scripts/new")
            await writer.fill("[name=title]", f"{titles}{number}")
            await writer.fill("[name=say]", f"您好，这是第{number}条新话术。")
            await (
                writer.locator("[name=say]")
                .locator("xpath=ancestor::form")
                .locator("button[type=submit]")
                .first.click()
            )
            await writer.wait_for_url("**/scripts/*-*")
            await writer.locator("form[action$='/draft/submission'] button[type=submit]").click()
            await expect(writer.locator("form[action$='/draft/submission']")).to_have_count(0)
    async with town.person("harbour.supervisor") as supervisor:
        await supervisor.goto("/p/harbour/signing")
        await sign_all(supervisor, "harbour.supervisor")


async def waiting(page: Page, titles: str) -> int:
    """How many of these papers still wait, as the page of the inbox tells."""
    shown = await page.request.get("/p/harbour/signing")
    return (await shown.text()).count(f"<strong>话术“{titles}")


async def sign_all(page: Page, username: str) -> int:
    """Everything that waits, by keys alone: Enter opens the first, then PIN and Enter until nothing is left. How many keys."""
    keys, secret = 1, pin(username)
    await page.keyboard.press("Enter")
    while True:
        await page.wait_for_url(PAPER)
        await expect(page.locator("#f-pin")).to_be_focused()
        await expect(page.locator(".frozen")).to_be_visible()
        address = page.url
        await page.keyboard.type(secret)
        await page.keyboard.press("Enter")
        keys += len(secret) + 1
        await page.wait_for_url(lambda url, before=address: url != before)
        if page.url.endswith("/signing"):
            return keys


@pytest.mark.req("SIGN-6")
async def test_ten_papers_are_read_and_signed_by_keyboard_within_two_minutes(
    town: Standing,
) -> None:
    titles = "键盘签批"
    await ten_papers(town, titles)
    async with town.person(MANAGER) as page:
        await page.goto("/p/harbour/signing")
        assert await waiting(page, titles) == PAPERS
        began = time.monotonic()
        keys = await sign_all(page, MANAGER)
        await expect(page.locator("#waiting")).to_be_visible()
        spent = time.monotonic() - began
        assert await waiting(page, titles) == 0
    print(f"ten papers: {keys} keys, {spent:.1f} s of the machine")
    assert spent < BOUND


@pytest.mark.req("SIGN-6", "T12")
async def test_on_a_phone_a_paper_takes_one_pin_and_one_tap(town: Standing) -> None:
    titles = "手机签批"
    await ten_papers(town, titles)
    async with town.person(MANAGER, size=PHONE, has_touch=True) as page:
        await page.goto("/p/harbour/signing")
        began = time.monotonic()
        await page.locator(".sign-item a", has_text=titles).first.tap()
        while not page.url.endswith("/signing") or await waiting(page, titles) == PAPERS:
            await page.wait_for_url(PAPER)
            await page.fill("#f-pin", pin(MANAGER))
            address = page.url
            await page.locator("#deed-form button[type=submit]").tap()
            await page.wait_for_url(lambda url, before=address: url != before)
        spent = time.monotonic() - began
        assert await waiting(page, titles) == 0
    assert spent < BOUND
