"""Meetings as people hold them, for the tests of meetings."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import time_machine

from hushu.signup.demo_world import people
from moment import today
from world import TOWER, Browser, House, pin, text

HOME = f"/p/{TOWER}/meetings"
ONE = """select m.id from meeting m join meeting_kind k on k.id = m.kind
          where k.key = $1 and m.state = 'planned' order by m.day limit 1"""


async def coming(house: House, kind: str = "weekly") -> UUID:
    """The next meeting of that kind that is to come."""
    return UUID(str(await house.value(TOWER, ONE, kind)))


async def send(browser: Browser, path: str, form: dict[str, Any] | None = None, **more: Any) -> Any:
    """Sends a form of the module's pages."""
    return await browser.post(f"{HOME}{path}", form or {}, key=uuid4().hex, **more)


async def moment(house: House, meeting: UUID) -> datetime:
    """When it begins."""
    found: datetime = await house.value(
        TOWER, "select starts_at from meeting where id = $1", meeting
    )
    return found


async def at_its_hour(house: House, meeting: UUID) -> time_machine.travel:
    """The clock at the meeting's beginning, and going on from there."""
    return time_machine.travel(await moment(house, meeting), tick=True)


async def id_of(house: House, username: str) -> UUID:
    """That person's id."""
    name = next(one["name"] for one in people() if one["username"] == username)
    return UUID(str(await house.value(TOWER, "select id from person where name = $1", name)))


async def noted(house: House, meeting: UUID, **states: tuple[str, str]) -> dict[str, Any]:
    """The attendance form: all present but for those named (user name without the property)."""
    rows = await house.rows(
        TOWER, "select person from meeting_attendee where meeting = $1 order by person", meeting
    )
    others = {await id_of(house, f"{TOWER}.{name}"): said for name, said in states.items()}
    said = [others.get(row["person"], ("present", "")) for row in rows]
    return {
        "version": await house.value(TOWER, "select version from meeting where id = $1", meeting),
        "person": [str(row["person"]) for row in rows], "state": [state for state, _ in said],
        "reason": [reason for _, reason in said],
    }  # fmt: skip


async def done(answer: Any) -> Any:
    """The answer of a deed that was done."""
    assert answer.status_code in {200, 303}, text(answer)[:1500]
    return answer


async def ended(
    house: House, browser: Browser, meeting: UUID, *, problem: str = "", decision: str = ""
) -> None:
    """Begins the meeting, notes everybody present, a problem and a decision, and ends it."""
    await done(await send(browser, f"/{meeting}/beginning"))
    await done(await send(browser, f"/{meeting}/attendance", await noted(house, meeting)))
    if problem:
        await done(await send(browser, f"/{meeting}/problems", {"words": problem}))
    if decision:
        await done(await send(browser, f"/{meeting}/decisions", await decided(house, decision)))
    await done(await send(browser, f"/{meeting}/end"))


async def decided(
    house: House, words: str, owner: str = "supervisor", days: int = 5
) -> dict[str, str]:
    """A decision as the form sends it."""
    due: date = today() + timedelta(days=days)
    return {"decided": words, "owner": str(await id_of(house, f"{TOWER}.{owner}")), "due": f"{due}"}


async def sent_round(
    house: House, browser: Browser, meeting: UUID, words: str = "本周工作总结如下。"
) -> UUID:
    """Writes the minutes and sends them round; gives the paper."""
    await done(await send(browser, f"/{meeting}/minutes", {"version": "0", "words": words}))
    await done(await send(browser, f"/{meeting}/minutes/signing"))
    return UUID(
        str(
            await house.value(
                TOWER, "select paper from meeting_minutes where meeting = $1", meeting
            )
        )
    )


async def waits(house: House, paper: UUID) -> list[tuple[str, int, str]]:
    """Whom the paper waits for: user name, step, deed."""
    sql = """select p.name, s.step, s.deed from signing_seat s join person p on p.id = s.person
              where s.paper = $1 order by s.step, p.sort_key"""
    users = {one["name"]: one["username"] for one in people() if one["property"] == TOWER}
    return [(users[r["name"]], r["step"], r["deed"]) for r in await house.rows(TOWER, sql, paper)]


async def sign(house: House, paper: UUID, username: str, step: int, **more: Any) -> Any:
    """That person signs at their step, on the signing page."""
    browser = await house.sign_in(username)
    form = {
        "step": step,
        "deed": "agree",
        "pin": pin(username),
        "opinion": "",
        "back_to": "drafter",
        **more,
    }
    return await browser.post(f"/p/{TOWER}/signing/{paper}/entries", form, key=uuid4().hex)


async def sign_until(house: House, paper: UUID, deed: str) -> None:
    """Everybody signs until a step with that deed waits."""
    for _ in range(30):
        now = await waits(house, paper)
        if not now or now[0][2] == deed:
            return
        await done(await sign(house, paper, now[0][0], now[0][1], again="1"))
    raise AssertionError("the chain does not get there")
