"""A night is handed to the early shift by two people at two screens: refused for an emergency, then a key is missing, then done."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import pytest
from playwright.async_api import Page, expect

from journeys.standing import Standing
from world import pin

pytestmark = pytest.mark.asyncio(loop_scope="session")
OUT, IN = "harbour.control3", "harbour.control4"
HOME = "/p/harbour/duty"
# The shift that is on ends in ten minutes, whatever the hour at which the journey is made; its day lies back, so that another follows.
ENDING = """update duty_record set day = day - 30, begins_at = $1::timestamptz - interval '8 hours', ends_at = $1, person = $2, begun_at = $1::timestamptz - interval '8 hours'
             where state = 'open' returning id"""


async def nearly_over(town: Standing) -> UUID:
    """The demo's open shift, held by the outgoing, ends in ten minutes; the shifts of the house follow it."""
    keeper = await asyncpg.connect(town.owner_url)
    try:
        place = await keeper.fetchval("select id::text from property where slug = 'harbour'")
        await keeper.execute("select set_config('hushu.property', $1, false)", place)
        person = await keeper.fetchval(
            "select p.id from person p join account a on a.id = p.account where a.username = $1 and p.property = $2::uuid",
            OUT,
            place,
        )
        end = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(minutes=10)
        return UUID(str(await keeper.fetchval(ENDING, end, person)))
    finally:
        await keeper.close()


async def raised(page: Page) -> None:
    """Whoever is on duty raises the alarm."""
    await page.goto(HOME)
    await page.click("summary:has-text('紧急事件')")
    await page.fill("#alarm-where", "地下一层配电间")
    await page.fill("#alarm-what", "配电间冒烟")
    await page.click("#emergency button[type=submit]")
    await page.wait_for_url("**/incidents/**")


async def sign(page: Page, other: str) -> None:
    """Both type their PIN at this screen."""
    await page.fill("#signing [name=pin]", pin(IN))
    await page.fill("#signing [name=other_pin]", pin(other))
    await page.click("#signing button[type=submit]")


async def all_taken(page: Page, path: str) -> None:
    """What has come up meanwhile is gone through too."""
    for _ in range(5):
        await page.goto(path)
        left = page.locator("#items button:has-text('接收')")
        if await left.count() == 0:
            return
        async with page.expect_response(lambda said: said.request.method == "POST"):
            await left.first.click()


@pytest.mark.req("DUTY-2", "DUTY-4", "DUTY-8")
async def test_the_night_is_handed_to_the_early_shift_once_nothing_holds_it(town: Standing) -> None:
    record = await nearly_over(town)
    path = f"{HOME}/records/{record}/handover"
    async with town.person(OUT) as out, town.person(IN) as come:
        await come.goto(path)
        why = come.locator("#coming [name=why]")
        if await why.count():  # whom the roster names for the next shift is not asked
            await why.fill("按主任安排接班")
        await raised(out)
        await expect(come.locator("#held")).to_contain_text("配电间冒烟")  # without a reload
        if await why.count():
            await expect(why).to_have_value("按主任安排接班")  # what is being typed stays
        await come.click("#coming button[type=submit]")
        await come.click("button:has-text('已阅读')")
        await expect(come.locator("#last-record .state-success")).to_be_visible()
        await come.click("button:has-text('全部接收')")
        await expect(come.locator("#items")).to_contain_text("已接收")

        ring = come.locator("#counts li", has_text="应在 4").first
        await ring.locator("[name=counted]").fill("3")
        await ring.locator("[name=known]").fill("少一把，正在查找")
        await ring.locator("button:has-text('已点')").click()
        await expect(come.locator("#counts .duty-said")).to_contain_text("少一把，正在查找")
        await come.click("button:has-text('项如数')")
        await expect(come.locator("#counts")).not_to_contain_text("未点")

        await sign(come, OUT)
        await expect(come.locator("#held")).to_contain_text("紧急事件“配电间冒烟”还没有处理完毕")
        await out.fill("[name=ending]", "已排除，为灰尘受热")
        await out.click("#end button[type=submit]")
        await expect(out.locator(".banner-success")).to_contain_text("已排除")
        await all_taken(come, path)
        await expect(come.locator("#handover-live")).to_contain_text("各项都已确认")

        await out.goto(path)
        await sign(come, OUT)
        await expect(come.locator(".banner-success")).to_contain_text("交接完成")
        await expect(out.locator("#handover-live")).to_contain_text("交接完成")  # without a reload
        await expect(come.locator("#counts")).to_contain_text("少一把，正在查找")
    town.heard[:] = [said for said in town.heard if "422" not in said]
