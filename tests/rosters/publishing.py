"""Publishing a roster, as tests of rosters do: planned by the supervisor, approved by the manager, distributed by the clerk."""

import re
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from hushu.foundation.calendar import month_days
from rosters.test_grid import begun, following, plan
from signing.helpers import deed, person
from world import TOWER, Browser, House, text

SHORT = "人手不足，主任在岗补位"
SHIFTS = f"/p/{TOWER}/shifts"


def day(number: int) -> date:
    """That day of next month."""
    return month_days(following())[number - 1]


async def one(house: House, number: int) -> UUID:
    """The control room's first, second, third person."""
    return await person(house, f"{TOWER}.control{number}")


def offers(page: Any, field: str) -> set[str]:
    """What a select of the page offers, by value."""
    select = page.text.split(f' name="{field}"')[1].split("</select>")[0]
    return set(re.findall(r'<option value="([^"]+)"', select))


async def off_duty(house: House) -> list[int]:
    """Those of the control room, by number, who hold no record of duty at this hour."""
    holders = {
        row["person"]
        for row in await house.rows(TOWER, "select person from duty_record where state = 'open'")
    }
    return [n for n in range(1, 6) if await one(house, n) not in holders]


async def planned(house: House, *cells: tuple[int, int, str]) -> tuple[Browser, str]:
    """Next month of the control room, not yet sent: who (by number), on which day, which letter."""
    supervisor, roster = await begun(house)
    await change(house, supervisor, roster, *cells)
    return supervisor, roster


async def change(
    house: House, supervisor: Browser, roster: str, *cells: tuple[int, int, str], was: str = "."
) -> None:
    """Plans these days."""
    lines = [f"{await one(house, who)} {day(on)} {letter} {was}" for who, on, letter in cells]
    answer: Any = await plan(supervisor, roster, *lines)
    assert answer.status_code == 200, answer.text[:2000]


async def submit(
    supervisor: Browser, roster: str, reason: str = "", exceptions: str = SHORT
) -> Any:
    """Sends the plan to its signers."""
    form = {"reason": reason, "exceptions": exceptions}
    return await supervisor.post(f"{roster}/submission", form, key=uuid4().hex)


async def approve(house: House, paper: str) -> None:
    """The manager approves, the clerk distributes."""
    number = UUID(paper.rsplit("/", 1)[1])
    for step, name in enumerate(("manager", "clerk"), 1):
        answer = await deed(await house.sign_in(f"{TOWER}.{name}"), number, step)
        assert answer.status_code == 303, text(answer)


async def published(house: House, *cells: tuple[int, int, str]) -> tuple[Browser, str]:
    """Next month of the control room, in force."""
    supervisor, roster = await planned(house, *cells)
    await republish(house, supervisor, roster)
    return supervisor, roster


async def republish(house: House, supervisor: Browser, roster: str, reason: str = "") -> None:
    """Sent and approved."""
    answer = await submit(supervisor, roster, reason)
    assert answer.status_code == 303, text(answer)
    await approve(house, answer.headers["location"])


async def in_force(house: House, since: date | None = None) -> dict[tuple[UUID, date], str]:
    """The shifts of next month, or since that day, that count, by person and day."""
    sql = "select s.person, s.day, k.letter from roster_shift s join shift k on k.id = s.shift where s.day >= $1"
    found = await house.rows(TOWER, sql, since or following())
    return {(row["person"], row["day"]): row["letter"] for row in found}


async def edition(house: House, state: str = "in_force") -> UUID:
    """Next month's edition in that state."""
    sql = """select e.id from roster_edition e join roster r on r.id = e.roster where e.state = $1 and r.month >= $2
              order by e.number desc limit 1"""
    return UUID(str(await house.value(TOWER, sql, state, following())))


async def told(house: House, username: str) -> str:
    """Everything that stands in that person's inbox, in words."""
    return text(await (await house.sign_in(username)).get(f"/p/{TOWER}/inbox"))


async def username(house: House, who: UUID) -> str:
    """That person's user name."""
    account = await house.value(TOWER, "select account from person where id = $1", who)
    return str(await house._keeper.fetchval("select username from account where id = $1", account))


async def superior(house: House) -> str:
    """Who is above the control room's people."""
    above = await house.value(
        TOWER, "select superior from person where id = $1", await one(house, 1)
    )
    return await username(house, above)


async def begins(house: House) -> datetime:
    """When the first shift in force of next month begins."""
    sql = "select min(begins_at) from roster_shift where day >= $1"
    found: datetime = await house.value(TOWER, sql, following())
    return found
