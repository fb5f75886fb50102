"""A Friday's meeting from the first word to the archives: held, written, signed by all who came, answered, filed."""

import re

import pytest
from playwright.async_api import Page, expect

from house.pages import filled, forms
from journeys.standing import PHONE, Standing
from world import pin

pytestmark = pytest.mark.asyncio(loop_scope="session")
HOME = "/p/harbour/meetings"
MATTERS, PROBLEM, DECISION = (
    "西侧货梯轿厢照明闪烁",
    "晚高峰出口排队过长",
    "与车场商定晚高峰增开一个出口",
)
BY_HAND = ("harbour.supervisor", "harbour.cashier")
OTHERS = (
    "harbour.cleaning", "harbour.steward2", "harbour.reception1", "harbour.reception2", "harbour.reception3",
)  # fmt: skip


async def moved_to_today(page: Page) -> str:
    """The manager holds the week's meeting today (on a Friday earlier), and says why; gives its address."""
    await page.goto(f"{HOME}?show=coming")
    await page.locator("#list a[data-list-item]", has_text="部门例会").first.click()
    await expect(page.get_by_role("heading", name="会议议程")).to_be_visible()
    await page.click("[data-dialog-open='#move-meeting']")
    await page.fill("#f-day", await today(page))
    await page.fill("#f-starts", "08:00")
    await page.fill("#move-why", "总部明天来检查")
    await page.click("#move-form button[type=submit]")
    await expect(page.get_by_text("总部明天来检查").first).to_be_visible()
    return page.url.partition("#")[0]


async def today(page: Page) -> str:
    """The property's day, as the form's own earliest day says it."""
    return str(await page.get_attribute("#f-day", "min"))


async def hands_in(page: Page, meeting: str) -> None:
    """Who cannot come says why, and what they have to say."""
    await page.goto(meeting)
    await page.get_by_text("说明原因并提交书面意见").click()
    await page.fill("#matters-form [name=reason]", "陪同验收")
    await page.fill("#matters-form [name=words]", MATTERS)
    await page.click("#matters-form button[type=submit]")
    await expect(page.locator("#matters-mine")).to_contain_text("已交书面意见")


async def held(page: Page, meeting: str) -> None:
    """The recorder begins it, ticks a step, notes who came, a problem, a decision, and ends it."""
    await page.goto(meeting)
    await expect(page.locator("#before")).to_contain_text("2 项办理中")
    await page.get_by_role("button", name="开始会议").click()
    await expect(page.get_by_role("button", name="结束会议")).to_be_visible()
    await expect(page.locator("#attendance")).to_contain_text(MATTERS)
    step = page.locator(".meeting-steps > li").nth(2)
    await step.locator("textarea").fill("本周来访平稳")
    await step.get_by_role("button", name="完成", exact=True).click()
    await expect(page.locator(".meeting-steps > li").nth(2)).to_have_class("is-done")
    await page.click("#attendance-form button[type=submit]")
    await expect(page.locator("#attendance")).to_contain_text("应到 10 人，实到 9 人")
    await page.fill("#problem-words", PROBLEM)
    await page.click("#problem-form button[type=submit]")
    await expect(page.locator("#problems")).to_contain_text(PROBLEM)
    await expect(page.locator("#problem-words")).to_have_value("")
    await page.fill("#f-decided", DECISION)
    await page.locator("#decision-form [name=owner]").select_option(label="闫䶮 · 客服主任")
    await page.fill("#f-due", str(await page.get_attribute("#f-due", "min")))
    await page.click("#decision-form button[type=submit]")
    await expect(page.locator("#decisions")).to_contain_text(DECISION)
    await page.get_by_role("button", name="结束会议").click()
    await expect(page.locator("#minutes-form")).to_be_visible()


async def sent_round(page: Page) -> None:
    """The minutes begin with what was said, and go round."""
    text = page.locator("#minutes-form [name=words]")
    await expect(text).to_have_value(re.compile(f"本周来访平稳[\\s\\S]*{MATTERS}"))
    await page.click("#minutes-form button[type=submit]")
    await page.click("[data-dialog-open='#send-round']")
    await page.click("#round-form button[type=submit]")
    await expect(page.locator("#unsigned")).to_contain_text("沈若瑜 · 审核")


async def signs(page: Page, meeting: str, username: str) -> None:
    """Reads on the minutes' page, then signs with the PIN."""
    await page.goto(f"{meeting}/minutes")
    await page.get_by_role("link", name="去阅签").click()
    await expect(page.locator(".frozen").first).to_contain_text(PROBLEM)
    await page.fill("#f-pin", pin(username))
    address = page.url
    await page.keyboard.press("Enter")
    await page.wait_for_url(lambda url: url != address)


async def signs_quietly(town: Standing, username: str, meeting: str) -> None:
    """The same without a browser, for those a journey need not watch."""
    async with town.caller(username) as caller:
        shown = await caller.get(f"{meeting}/minutes")
        [paper] = set(re.findall(r'href="(/p/harbour/signing/[0-9a-f-]{36})"', shown.text))
        page = await caller.get(paper)
        form = next(f for f in forms(paper, page.text) if any(x.name == "pin" for x in f.fields))
        said = filled(form) | {"deed": "agree", "pin": pin(username), "again": "1"}
        answer = await caller.post(form.action, said)
        assert answer.status_code == 303, answer.text


async def answered(page: Page, meeting: str) -> None:
    """The general manager answers each problem on a phone, and signs with it."""
    await page.goto(f"{meeting}/minutes")
    await page.fill("#answer-1", "同意增开，下周一起执行")
    await page.fill("#answers-pin", pin("harbour.gm"))
    await page.click("#answers-form button[type=submit]")
    await expect(page.locator("#answers")).to_have_count(0)
    await expect(page.get_by_text("同意增开，下周一起执行").first).to_be_visible()


@pytest.mark.req("MEET-2", "MEET-3", "MEET-4")
async def test_a_fridays_meeting_is_held_signed_answered_and_filed(town: Standing) -> None:
    async with town.person("harbour.manager") as page:
        meeting = (await moved_to_today(page)).removeprefix(town.origin)
    async with town.person("harbour.steward1") as page:
        await hands_in(page, meeting)
    async with town.person("harbour.clerk") as page:
        await held(page, meeting)
        await sent_round(page)
    await signs_quietly(town, "harbour.manager", meeting)
    for username in BY_HAND:
        async with town.person(username) as page:
            await signs(page, meeting, username)
    for username in OTHERS:
        await signs_quietly(town, username, meeting)
    async with town.person("harbour.gm", size=PHONE) as page:
        await answered(page, meeting)
    await signs_quietly(town, "harbour.clerk", meeting)
    async with town.person("harbour.supervisor") as page:
        await page.goto(f"{meeting}/minutes")
        for _ in range(60):
            if await page.get_by_role("link", name="已归档").count():
                break
            await page.wait_for_timeout(500)
            await page.reload()
        await expect(page.get_by_role("link", name="已归档")).to_be_visible()
        await page.get_by_role("link", name="已归档").click()
        await expect(page.locator("main")).to_contain_text("部门例会纪要")
        await page.goto("/p/harbour/inbox")
        await expect(page.locator("main")).to_contain_text(DECISION)
