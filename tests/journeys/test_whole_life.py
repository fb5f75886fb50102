"""A paper's whole life over eleven years: received, circulated, answered, filed, sealed away, appraised, approved, destroyed
before two witnesses, certified, and proven by the public page and the command line (DOC-1, ARCH-6 to ARCH-45)."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from playwright.async_api import Page, Response, expect

from archives.drops import scan
from journeys.years import Years, settled, years
from world import TOWER, pin

AT = f"/p/{TOWER}"
TITLE = "关于更换消防水带的通知"
LIMIT = 60_000
pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.nightly]


@pytest.mark.req(
    "DOC-1",
    "DOC-10",
    "ARCH-9",
    "ARCH-10",
    "ARCH-40",
    "ARCH-42",
    "ARCH-43",
    "ARCH-44",
    "SIGN-2",
    "T35",
)
async def test_a_paper_lives_eleven_years_and_leaves_its_line_in_the_catalog(
    tmp_path: Path,
) -> None:
    today = datetime.now(UTC).date()
    async with years(tmp_path) as house:
        document = await received(house)
        await circulated_and_answered(house, document)
        item, volume = await filed(house)
        await closed(house, volume)
        house.on(date(today.year + 11, 2, 3))
        found = await destroyed(house)
        await remembered(house, item, found)
        proven = house.command("verify")
        assert proven.returncode == 0, proven.stdout + proven.stderr
        assert house.heard == [], "\n".join(house.heard[:20])


async def received(house: Years) -> str:
    """The secretary signs for it, registers it with its scan, proposes who reads and who handles it."""
    async with house.person("harbour.secretary") as page:
        await page.goto(f"{AT}/documents/incoming")
        for name, value in {
            "sender": "海湾区消防救援大队",
            "title": TITLE,
            "their_no": "海消〔2026〕31号",
        }.items():
            await page.fill(f"#incoming-form [name={name}]", value)
        picture = {
            "name": "来文.pdf",
            "mimeType": "application/pdf",
            "buffer": scan(TITLE, "请更换三楼水带"),
        }
        await page.set_input_files("#incoming-form [name=scans]", picture)  # type: ignore[arg-type]
        await sent(page, "#incoming-form")
        await page.fill("#treatment-form [name=proposal]", "拟请工程部办理")
        await page.select_option("#t-handler", label=await label_of(page, "#t-handler", "工程部"))
        for box in (await page.locator("#treatment-form label", has_text="客服经理").all())[:1]:
            await box.locator("input").check()
        await sent(page, "#treatment-form")
        return page.url.rsplit("/", 1)[-1]


async def label_of(page: Page, select: str, part: str) -> str:
    """The first entry of a choice whose words hold the part."""
    words = await page.locator(f"{select} option").all_inner_texts()
    return next(one for one in words if part in one)


async def sent(page: Page, form: str, button: str = "button[type=submit]") -> None:
    """Sends the form and waits for what comes of it."""
    async with (
        page.expect_event("load", timeout=LIMIT),
        page.expect_response(_is_deed, timeout=LIMIT) as answer,
    ):
        await page.locator(f"{form} {button}").first.click()
    assert (await answer.value).status in (200, 303)
    await page.wait_for_load_state("networkidle")


def _is_deed(answer: Response) -> bool:
    return answer.request.method == "POST"


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


async def circulated_and_answered(house: Years, document: str) -> None:
    """The general manager instructs, the manager reads, engineering handles it, the secretary takes the original back."""
    place = f"{AT}/documents/{document}"
    await sign(house, "harbour.gm", place, "请工程部本周更换")
    await sign(house, "harbour.manager", place, "已阅")
    await sign(house, "harbour.engineer", place, "已阅")
    await sign(house, "harbour.engineer", place, "三楼水带已全部更换")
    await sign(house, "harbour.secretary", place)
    async with house.person("harbour.secretary") as page:
        await page.goto(place)
        await expect(page.locator("main")).to_contain_text("三楼水带已全部更换")


async def filed(house: Years) -> tuple[str, str]:
    """It filed itself, and is found by two characters that stand only in its scan."""
    async with house.person("harbour.secretary") as page:

        async def there() -> str | None:
            await page.goto(f"{AT}/archives?q=水带")
            link = page.locator("#archive-items a", has_text=TITLE).first
            return await link.get_attribute("href") if await link.count() else None

        item = await settled(there, seconds=180)
        await page.goto(item)
        volume = await page.locator(".crumbs a[href*='/volumes/']").first.get_attribute("href")
        return item, str(volume)


async def closed(house: Years, volume: str) -> None:
    """The year's volume is closed: its term begins."""
    async with house.person("harbour.secretary") as page:
        await page.goto(volume)
        await page.fill("#closing [name=note]", "卷内齐全")
        await sent(page, "#closing")
        await expect(page.locator("main")).to_contain_text("已结卷")


