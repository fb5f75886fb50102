"""Keys and radios handled by the same forms as people use."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from httpx import Response

from archives.shelf import acting, person
from hushu.custody import commands
from hushu.custody.commands import ThingFacts
from world import TOWER, Browser, House, pin

AT = f"/p/{TOWER}/custody"
KEEPER, OTHER, BORROWER = "harbour.reception1", "harbour.control1", "harbour.steward2"


def local(moment: datetime) -> str:
    """The moment as a form field writes it, by the property's clock."""
    return f"{moment + timedelta(hours=8):%Y-%m-%dT%H:%M}"


def soon(hours: float = 1) -> str:
    """So many hours from now, as a form field writes it."""
    return local(datetime.now(UTC) + timedelta(hours=hours))


async def thing_id(house: House, no: str) -> UUID:
    """The thing on that hook."""
    sql = "select id from custody_thing where no = $1 and state <> 'retired'"
    return UUID(str(await house.value(TOWER, sql, no)))


async def key(
    house: House, no: str = "K1", kind: str = "unit", *, place: str = "desk", **more: Any
) -> UUID:
    """A key on a hook of its own."""
    facts = ThingFacts(no=no, label=f"{no} 号钥匙", kind=kind, place=place, **more)
    async with await acting(house, "harbour.supervisor"):
        return await commands.add(facts)


async def lend(
    house: House, thing: UUID, *, who: str = BORROWER, keeper: str = KEEPER, secret: str = "", **more: Any
) -> Response:  # fmt: skip
    """The lending form, sent; the borrower types the PIN. `why` answers for keys that stay out past closing."""
    browser = await house.sign_in(keeper)
    form = {
        "person": str(await person(house, who)), "purpose": "检查门窗", "due_at": soon(), "why": "晚间检查", "firm": "", "visitor": "",
        "seal": "", "pin": secret or pin(who),
    }  # fmt: skip
    return await browser.post(f"{AT}/things/{thing}/lending", form | more, key=uuid4().hex)


async def take_back(
    house: House, thing: UUID, *, who: str = BORROWER, keeper: str = KEEPER, **more: Any
) -> Response:
    """The return form, sent."""
    browser = await house.sign_in(keeper)
    form = {
        "person": str(await person(house, who)), "power_off": "1", "shut": "1", "condition": "good", "why": "", "seal": ""
    }  # fmt: skip
    return await browser.post(f"{AT}/things/{thing}/return", form | more, key=uuid4().hex)


async def counted(
    house: House, deed: str, lines: dict[str, tuple[str, str]], *, who: str = BORROWER, keeper: str = OTHER, **more: Any
) -> Response:  # fmt: skip
    """The counting page, sent: deed `draw` or `return`; lines by hook: how many were counted, and why they differ."""
    browser = await house.sign_in(keeper)
    ids = {no: str(await thing_id(house, no)) for no in lines}
    form = {
        "place": "control_room", "person": str(await person(house, who)), "ticked": list(ids.values()),
        "thing": list(ids.values()), "count": [count for count, _ in lines.values()], "why": [why for _, why in lines.values()],
        "due_at": soon(8), "words": "", "pin": pin(who), "keeper_pin": pin(keeper),
    }  # fmt: skip
    return await browser.post(f"{AT}/{deed}", form | more, key=uuid4().hex)


async def waiting(house: House, username: str) -> str:
    """What stands in that person's inbox."""
    from world import text

    return text(await (await house.sign_in(username)).get(f"/p/{TOWER}/inbox"))


async def page(house: House, username: str, path: str) -> str:
    """A page of custody as that person reads it."""
    from world import text

    answer = await (await house.sign_in(username)).get(f"{AT}{path}")
    assert answer.status_code == 200, (path, answer.status_code)
    return text(answer)


async def paper(browser: Browser, house: House, path: str, **form: str) -> bytes:
    """The finished paper's bytes."""
    asked = await browser.post(path, form, key=uuid4().hex)
    assert asked.status_code == 303, asked.text[:800]
    await house.work()
    answer = await browser.get(f"{asked.headers['location']}/file?download=1")
    assert answer.status_code == 200
    return answer.content
