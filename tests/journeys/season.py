"""What people do through a roster's season: generate, mend, approve, confirm, swap, fall ill, stand in, work, meet, report."""

import re
from datetime import date
from uuid import UUID, uuid4

from playwright.async_api import Page, expect

from house.pages import filled, forms
from hushu.signup.demo_world import people
from journeys.lifetime import AT, LIMIT, says, sent
from journeys.years import Years
from world import TOWER, pin

LONG = 120_000  # ms: the solver's own seconds, on a machine that does much else
CONTROL = tuple(f"{TOWER}.control{n}" for n in range(1, 6))
MENDED = "月初培训，减少一班"


async def generated(house: Years, team: str, month: str) -> str:
    """The supervisor begins a team's month, fixes a day, lets the rest be proposed and takes it over; gives its page."""
    async with house.person(f"{TOWER}.supervisor") as page:
        await page.goto(f"{AT}/rosters")
        await page.locator("#roster-begin [name=team]").select_option(label=team)
        await page.locator("#roster-begin [name=month]").select_option(value=month)
        await sent(page, "#roster-begin")
        cell = page.locator("table.roster tbody tr").nth(0).locator("[role=gridcell]").nth(9)
        await cell.click()
        await page.keyboard.press("4" if team != "监控室" else "2")
        await expect(cell).to_have_text("日" if team != "监控室" else "中")
        await page.keyboard.press("f")
        panel = page.locator("#roster-generate")
        await panel.get_by_role("button", name="生成方案").click()
        await panel.get_by_role("button", name="采用方案").click(timeout=LONG)
        await expect(panel.get_by_role("button", name="撤销自动排班")).to_be_visible()
        await expect(cell).to_have_text("日" if team != "监控室" else "中")
        return "/" + page.url.split("/", 3)[3].partition("#")[0].partition("?")[0]


async def published(house: Years, roster: str, reason: str = "") -> None:
    """Sent by the supervisor, approved by the manager, distributed by the clerk."""
    async with house.person(f"{TOWER}.supervisor") as page:
        await page.goto(roster)
        for field, words in (("exceptions", "人手按编制安排"), ("reason", reason)):
            if await page.locator(f"#roster-submit [name={field}]").count():
                await page.fill(f"#roster-submit [name={field}]", words)
        await sent(page, "#roster-submit")
        paper = "/" + page.url.split("/", 3)[3]
    for name in ("manager", "clerk"):
        await signed(house, f"{TOWER}.{name}", paper)


async def signed(house: Years, username: str, paper: str) -> None:
    """That person signs the paper with the PIN."""
    async with house.person(username) as page:
        await page.goto(paper)
        await page.fill("#deed-form [name=pin]", pin(username))
        await sent(page, "#deed-form")


async def mended(house: Years, roster: str) -> None:
    """The supervisor frees a day of the published month; it counts as the next edition."""
    async with house.person(f"{TOWER}.supervisor") as page:
        await page.goto(roster)
        cells = page.locator("table.roster tbody tr").nth(1).locator("[role=gridcell]")
        worked = [n for n, words in enumerate(await cells.all_inner_texts()) if words.strip()]
        await cells.nth(worked[-1]).click()
        await page.keyboard.press("Delete")
        await expect(cells.nth(worked[-1])).to_have_text("")
    await published(house, roster, MENDED)


async def confirmed(house: Years, month: str) -> None:
    """Everybody of the control room reads their shifts on a phone and confirms them."""
    for username in CONTROL:
        async with house.person(username, size={"width": 390, "height": 844}) as page:
            await page.goto(f"{AT}/shifts?month={month}")
            while await page.get_by_role("button", name="我已看过班次").count():
                await sent(page, "form[id^=confirm-]")
                await page.goto(f"{AT}/shifts?month={month}")


async def handed_to_the_office(house: Years, first: date) -> None:
    """The holiday's roster goes to the personnel office a week before."""
    async with house.person(f"{TOWER}.supervisor") as page:
        await page.goto(f"{AT}/rosters/holidays")
        await page.fill(f"#receiver-{first}", "行政人事部 林干事")
        await sent(page, f"#hand-{first}")
        await says(page, "已送交行政人事部 林干事")


