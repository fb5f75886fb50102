"""Every page in a real browser: readable for everybody, alive without scripts, deaf to what people type."""

import re

import pytest
from playwright.async_api import Page, expect

from house.pages import crawl, filled, forms_of, pattern_of
from house.payloads import packed
from house.test_markup import LEFT
from hushu.foundation.places import ROOT
from journeys.standing import DESK, PHONE, Standing
from world import Browser

pytestmark = pytest.mark.asyncio(loop_scope="session")
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WHOLE = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
DIFFERS = {
    "type": "rule",
    "values": ["color-contrast", "target-size", "scrollable-region-focusable"],
}
OF_AXE = re.compile(
    r"policy style-src\S* inline from \.|Content Security Policy directive.*'url': ''"
)  # it comes from no file of ours
FRAME = [".topbar", ".rail", ".tabbar"]  # the same around every page of a person: looked at once
LOOK = """async ([only, but]) => (await axe.run({include: ["html"], exclude: but}, {runOnly: only, resultTypes: ["violations"], preload: false, selectors: false}))
  .violations.filter((v) => ["serious", "critical"].includes(v.impact))
  .map((v) => v.id + ": " + v.nodes.slice(0, 3).map((n) => n.html).join(" | "))"""
STILL = """() => { const still = new CSSStyleSheet(); still.replaceSync("* { transition: none !important; animation: none !important }");
  document.adoptedStyleSheets.push(still); }"""
RENEWED = """(topic) => new Promise((done) => {
  document.body.addEventListener("htmx:afterSwap", ({target}) => done([target.id, getComputedStyle(target).opacity]), {once: true});
  document.body.dispatchEvent(new CustomEvent(`live:${topic}`, {bubbles: true})); })"""  # how a piece looks while others' changes come in
DARK = "(dark) => document.documentElement.dataset.bsTheme = dark ? 'dark' : 'light'"


@pytest.mark.req("T12")
async def test_every_page_can_be_read_by_everybody(town: Standing) -> None:
    wrong: list[str] = []
    looked: set[str] = set()
    for username in ("harbour.manager", "harbour.reception1"):
        async with town.caller(username) as caller:
            pages = await crawl(caller, "harbour", samples=1)
        whole = [
            url for url, html in pages.items() if "<html" in html
        ]  # pieces: inside their pages
        fresh = {pattern_of(url): url for url in whole if pattern_of(url) not in looked}
        looked |= set(fresh)
        async with town.person(username, reduced_motion="reduce") as page:
            for place, url in enumerate(fresh.values()):
                faults = await look(page, url, but=FRAME if place else [])
                wrong += [f"{username} {url} {fault}" for fault in faults]
    print(f"{len(looked)} pages looked at")
    town.heard[:] = [said for said in town.heard if not OF_AXE.search(said)]
    assert wrong == [], "\n".join(wrong)
    assert len(looked) > 30


@pytest.mark.req("T12")
async def test_the_look_itself_finds_what_it_looks_for(town: Standing) -> None:
    async with town.person("harbour.reception1", reduced_motion="reduce") as page:
        await page.goto("/p/harbour/messages/new")
        await page.evaluate(STILL)
        await page.evaluate(AXE.read_text(encoding="utf-8"))
        assert await page.evaluate(LOOK, [WHOLE, FRAME]) == []
        await page.evaluate("""() => { const main = document.querySelector("main");
            main.append(document.createElement("textarea"));
            const pale = document.createElement("p");
            pale.textContent = "看不清";
            pale.style.cssText = "color: #ddd; background: #fff; font-size: 16px";
            main.prepend(pale); }""")
        found = await page.evaluate(LOOK, [WHOLE, FRAME])
    assert [fault.partition(":")[0] for fault in found] == ["color-contrast", "label"]
    town.heard[:] = [said for said in town.heard if not OF_AXE.search(said)]


@pytest.mark.req("T12")
async def test_a_list_that_renews_itself_is_not_dimmed(town: Standing) -> None:
    async with town.person("harbour.manager") as page:
        await page.goto("/p/harbour/meetings")
        assert await page.evaluate(RENEWED, "meetings") == ["meeting-list", "1"]


async def seen(page: Page, rules: object, but: list[str]) -> list[str]:
    """Faults that are still there at a second look: a live update may be exchanging a list during the first."""
    if not await page.evaluate(LOOK, [rules, but]):
        return []
    await page.wait_for_timeout(500)
    faults: list[str] = await page.evaluate(LOOK, [rules, but])
    return faults


async def look(page: Page, url: str, *, but: list[str]) -> list[str]:
    """What keeps somebody from reading the page at the desk, on the phone, or at night; `but` is not looked at."""
    await page.set_viewport_size(DESK)  # type: ignore[arg-type]
    await page.goto(url)
    await page.evaluate(STILL)
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    found = [f"light: {one}" for one in await seen(page, WHOLE, but)]
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    await page.evaluate(DARK, True)
    found += [f"phone, dark: {one}" for one in await seen(page, DIFFERS, but)]
    wide = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    if wide > 1:
        found.append(f"phone: {wide} px too wide")
    await page.evaluate(DARK, False)
    return found


@pytest.mark.req("DESK-11", "DESK-12")
async def test_without_scripts_one_can_read_and_write(town: Standing) -> None:
    async with town.person("harbour.reception2", java_script_enabled=False) as page:
        await page.goto("/p/harbour/desk")
        await page.fill("#f-matter", "没有脚本也能登记")
        await page.click("#line-form button[type=submit]")
        await expect(page.locator("#desk-board")).to_contain_text("没有脚本也能登记")
        await page.goto("/p/harbour/messages/new")
        await page.select_option("#f-for_person", index=2)
        await page.fill("[name=words]", "没有脚本也能留言")
        await page.click("#message-form button[type=submit]")
        await expect(page.locator("main")).to_contain_text("没有脚本也能留言")
        await page.goto("/p/harbour/log")
        await expect(page.locator("main")).to_contain_text("没有脚本也能登记")


@pytest.mark.req("T11", "T12")
async def test_stored_markup_runs_nowhere(town: Standing) -> None:
    async with town.caller("riverside.manager") as caller:
        await plant(caller)
        pages = await crawl(caller, "riverside", samples=2)
    async with town.person("riverside.manager") as page:
        shown = [url for url, html in pages.items() if "__xss" in html and "<html" in html]
        assert len(shown) > 8
        for url in shown[:30]:
            await page.goto(url)
            assert await page.evaluate(
                "[window.__xss, document.querySelectorAll('[xss], xss-element').length]"
            ) == [None, 0]


async def plant(browser: Browser) -> None:
    """Payloads through every form, a few rounds each."""
    for form in await forms_of(browser, "riverside", samples=1):
        typed = [f for f in form.fields if f.typed]
        if LEFT.search(form.action) or not typed:
            continue
        for turn in range(4):
            chunks = {f.name: packed(min(f.longest or 200, 200)) for f in typed}
            words = {name: chunk[turn * 5 % len(chunk)] for name, chunk in chunks.items()}
            honest = filled(form)
            answer = await browser.post(form.action, honest | words)
            if answer.status_code == 422:  # not every field takes words
                for name, word in words.items():
                    await browser.post(form.action, honest | {name: word})
