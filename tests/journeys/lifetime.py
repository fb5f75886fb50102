"""What people do at their pages with a paper that came in: received, circulated, answered, filed."""

from typing import Any

from playwright.async_api import Page, Response, expect

from archives.drops import scan
from journeys.years import Years, settled
from world import TOWER, pin

AT = f"/p/{TOWER}"
TITLE, SECRET_OF_THE_SCAN = "关于更换消防水带的通知", "请更换三楼水带"
ANSWER = "三楼水带已全部更换"
LIMIT = 30_000


async def sent(page: Page, form: str, button: str = "button[type=submit]") -> None:
    """Sends the form and waits for the page that comes of it."""
    async with (
        page.expect_event("load", timeout=LIMIT),
        page.expect_response(_is_deed, timeout=LIMIT) as answer,
    ):
        await page.locator(f"{form} {button}").first.click()
    status = (await answer.value).status
    assert status in (200, 303), f"{status} {page.url}: {await page.locator('main').inner_text()}"


def _is_deed(answer: Response) -> bool:
    return answer.request.method == "POST"


async def says(page: Page, *words: str) -> None:
    """The page says so."""
    for one in words:
        await expect(page.locator("main")).to_contain_text(one, timeout=LIMIT)


def path(page: Page) -> str:
    """Where the page is, without its origin."""
    return "/" + page.url.split("/", 3)[3].partition("?")[0]


async def sign(house: Years, username: str, place: str, words: str = "") -> None:
    """That person opens the record, goes to the paper that waits for them, and signs with the PIN."""
    async with house.person(username) as page:
        await page.goto(place)
        await page.locator("main a[href*='/signing/']").first.click()
        await expect(page.locator("#deed-form")).to_be_visible(timeout=LIMIT)
        await page.fill("#deed-form [name=opinion]", words)
        if await page.locator("#deed-form [name=again]").count():
            await page.check("#deed-form [name=again]")
        await page.fill("#deed-form [name=pin]", pin(username))
        await sent(page, "#deed-form")


async def received(house: Years) -> str:
    """The secretary signs for it, registers it with its scan, proposes who reads and who handles it; gives its page."""
    picture: Any = {
        "name": "来文.pdf",
        "mimeType": "application/pdf",
        "buffer": scan(TITLE, SECRET_OF_THE_SCAN),
    }
    async with house.person("harbour.secretary") as page:
        await page.goto(f"{AT}/documents/incoming")
        await page.fill("#incoming-form [name=sender]", "海湾区消防救援大队")
        await page.fill("#incoming-form [name=title]", TITLE)
        await page.fill("#incoming-form [name=their_no]", "海消〔2026〕31号")
        await page.set_input_files("#incoming-form [name=scans]", picture)
        await sent(page, "#incoming-form")
        await says(page, TITLE)
        await page.fill("#treatment-form [name=proposal]", "拟请工程部办理")
        await page.select_option("#t-handler", label=await _label(page, "#t-handler", "工程部"))
        reader = page.locator("#treatment-form label", has_text="客服经理").first
        await reader.locator("input").check()
        await sent(page, "#treatment-form")
        return path(page)


async def _label(page: Page, select: str, part: str) -> str:
    """The first entry of a choice whose words hold the part."""
    words = await page.locator(f"{select} option").all_inner_texts()
    return next(one for one in words if part in one)


async def circulated_and_answered(house: Years, document: str) -> None:
    """The general manager instructs, the manager reads, the engineer reads and answers, the secretary takes the original back."""
    await sign(house, "harbour.gm", document, "请工程部本周更换")
    await sign(house, "harbour.manager", document, "已阅")
    await sign(house, "harbour.engineer", document, "已阅")
    await sign(house, "harbour.engineer", document, ANSWER)
    await sign(house, "harbour.secretary", document)
    async with house.person("harbour.secretary") as page:
        await page.goto(document)
        await says(page, ANSWER)


async def filed_itself(house: Years) -> tuple[str, str]:
    """It is found in the archives by two characters that stand only in its scan; gives its page and its volume's."""
    async with house.person("harbour.secretary") as page:

        async def there() -> str | None:
            await page.goto(f"{AT}/archives?q=三楼")
            link = page.locator("#archive-items a", has_text=TITLE).first
            return await link.get_attribute("href") if await link.count() else None

        item = str(await settled(there, seconds=120))
        await page.goto(item)
        await says(page, TITLE, "10 年", "海消〔2026〕31号")
        volume = await page.locator(".crumbs a[href*='/volumes/']").first.get_attribute("href")
        return item, str(volume)