async def destroyed(house: Years) -> str:
    """Ten years later: two appraisers, the list, its signers, two witnesses."""
    async with house.person("harbour.manager") as page:
        await page.goto(f"{AT}/settings")
        await page.fill("[name=cooling_off_months]", "0")
        await sent(page, "form:has([name=cooling_off_months])")
    for username in ("harbour.clerk", "harbour.supervisor"):
        async with house.person(username) as page:
            await page.goto(f"{AT}/archives/retention")
            if await page.locator("#collect").count():
                await sent(page, "#collect")
            else:
                await page.locator("a[href*='/appraisals/']").first.click()
            await page.wait_for_url("**/appraisals/*")
            for box in await page.locator("[name=volumes]").all():
                await box.check()
            await sent(page, "#opinions", "button[value=destroy]")
    async with house.person("harbour.clerk") as page:
        await page.goto(f"{AT}/archives/retention")
        await sent(page, "#draw-up")
        await page.wait_for_url("**/lists/*")
        place = page.url.split(house.origin)[-1]
        await sent(page, "#submission")
    for username in (
        "harbour.manager",
        "harbour.secretary",
        "harbour.finance",
        "harbour.gm",
        "harbour.secretary",
    ):
        await sign(house, username, place)
    for username in ("harbour.manager", "harbour.finance"):
        await witness(house, username, place)
    return place


async def witness(house: Years, username: str, place: str) -> None:
    """That person signs at the list with the PIN."""
    async with house.person(username) as page:
        await page.goto(place)
        if await page.locator("#witness [name=place]").count():
            await page.fill("#witness [name=place]", "地下一层碎纸室")
        await page.fill("#witness [name=pin]", pin(username))
        await sent(page, "#witness")


async def remembered(house: Years, item: str, place: str) -> None:
    """The line of the catalog stays, its bytes and words are gone, the certificate is filed and proven to anybody."""
    async with house.person("harbour.secretary") as page:
        await page.goto(item)
        await expect(page.locator("main")).to_contain_text("已销毁")
        await expect(page.locator("main")).to_contain_text(TITLE)

        async def certified() -> str | None:
            await page.goto(place)
            link = page.locator("main a[href*='/archives/items/']", has_text="打开").first
            return await link.get_attribute("href") if await link.count() else None

        certificate = await settled(certified, seconds=120)
        await page.goto(certificate)
        await expect(page.locator("main")).to_contain_text("销毁证明")
        await page.goto(place)
        await page.locator("aside a[href*='/signing/']").first.click()
        check = await page.locator("a[href^='/verify/']").first.get_attribute("href")
    async with house.visitor() as page:
        await page.goto(str(check))
        await expect(page.locator("body")).to_contain_text("完好")
    assert await erased(house, item.rsplit("/", 1)[-1])


async def erased(house: Years, item: str) -> Any:
    """No key of the item's files is left; the row that says what they were is."""
    owner = await asyncpg.connect(
        re.sub(r"\?.*", "", house.owner_url) + "?" + house.owner_url.partition("?")[2]
    )
    try:
        await owner.execute(
            "select set_config('hushu.property', (select id::text from property where slug = $1), false)",
            TOWER,
        )
        left = await owner.fetchval(
            """select count(*) from archive_leaf l join file_key k on k.property = l.property and k.file = l.file
                where l.item = $1::uuid""", item,
        )  # fmt: skip
        kept = await owner.fetchval("select state from archive_item where id = $1::uuid", item)
    finally:
        await owner.close()
    return (left, kept) == (0, "destroyed")