async def swapped(house: Years, month: date) -> None:
    """One asks, the other agrees on a phone, the manager approves with the PIN."""
    giver, taker = await _asked_somebody(house, month)
    async with house.person(taker, size={"width": 390, "height": 844}) as page:
        await page.goto(f"{AT}/shifts/changes")
        await sent(page, "form[id^=agree-]")
    await approved(house, "对调已核对")
    async with house.person(giver) as page:
        await page.goto(f"{AT}/shifts/changes")
        await says(page, "已批准")


async def approved(house: Years, why: str) -> None:
    """The manager approves what waits for it."""
    async with house.person(f"{TOWER}.manager") as page:
        await page.goto(f"{AT}/shifts/changes")
        await page.locator("form[id^=approve-] [name=pin]").first.fill(pin(f"{TOWER}.manager"))
        await page.locator("form[id^=approve-] [name=why]").first.fill(why)
        await sent(page, "form[id^=approve-]")


async def _asked_somebody(house: Years, month: date) -> tuple[str, str]:
    """Whoever can swap without breaking a rule: the house itself says which pair."""
    for giver in CONTROL:
        async with house.caller(giver) as caller:
            for taker in (one for one in CONTROL if one != giver):
                for day, back in await _days(house, giver, taker, month):
                    form = {
                        "day": day,
                        "back_day": back,
                        "taker": str(await person(house, taker)),
                        "words": "家中有事",
                    }
                    answer = await caller.post(f"{AT}/shifts/changes", form, key=uuid4().hex)
                    if answer.status_code == 303:
                        return giver, taker
    raise AssertionError("nobody could swap")


async def _days(house: Years, giver: str, taker: str, month: date) -> list[tuple[str, str]]:
    sql = """select g.day::text as day, t.day::text as back from roster_shift g, roster_shift t
              where g.person = $1 and t.person = $2 and g.day >= $3 and t.day >= $3 and g.day <> t.day
                and not exists (select from roster_shift x where x.person = $2 and x.day = g.day)
                and not exists (select from roster_shift x where x.person = $1 and x.day = t.day)
              order by g.day desc, t.day desc limit 12"""
    rows = await house.rows(
        TOWER, sql, await person(house, giver), await person(house, taker), month
    )
    return [(row["day"], row["back"]) for row in rows]


async def person(house: Years, username: str) -> UUID:
    """That person's id, by their name: the demo has one of each."""
    name = next(one["name"] for one in people() if one["username"] == username)
    return UUID(
        str((await house.rows(TOWER, "select id from person where name = $1", name))[0]["id"])
    )


async def fell_ill(house: Years, first: date, last: date) -> str:
    """Whoever has a shift on the first of these days reports ill; a colleague takes what is open, the manager approves."""
    sql = "select p.name from roster_shift s join person p on p.id = s.person join shift k on k.id = s.shift where s.day = $1 and k.key = 'early' limit 1"
    name = (await house.rows(TOWER, sql, first))[0]["name"]
    ill = next(one["username"] for one in people() if one["name"] == name)
    async with house.person(ill, size={"width": 390, "height": 844}) as page:
        await page.goto(f"{AT}/shifts/leave")
        await page.select_option("#ask-leave [name=kind]", "sick")
        await page.fill("#ask-leave [name=first]", str(first))
        await page.fill("#ask-leave [name=last]", str(last))
        await page.fill("#ask-leave [name=words]", "发烧，已去医院")
        await sent(page, "#ask-leave")
        await says(page, "病假")
    for row in await house.rows(
        TOWER, "select id from shift_change where state = 'asked' and kind = 'open' order by day"
    ):
        await _taken(house, ill, row["id"])
        await approved(house, "病假顶班")
    return ill


async def _taken(house: Years, ill: str, change: UUID) -> None:
    """A colleague takes it whom no rule holds back; else the planner names one, and the approval says why."""
    others = [one for one in CONTROL if one != ill]
    for username in others:
        async with house.caller(username) as caller:
            answer = await caller.post(
                f"{AT}/shifts/changes/{change}/agreement", {}, key=uuid4().hex
            )
            if answer.status_code == 303:
                return
    async with house.caller(f"{TOWER}.supervisor") as planner:
        for username in others:
            form = {"taker": str(await person(house, username))}
            answer = await planner.post(
                f"{AT}/shifts/changes/{change}/agreement", form, key=uuid4().hex
            )
            if answer.status_code == 303:
                return
    raise AssertionError("nobody could stand in")


