"""How a paper ends: appraised by two, listed, approved, cooled off, destroyed before two witnesses; and what is left of it."""

import zipfile
from pathlib import Path
from typing import Any

from playwright.async_api import expect

from archives.test_bags import COMPARED, proven
from journeys.lifetime import AT, TITLE, path, says, sent, sign
from journeys.years import Years, settled
from world import GARDEN, TOWER, pin

APPRAISERS, WITNESSES = (
    ("harbour.clerk", "harbour.supervisor"),
    ("harbour.manager", "harbour.finance"),
)
SIGNERS = ("harbour.manager", "harbour.secretary", "harbour.finance", "harbour.gm", "harbour.secretary")  # fmt: skip
LEAVES = """select f.id, f.sha256, f.sealed, f.erased_at is not null as erased, k.file is not null as key from archive_leaf l
              join file f on f.id = l.file left join file_key k on k.file = f.id where l.item = $1::uuid"""
ANYWHERE = "select name from file where sha256 = any ($1) and erased_at is null"


async def appraised(house: Years, volume: str) -> None:
    """The yearly appraisal has begun by itself; two people say that the volume may go."""
    for username in APPRAISERS:
        async with house.person(username) as page:
            await page.goto(f"{AT}/inbox")
            await says(page, "年度鉴定已开始")
            await page.goto(f"{AT}/archives/retention")
            await page.locator("main a[href*='/appraisals/']").first.click()
            await says(page, TITLE, "2037年1月8日 到期")
            await page.check(f"[name=volumes][value='{volume.rpartition('/')[2]}']")
            await sent(page, "#opinions", "button[value=destroy]")


async def listed_and_approved(house: Years) -> str:
    """The clerk draws the list up and sends it; everybody of its chain signs. Gives its page."""
    async with house.person("harbour.clerk") as page:
        await page.goto(f"{AT}/archives/retention")
        await sent(page, "#draw-up")
        await says(page, TITLE)
        await sent(page, "#submission")
        place = path(page)
    for username in SIGNERS:
        await sign(house, username, place)
    return place


async def cools_off(house: Years, place: str) -> None:
    """Approved, but nobody can destroy it for a month."""
    async with house.person(WITNESSES[0]) as page:
        await page.goto(place)
        await says(page, "冷静期内，2037年2月12日")
        await expect(page.locator("#witness")).to_have_count(0)


async def leaves(house: Years, item: str) -> list[Any]:
    """What lies behind the paper in the store."""
    return await house.rows(TOWER, LEAVES, item.rpartition("/")[2])


async def destroyed(house: Years, place: str) -> None:
    """Two witnesses sign with their PINs; with the second one everything goes."""
    async with house.person(WITNESSES[0]) as page:
        await page.goto(place)
        await page.fill("#witness [name=place]", "地下一层碎纸室")
        await page.fill("#witness [name=pin]", pin(WITNESSES[0]))
        await sent(page, "#witness")
        await says(page, "已签字监销")
    async with house.person(WITNESSES[1]) as page:
        await page.goto(place)
        await page.fill("#witness [name=pin]", pin(WITNESSES[1]))
        await sent(page, "#witness")
        await says(page, "全部销毁，没有遗留")


async def remembered(house: Years, item: str) -> None:
    """The line of the catalog stays; its words are found no more."""
    async with house.person("harbour.secretary") as page:
        await page.goto(item)
        await says(page, TITLE, "已销毁", "SHA-256", "XH·2037-001")
        await page.goto(f"{AT}/archives?q=三楼")
        await expect(page.locator("#archive-items a", has_text=TITLE)).to_have_count(0)


async def bytes_are_gone(house: Years, before: list[Any], item: str, document: str) -> None:
    """No key, no bytes in the store, no other copy of what was destroyed; the rows that say what it was are there."""
    after = await leaves(house, item)
    assert [row["sha256"] for row in after] == [row["sha256"] for row in before]
    assert all(row["erased"] and not row["key"] for row in after)
    stored = {file.name for file in house.store.rglob("*") if file.is_file()}
    names = {row[name] for row in before for name in ("sealed", "sha256")}
    assert before
    assert not stored & names
    copies = await house.rows(TOWER, ANYWHERE, [row["sha256"] for row in before])
    assert copies == [], [row["name"] for row in copies]
    async with house.person("harbour.secretary") as page:
        await page.goto(document)
        await says(page, TITLE, "已按档案销毁清册销毁")


async def certified(house: Years, place: str) -> str:
    """The certificate is filed for good; gives the public address of the paper by which the list was approved."""
    async with house.person("harbour.secretary") as page:

        async def made() -> str | None:
            await page.goto(place)
            link = page.get_by_role("link", name="打开销毁证明")
            return await link.get_attribute("href") if await link.count() else None

        await page.goto(str(await settled(made, seconds=120)))
        await says(page, "销毁证明 XH·2037-001", "永久")
        await page.goto(place)
        await page.locator("aside a[href*='/signing/']").first.click()
        return str(await page.locator("a[href^='/verify/']").first.get_attribute("href"))


async def proven_to_anybody(house: Years, address: str) -> None:
    """The public page says that the list's paper is whole, and so does the command line of every chain."""
    async with house.visitor() as page:
        await page.goto(address)
        await expect(page.locator("body")).to_contain_text("完好")
    verdict = house.command("verify")
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    assert "every signature holds" in verdict.stdout and "none differs" in verdict.stdout


async def taken_along(house: Years, folder: Path) -> None:
    """All archives go out as a package that proves itself to anybody, and come in again the same at another property."""
    package = folder / "package.zip"
    async with house.person("harbour.gm") as page:
        await page.goto(f"{AT}/archives/exports")
        await sent(page, "#export-form")
        ready = page.locator("a[download]")
        await expect(ready).to_be_visible(timeout=60_000)
        async with page.expect_download() as download:
            await ready.click()
        await (await download.value).save_as(package)
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder / "bag")
    bag = next((folder / "bag").iterdir())
    proof = proven(bag)
    assert proof.returncode == 0, proof.stderr
    await _brought_in(house, package)
    for part, sql in COMPARED.items():
        went, came = [await house.rows(slug, sql) for slug in (TOWER, GARDEN)]
        assert came == went, part


async def _brought_in(house: Years, package: Path) -> None:
    """Into a property that has no archives yet."""
    for table in ("archive_class", "archive_term"):
        await house.rows(GARDEN, f"delete from {table}")
    async with house.person("garden.manager") as page:
        await page.goto(f"/p/{GARDEN}/archives/exports")
        await page.set_input_files("#bring-in-form [name=file]", package)
        await sent(page, "#bring-in-form")
        await expect(page.locator("main a[download]")).to_be_visible(timeout=60_000)
