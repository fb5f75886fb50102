"""From due to destroyed, as two appraisers, the chain's signers and two witnesses do it at their pages."""

import re
from typing import Any
from uuid import UUID

from hushu.archives import commands
from hushu.archives.commands import Verdict
from hushu.foundation.tenancy import opened
from world import TOWER, Browser, House, pin

ARCHIVES = f"/p/{TOWER}/archives"
SIGNERS = ("manager", "secretary", "finance", "gm", "secretary")
WITNESSES = ("harbour.manager", "harbour.finance")


async def appraise(house: House, *people: str, verdict: str = "destroy", **more: Any) -> Any:
    """Collects what is due, then each of these people ticks every volume and says so; gives the last answer."""
    answer: Any = None
    for username in people:
        browser = await house.sign_in(username)
        found = await browser.post(f"{ARCHIVES}/appraisals/collection")
        page = await browser.get(found.headers["location"])
        volumes = re.findall(r'name="volumes" value="([0-9a-f-]{36})"', page.text)
        answer = await browser.post(
            f"{found.headers['location']}/opinions",
            {"verdict": verdict, "volumes": volumes, **more},
        )
    return answer


async def drawn_up(house: House, drafter: str = "harbour.clerk", *, secret: bool = False) -> UUID:
    """A new list."""
    browser = await house.sign_in(drafter)
    answer = await browser.post(f"{ARCHIVES}/lists", {"secret": "1"} if secret else {})
    assert answer.status_code == 303, answer.text
    return UUID(answer.headers["location"].rsplit("/", 1)[-1])


async def submitted(house: House, list_id: UUID, drafter: str = "harbour.clerk") -> UUID:
    """The list on its way; gives the paper."""
    browser = await house.sign_in(drafter)
    answer = await browser.post(f"{ARCHIVES}/lists/{list_id}/submission")
    assert answer.status_code == 303, answer.text
    sql = "select id from signing_paper where subject = 'destruction' and subject_id = $1 and state = 'running'"
    return UUID(str(await house.value(TOWER, sql, list_id)))


async def sign(house: House, paper: UUID, *posts: str) -> None:
    """Each of these signs where it is their turn."""
    for post in posts:
        browser = await house.sign_in(f"harbour.{post}")
        page = await browser.get(f"/p/{TOWER}/signing/{paper}")
        step = re.search(r'name="step" value="(\d+)"', page.text)
        assert step is not None, post
        answer = await browser.post(
            f"/p/{TOWER}/signing/{paper}/entries",
            {"step": step[1], "deed": "agree", "pin": pin(browser.username), "opinion": "", "again": "1"},
        )  # fmt: skip
        assert answer.status_code == 303, answer.text


async def approved(house: House, drafter: str = "harbour.clerk", *, secret: bool = False) -> UUID:
    """A list of all that is up for destruction, signed by everybody."""
    found = await drawn_up(house, drafter, secret=secret)
    await sign(house, await submitted(house, found, drafter), *SIGNERS)
    return found


async def witness(
    house: House, list_id: UUID, username: str, *, method: str = "shredded", **more: Any
) -> Any:
    """That person signs as a witness at the list's page."""
    browser = await house.sign_in(username)
    form = {"pin": pin(username), "method": method, "place": "地下一层碎纸室"} | more
    return await browser.post(f"{ARCHIVES}/lists/{list_id}/witnesses", form)


async def destroyed(house: House, list_id: UUID, **more: Any) -> None:
    """Both witnesses sign."""
    for username in WITNESSES:
        answer = await witness(house, list_id, username, **more)
        assert answer.status_code == 303, answer.text


async def no_cooling_off(house: House, months: int = 0) -> None:
    """The manager sets how long an approved list cools off."""
    manager = await house.sign_in("harbour.manager")
    page = (await manager.get(f"/p/{TOWER}/settings")).text.split('id="settings"')[1]
    form = dict(
        re.findall(r'<input class="form-control"[^>]*name="(\w+)"[^>]*? value="([^"]*)"', page)
    )
    form |= {"time_zone": "Asia/Shanghai", "cooling_off_months": str(months)}
    answer = await manager.post(f"/p/{TOWER}/settings", form)
    assert answer.status_code == 303, answer.text


async def state_of(house: House, list_id: UUID) -> str:
    """Where a list is."""
    return str(await house.value(TOWER, "select state from archive_list where id = $1", list_id))


async def up_for_destruction(house: House) -> None:
    """Quickly, by the commands: everything due is collected and appraised by two."""
    for username in ("harbour.clerk", "harbour.finance"):
        sql = "select p.id from person p, account_by_username($1) a where p.account = a.id"
        who = UUID(str(await house.value(TOWER, sql, username)))
        async with opened(house.properties[TOWER], actor=username, person=who):
            await commands.collect()
            from hushu.archives import queries

            newest = (await queries.appraisals())[0].id
            waiting = [one.id for one in await queries.entries(newest)]
            await commands.appraise(newest, Verdict(destroy=True), entries=waiting)


__all__ = [
    "ARCHIVES", "SIGNERS", "WITNESSES", "Browser", "appraise", "approved", "destroyed", "drawn_up", "no_cooling_off", "sign",
    "state_of", "submitted", "up_for_destruction", "witness",
]  # fmt: skip