async def on_shift(house: Years, day: date, shift: str) -> str:
    """Who works that shift by the edition in force."""
    sql = """select p.name from roster_shift s join person p on p.id = s.person join shift k on k.id = s.shift
              where s.day = $1 and k.key = $2 limit 1"""
    name = (await house.rows(TOWER, sql, day, shift))[0]["name"]
    return next(one["username"] for one in people() if one["name"] == name)


async def begun(house: Years, username: str) -> str:
    """Whoever is planned begins the shift's record; gives its page."""
    # The demo's own shift of September was never handed over in this house: it ended on paper.
    await house.rows(
        TOWER, "update duty_record set state = 'handed', ended_at = ends_at where state = 'open'"
    )
    async with house.person(username) as page:
        await page.goto(f"{AT}/duty")
        row = page.locator("form", has=page.locator("button:has-text('开始')")).first
        await row.locator("button[type=submit]").click()
        await page.wait_for_url("**/duty?record=*", timeout=LIMIT)
        return page.url.rpartition("=")[2]


async def handed_over(
    house: Years, record: str, out: str, come: str, *, alarm: bool = False, missing: bool = False
) -> str:
    """One gives the shift to the next, face to face; gives the next record."""
    path = f"{AT}/duty/records/{record}/handover"
    async with house.person(out) as gives, house.person(come) as takes:
        if alarm:
            await _raised(gives)
        await takes.goto(path)
        await takes.click("#coming button[type=submit]")
        await takes.click("button:has-text('已阅读')")
        await expect(takes.locator("#last-record .state-success")).to_be_visible(timeout=LIMIT)
        if await takes.locator("button:has-text('全部接收')").count():
            await takes.click("button:has-text('全部接收')")
        await _counted(takes, missing=missing)
        if alarm:
            await _sign(takes, come, out)
            await expect(takes.locator("#held")).to_contain_text("还没有处理完毕", timeout=LIMIT)
            house.heard[:] = [
                said for said in house.heard if "422" not in said
            ]  # refused as it should be
            await gives.fill("[name=ending]", "已排除，为灰尘受热")
            await gives.click("#end button[type=submit]")
            await expect(gives.locator(".banner-success")).to_contain_text("已排除", timeout=LIMIT)
        await takes.goto(path)
        for _ in range(8):
            button = takes.locator("#items button:has-text('接收')").first
            if not await button.count():
                break
            async with takes.expect_response(lambda said: said.request.method == "POST"):
                await button.click()
            await takes.goto(path)
        await _sign(takes, come, out)
        await expect(takes.locator(".banner-success")).to_contain_text("交接完成", timeout=LIMIT)
    if alarm:  # refused once, as it should be
        house.heard[:] = [said for said in house.heard if "422" not in said]
    rows = await house.rows(
        TOWER, "select into_record from duty_handover where record = $1", UUID(record)
    )
    return str(rows[0]["into_record"])


async def _raised(page: Page) -> None:
    await page.goto(f"{AT}/duty")
    await page.click("summary:has-text('紧急事件')")
    await page.fill("#alarm-where", "地下一层配电间")
    await page.fill("#alarm-what", "配电间冒烟")
    await page.click("#emergency button[type=submit]")
    await page.wait_for_url("**/incidents/**", timeout=LIMIT)


async def _counted(page: Page, *, missing: bool) -> None:
    """Everything is counted face to face; one ring lacks a key where that is told."""
    if missing:
        ring = page.locator("#counts li", has_text="应在 4").first
        await ring.locator("[name=counted]").fill("3")
        await ring.locator("[name=known]").fill("少一把，正在查找")
        await ring.locator("button:has-text('已点')").click()
        await expect(page.locator("#counts .duty-said").first).to_contain_text(
            "少一把", timeout=LIMIT
        )
    if await page.locator("button:has-text('项如数')").count():
        await page.click("button:has-text('项如数')")
    await expect(page.locator("#counts")).not_to_contain_text("未点", timeout=LIMIT)


