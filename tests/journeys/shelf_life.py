"""What happens to a paper while it is kept: put on a shelf, lent, missed, brought back, counted, sealed, opened with leave."""

from playwright.async_api import Page, expect

from journeys.lifetime import AT, TITLE, path, says, sent, sign
from journeys.test_checking import added, laid_out
from journeys.years import Years
from world import pin

CLERK, BORROWER = "harbour.clerk", "harbour.engineer"


async def shelved(house: Years, volume: str) -> None:
    """The clerk lays out a room and puts the volume into a box of its year and term."""
    async with house.person(CLERK) as page:
        box = await laid_out(page, "档案室", term="y10")
        await page.goto(volume)
        await added(page, "standing-form", box=box.rpartition("/")[2])
        await says(page, "档案室 · A柜")


async def lent(house: Years, item: str) -> str:
    """The engineer asks for it, the general manager agrees, the clerk hands it over the counter; gives the loan's page."""
    async with house.person(BORROWER) as page:
        await page.goto(item)
        await page.locator("main a[href*='/loans/new']").click()
        await page.fill("#ask [name=purpose]", "核对更换范围")
        await sent(page, "#ask")
        loan, number = path(page), (await page.locator("h1").inner_text()).split()[-1]
    await sign(house, "harbour.gm", loan)
    async with house.person(CLERK) as page:
        await page.goto(f"{AT}/archives/counter?q={number}")
        await says(page, TITLE)
        await page.fill("#out-pin", pin(BORROWER))
        await sent(page, "#out")
        await says(page, TITLE, "借出中")
    return loan


async def missed(house: Years, loan: str) -> None:
    """It was to be back on the same day: the engineer is reminded, and the superior is told."""
    async with house.person(BORROWER) as page:
        await page.goto(f"{AT}/inbox")
        await says(page, "已逾期 2 天，请尽快归还")
    async with house.person("harbour.manager") as page:
        await page.goto(loan)
        await says(page, "逾期 2 天")


async def brought_back(house: Years, loan: str, item: str) -> None:
    """The clerk takes it back over the counter, the engineer confirms."""
    async with house.person(CLERK) as page:
        await page.goto(f"{loan}/counter")
        await page.fill("#back-pin", pin(BORROWER))
        await sent(page, "#back")
        await says(page, "已归还")
        await page.goto(item)
        await says(page, "档案室 · A柜")


async def closed(house: Years, volume: str) -> None:
    """The year's volume is closed: its term begins."""
    async with house.person("harbour.secretary") as page:
        await page.goto(volume)
        await page.fill("#closing [name=note]", "卷内齐全")
        await sent(page, "#closing")
        await says(page, "已结卷", "2027年1月8日")


async def counted(house: Years) -> None:
    """The check of the year's opening has begun by itself: every volume is found in its place, and the clerk signs."""
    async with house.person(CLERK) as page:
        await page.goto(f"{AT}/archives/checks")
        await page.get_by_role("link", name="年初全部库藏清点").click()
        check = page.url
        for spot in await _links(page, ".check-spot"):
            await page.goto(spot)
            while await page.locator(".check-waiting .check-yes").count():
                left = await page.locator(".check-waiting").count()
                await page.locator(".check-waiting .check-yes").first.click()
                await expect(page.locator(".check-waiting")).not_to_have_count(left)
        await page.goto(check)
        for protection in await page.locator("#signing [name=holds]").all():
            await protection.select_option("yes")
        await page.fill("#signing [name=pin]", pin(CLERK))
        await sent(page, "#signing")
        await says(page, "已签字")


async def _links(page: Page, which: str) -> list[str]:
    return [str(await one.get_attribute("href")) for one in await page.locator(which).all()]


async def sealed(house: Years, volume: str) -> str:
    """A year after it was closed the volume is due to be sealed, and is, by two; gives the bag's page."""
    async with house.person(CLERK) as page:
        await page.goto(f"{AT}/inbox")
        await says(page, "到期应封存")
        return await _put_into_bag(page, volume, "FD2028-001")


async def _put_into_bag(page: Page, volume: str, bag: str) -> str:
    await page.goto(f"{volume}/sealing")
    await page.select_option("#sealing [name=witness]", index=1)
    await page.fill("#sealing [name=pin]", pin(CLERK))
    await sent(page, "#sealing")
    await says(page, "封存中")
    assert bag in await page.locator("h1").inner_text()
    return path(page)


async def stays_closed(house: Years, item: str) -> None:
    """Nobody borrows from a sealed bag."""
    async with house.person(BORROWER) as page:
        await page.goto(item)
        await page.locator("main a[href*='/loans/new']").click()
        await page.fill("#ask [name=purpose]", "再看一次")
        await page.locator("#ask button[type=submit]").click()
        await says(page, "请先申请启封")
    house.heard[:] = [said for said in house.heard if "422" not in said]


async def opened_and_sealed_anew(house: Years, bag: str, volume: str) -> None:
    """The clerk asks, the manager agrees, the bag is opened; afterwards the volume goes into a new one."""
    async with house.person(CLERK) as page:
        await page.goto(bag)
        await page.fill("#asking [name=reason]", "消防检查调阅")
        await sent(page, "#asking")
    await sign(house, "harbour.manager", bag)
    async with house.person(CLERK) as page:
        await page.goto(bag)
        await page.fill("#opening [name=pin]", pin(CLERK))
        await sent(page, "#opening")
        await says(page, "已启封")
        await _put_into_bag(page, volume, "FD2028-002")
