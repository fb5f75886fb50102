"""Ten papers wait for the manager, who reads and signs them without a mouse (SIGN-6)."""

import re
import time

import pytest
from playwright.async_api import Page, expect

from house.pages import Form, filled, forms
from journeys.standing import PHONE, Standing
from world import Browser, pin

pytestmark = pytest.mark.asyncio(loop_scope="session")
MANAGER, BOUND = "harbour.manager", 120.0
PAPERS, ON_THE_PHONE = 10, 3
PAPER = re.compile(r"/signing/[0-9a-f-]{36}$")


async def on_their_way(town: Standing, titles: str, papers: int) -> None:
    """New scripts, already checked by the supervisor: the manager's signature is what they wait for."""
    async with (
        town.caller("harbour.reception1") as writer,
        town.caller("harbour.supervisor") as supervisor,
    ):
        for number in range(1, papers + 1):
            words = {"title": f"{titles}{number}", "say": f"您好，这是第{number}条新话术。"}
            page = await writer.get("/p/harbour/scripts/new")
            form = next(f for f in forms("/p/harbour/scripts/new", page.text) if "say" in names(f))
            made = await writer.post(form.action, filled(form) | words)
            sent = await writer.post(f"{made.headers['location']}/draft/submission")
            assert sent.status_code == 303, sent.text
        for paper in await to_sign(supervisor):
            page = await supervisor.get(paper)
            form = next(f for f in forms(paper, page.text) if "pin" in names(f))
            agreed = filled(form) | {"deed": "agree", "pin": pin("harbour.supervisor")}
            signed = await supervisor.post(form.action, agreed)
            assert signed.status_code == 303, signed.text


async def to_sign(caller: Browser) -> list[str]:
    """Every paper that waits for that person."""
    inbox = await caller.get("/p/harbour/signing")
    return sorted(set(re.findall(r'href="(/p/harbour/signing/[0-9a-f-]{36})"', inbox.text)))


def names(form: Form) -> set[str]:
    """What the form asks for."""
    return {field.name for field in form.fields}


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
    await on_their_way(town, titles, PAPERS)
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
    await on_their_way(town, titles, ON_THE_PHONE)
    async with town.person(MANAGER, size=PHONE, has_touch=True) as page:
        await page.goto("/p/harbour/signing")
        began = time.monotonic()
        await page.locator(".sign-item a", has_text=titles).first.tap()
        while not page.url.endswith("/signing") or await waiting(page, titles) == ON_THE_PHONE:
            await page.wait_for_url(PAPER)
            await page.fill("#f-pin", pin(MANAGER))
            address = page.url
            await page.locator("#deed-form button[type=submit]").tap()
            await page.wait_for_url(lambda url, before=address: url != before)
        spent = time.monotonic() - began
        assert await waiting(page, titles) == 0
    assert spent < BOUND