async def _sign(page: Page, mine: str, other: str) -> None:
    await page.fill("#signing [name=pin]", pin(mine))
    await page.fill("#signing [name=other_pin]", pin(other))
    await page.click("#signing button[type=submit]")


async def met(house: Years) -> str:
    """The Friday meeting is held and its minutes go round; gives its page."""
    async with house.person(f"{TOWER}.clerk") as page:
        await page.goto(f"{AT}/meetings?show=coming")
        await page.locator("#list a[data-list-item]", has_text="部门例会").first.click()
        await expect(page.get_by_role("heading", name="会议议程")).to_be_visible(timeout=LIMIT)
        meeting = "/" + page.url.split("/", 3)[3].partition("#")[0]
        await page.get_by_role("button", name="开始会议").click()
        await expect(page.get_by_role("button", name="结束会议")).to_be_visible(timeout=LIMIT)
        await page.click("#attendance-form button[type=submit]")
        await expect(page.locator("#attendance")).to_contain_text("实到", timeout=LIMIT)
        await page.fill("#problem-words", "晚高峰出口排队过长")
        await page.click("#problem-form button[type=submit]")
        await expect(page.locator("#problems")).to_contain_text("晚高峰出口排队过长", timeout=LIMIT)
        await page.get_by_role("button", name="结束会议").click()
        await expect(page.locator("#minutes-form")).to_be_visible(timeout=LIMIT)
        await page.fill("#minutes-form [name=words]", "本周各岗运行平稳，下周迎检。")
        await page.click("#minutes-form button[type=submit]")
        await page.click("[data-dialog-open='#send-round']")
        await page.click("#round-form button[type=submit]")
        await expect(page.locator("#unsigned")).to_be_visible(timeout=LIMIT)
    return meeting


async def minutes_signed(house: Years, meeting: str) -> None:
    """Everybody whose turn it is signs, until they are filed; the general manager answers first."""
    for _ in range(20):
        waiting = await house.rows(
            TOWER,
            """select p.name from signing_seat s join signing_paper w on w.id = s.paper
            join person p on p.id = s.person where w.subject = 'minutes' and w.state = 'running' and w.started_at > now() - interval '1 day'
            order by s.step limit 1""",
        )
        if not waiting:
            return
        username = next(one["username"] for one in people() if one["name"] == waiting[0]["name"])
        await (_answered if username == f"{TOWER}.gm" else _signed_minutes)(
            house, username, meeting
        )
    raise AssertionError("the minutes never came to their end")


async def _answered(house: Years, username: str, meeting: str) -> None:
    async with house.person(username, size={"width": 390, "height": 844}) as page:
        await page.goto(f"{meeting}/minutes")
        await page.fill("#answer-1", "同意增开出口")
        await page.fill("#answers-pin", pin(username))
        await page.click("#answers-form button[type=submit]")
        await expect(page.locator("#answers")).to_have_count(0, timeout=LIMIT)


async def _signed_minutes(house: Years, username: str, meeting: str) -> None:
    async with house.caller(username) as caller:
        shown = await caller.get(f"{meeting}/minutes")
        [paper] = set(re.findall(r'href="(/p/harbour/signing/[0-9a-f-]{36})"', shown.text))
        page = await caller.get(paper)
        form = next(
            one for one in forms(paper, page.text) if any(x.name == "pin" for x in one.fields)
        )
        answer = await caller.post(
            form.action, filled(form) | {"deed": "agree", "pin": pin(username), "again": "1"}
        )
        assert answer.status_code == 303, answer.text


async def reported(house: Years, month: str) -> None:
    """The clerk sends the month's attendance, the supervisor checks it, the manager signs."""
    async with house.person(f"{TOWER}.clerk") as page:
        await page.goto(f"{AT}/attendance/month?month={month}")
        await sent(page, "#report-month")
        paper = "/" + page.url.split("/", 3)[3]
    for name in ("supervisor", "manager"):
        await signed(house, f"{TOWER}.{name}", paper)
    async with house.person(f"{TOWER}.clerk") as page:
        await page.goto(f"{AT}/attendance/month?month={month}")
        await says(page, "已报行政人事部")
